using System.Text.Json;

namespace Storefold.Connectors.Platform;

/// <summary>Why a platform refused a batch: the member <c>error</c> or <c>detail</c> of its JSON. It goes into the quarantine only.</summary>
internal static class PostRefusal
{
    private const string ReusedKey = "idempotency_key_reused";

    private const int LongestReason = 500;

    /// <summary>True when the key of the batch is known with another content.</summary>
    public static bool IsReusedKey(byte[] body) => Member(body, "error") is ReusedKey;

    /// <summary>The reason as a sentence.</summary>
    public static string Of(PlatformAnswer answer)
    {
        var reason = Member(answer.Body, "error") ?? Member(answer.Body, "detail") ?? $"refused with status {answer.Status}";
        return reason.Length <= LongestReason ? reason : reason[..LongestReason];
    }

    private static string? Member(byte[] body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
