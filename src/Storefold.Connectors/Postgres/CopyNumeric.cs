using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// numeric in its binary form (PostgreSQL's source, <c>numeric_send</c>): counts of base-10000 digits, weight of the first, sign,
/// number of decimals shown, digits. Any length is exact, as it is made from the decimal's text.
/// </summary>
internal static class CopyNumeric
{
    private const int Group = 4, Longest = 16_000;
    private const short Negative = 0x4000;

    /// <summary>Writes a decimal, an integer, or the text of one; false where the value is none.</summary>
    public static bool Write(CopyWriter to, in Value value)
    {
        if (value.Kind is not (ValueKind.Text or ValueKind.Integer or ValueKind.Decimal)) return false;
        if (value.Kind == ValueKind.Text) return Write(to, value.Utf8);
        Span<byte> text = stackalloc byte[64];
        if (value.TryGetScaled(out var mantissa, out var scale)) return Write(to, Scaled(mantissa, scale, text));
        return Encoding.UTF8.TryGetBytes(value.ToString(), text, out var length) && Write(to, text[..length]);
    }

    /// <summary>The text of most amounts, without a string of its own.</summary>
    private static ReadOnlySpan<byte> Scaled(long mantissa, byte scale, Span<byte> text)
    {
        Span<byte> digits = stackalloc byte[40];
        var magnitude = mantissa < 0 ? (ulong)-mantissa : (ulong)mantissa;
        magnitude.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        var at = 0;
        if (mantissa < 0) text[at++] = (byte)'-';
        for (var place = Math.Max(length, scale + 1); place > 0; place--)
        {
            if (place == scale) text[at++] = (byte)'.';
            text[at++] = place > length ? (byte)'0' : digits[length - place];
        }

        return text[..at];
    }

    private static bool Write(CopyWriter to, ReadOnlySpan<byte> text)
    {
        var negative = text is [(byte)'-', ..];
        if (negative) text = text[1..];
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || text.Length > Longest) return false;
        if (whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;

        // Groups of four digits to both sides of the point; zeros at either end are not written.
        var before = (whole.Length + Group - 1) / Group;
        var groups = before + (fraction.Length + Group - 1) / Group;
        var first = 0;
        while (first < groups && At(whole, fraction, before, first) == 0) first++;
        var last = groups;
        while (last > first && At(whole, fraction, before, last - 1) == 0) last--;

        var room = to.Field(8 + 2 * (last - first));
        BinaryPrimitives.WriteInt16BigEndian(room, (short)(last - first));
        BinaryPrimitives.WriteInt16BigEndian(room[2..], last == first ? (short)0 : (short)(before - 1 - first));
        BinaryPrimitives.WriteInt16BigEndian(room[4..], negative && last > first ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(room[6..], (short)fraction.Length);
        for (var group = first; group < last; group++)
            BinaryPrimitives.WriteInt16BigEndian(room[(8 + 2 * (group - first))..], At(whole, fraction, before, group));
        return true;
    }

    private static short At(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int before, int group)
    {
        var number = 0;
        // The position in the text as if it were padded to whole groups on both sides.
        var start = group < before ? whole.Length - (before - group) * Group : (group - before) * Group;
        var digits = group < before ? whole : fraction;
        for (var at = start; at < start + Group; at++)
            number = number * 10 + (at >= 0 && at < digits.Length ? digits[at] - '0' : 0);
        return (short)number;
    }
}
