using System.Text.Json;

namespace Storefold.Connectors.Http;

/// <summary>Reads JSON of strangers: what is not there, or is something else, is absent.</summary>
internal static class Json
{
    /// <summary>What a reader makes of the object in a document; null when it is no JSON object.</summary>
    public static T? Read<T>(byte[] document, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind is JsonValueKind.Object ? read(json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text member, or null.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String
            ? member.GetString()
            : null;

    /// <summary>The elements of an array member.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Array ? member.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>The texts in an array.</summary>
    public static IEnumerable<string> Texts(JsonElement element) => element.ValueKind is JsonValueKind.Array
        ? element.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.String).Select(one => one.GetString() ?? "")
        : [];
}
