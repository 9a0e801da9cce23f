using System.Buffers;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>JSON cells in canonical form, so that two texts of one meaning are one value. Numbers stay exact.</summary>
internal static class JsonText
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>The canonical form; false when the text is not JSON.</summary>
    public static bool TryCanonical(in Value raw, Arena arena, out Value value)
    {
        value = raw;
        var text = raw.Utf8;
        if (text.Length == 2 && (text.SequenceEqual("[]"u8) || text.SequenceEqual("{}"u8))) return true;
        var buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        if (!CanonicalJson.TryCanonicalise(text, buffer, exactNumbers: true)) return false;
        if (!buffer.WrittenSpan.SequenceEqual(text)) value = arena.Text(buffer.WrittenSpan);
        return true;
    }
}
