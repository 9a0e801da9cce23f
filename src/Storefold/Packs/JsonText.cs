using System.Text;
using System.Text.Json;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>JSON cells in canonical form, so that two texts of one meaning are one value.</summary>
internal static class JsonText
{
    /// <summary>The canonical form; false when the text is not JSON.</summary>
    public static bool TryCanonical(in Value raw, Arena arena, out Value value)
    {
        value = raw;
        var text = raw.Utf8;
        if (text.Length == 2 && (text.SequenceEqual("[]"u8) || text.SequenceEqual("{}"u8))) return true;
        try
        {
            using var document = JsonDocument.Parse(text.ToArray());
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
                document.RootElement.WriteTo(writer);
            value = arena.Text(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
