using System.Buffers.Binary;
using Storefold.Shop;

namespace Storefold.Packs.Sql;

/// <summary>
/// Native keys of any type in one typed column: a byte for the kind, then eight bytes for an integer, or the bytes of a
/// text. Compared byte for byte they have the order of <see cref="Value.CompareKeys"/>.
/// </summary>
internal static class KeyBytes
{
    private const byte Integer = 1, Text = 2, Bytes = 3;

    public static Value Of(in Value key)
    {
        switch (key.Kind)
        {
            case ValueKind.Null:
                return key;
            case ValueKind.Integer:
                var number = new byte[9];
                number[0] = Integer;
                BinaryPrimitives.WriteUInt64BigEndian(number.AsSpan(1), (ulong)key.AsInteger() ^ (1UL << 63));
                return Value.OfBytes(number, 0, number.Length);
            case ValueKind.Text or ValueKind.Bytes:
                var bytes = new byte[key.Utf8.Length + 1];
                bytes[0] = key.Kind == ValueKind.Text ? Text : Bytes;
                key.Utf8.CopyTo(bytes.AsSpan(1));
                return Value.OfBytes(bytes, 0, bytes.Length);
            default:
                throw new ArgumentException($"A {key.Kind} is not a native key.");
        }
    }

    public static Value Read(in Value cell)
    {
        if (cell.IsNull) return cell;
        var bytes = cell.Utf8;
        if (bytes[0] == Integer) return Value.Of((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]) ^ (1UL << 63)));
        var rest = bytes[1..].ToArray();
        return bytes[0] == Text ? Value.OfText(rest, 0, rest.Length) : Value.OfBytes(rest, 0, rest.Length);
    }
}
