using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Storefold.Scheduling;

namespace Storefold.Journaling;

/// <summary>The answers of checks as JSON, the way the journal keeps them.</summary>
internal static class CheckAnswers
{
    // The journal is no web page, so letters outside ASCII stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<CheckResult> checks)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartArray();
            foreach (var check in checks)
            {
                writer.WriteStartObject();
                writer.WriteString("code", check.Code);
                writer.WriteBoolean("go", check.Go);
                writer.WriteString("detail", check.Detail);
                if (check.Hint is not null) writer.WriteString("hint", check.Hint);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static IReadOnlyList<CheckResult> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(check => new CheckResult(
                check.GetProperty("code").GetString() ?? "", check.GetProperty("go").GetBoolean(),
                check.GetProperty("detail").GetString() ?? "",
                check.TryGetProperty("hint", out var hint) ? hint.GetString() : null)),
        ];
    }
}
