using System.Globalization;

namespace Storefold.Shop;

/// <summary>
/// Numbers as ECMAScript's <c>Number::toString</c> writes them (RFC 8785, 3.2.2.3). The same layout serves exact
/// decimals: only the digits differ, shortest for a double, all of them for a decimal.
/// </summary>
internal static class CanonicalNumber
{
    // Whole numbers of up to 15 digits are exact in a double and canonical as they stand.
    private const int PlainDigits = 15;

    // Exponents beyond this many digits are no number that a shop means.
    private const int MaxExponentDigits = 9;

    /// <summary>Appends a number that is valid JSON. False: not finite as a double, or an absurd exponent.</summary>
    public static bool TryAppend(ReadOnlySpan<byte> literal, CanonicalScratch to)
    {
        var digits = literal[0] == '-' ? literal[1..] : literal;
        if (digits.Length <= PlainDigits && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            to.Append(digits[0] == '0' ? "0"u8 : literal);
            return true;
        }

        return to.ExactNumbers ? TryAppendDecimal(literal, to) : TryAppendDouble(literal, to);
    }

    private static bool TryAppendDouble(ReadOnlySpan<byte> literal, CanonicalScratch to)
    {
        if (!double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
        if (!double.IsFinite(number)) return false;
        Span<byte> shortest = stackalloc byte[32];
        return number.TryFormat(shortest, out var length, default, CultureInfo.InvariantCulture)
            && TryAppendDecimal(shortest[..length], to);
    }

    private static bool TryAppendDecimal(ReadOnlySpan<byte> literal, CanonicalScratch to)
    {
        var negative = literal[0] == '-';
        if (negative) literal = literal[1..];
        var mark = literal.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = mark < 0 ? literal : literal[..mark];
        if (!TryExponent(mark < 0 ? default : literal[(mark + 1)..], out var exponent)) return false;

        var digits = mantissa.Length <= 256 ? stackalloc byte[256] : new byte[mantissa.Length];
        var count = 0;
        foreach (var character in mantissa)
        {
            if (character != '.') digits[count++] = character;
        }

        var point = mantissa.IndexOf((byte)'.');
        var leading = digits[..count].IndexOfAnyExcept((byte)'0');
        if (leading < 0)
        {
            to.Append((byte)'0');
            return true;
        }

        var significant = digits[leading..count].TrimEnd((byte)'0');
        if (negative) to.Append((byte)'-');
        Layout(significant, (point < 0 ? count : point) - leading + exponent, to);
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty) return true;
        var negative = text[0] == '-';
        var digits = text.TrimStart("+-"u8).TrimStart((byte)'0');
        if (digits.Length > MaxExponentDigits) return false;
        foreach (var digit in digits) exponent = (exponent * 10) + digit - '0';
        if (negative) exponent = -exponent;
        return true;
    }

    // ECMA-262, Number::toString, steps 6 to 10: the value is 0.digits * 10^point.
    private static void Layout(ReadOnlySpan<byte> digits, int point, CanonicalScratch to)
    {
        if (point is > 0 and <= 21)
        {
            to.Append(digits[..Math.Min(point, digits.Length)]);
            if (point >= digits.Length)
            {
                to.AppendZeros(point - digits.Length);
                return;
            }

            to.Append((byte)'.');
            to.Append(digits[point..]);
            return;
        }

        if (point is > -6 and <= 0)
        {
            to.Append("0."u8);
            to.AppendZeros(-point);
            to.Append(digits);
            return;
        }

        to.Append(digits[0]);
        if (digits.Length > 1)
        {
            to.Append((byte)'.');
            to.Append(digits[1..]);
        }

        to.Append((byte)'e');
        to.Append((byte)(point > 0 ? '+' : '-'));
        Span<byte> exponent = stackalloc byte[16];
        if (Math.Abs((long)point - 1).TryFormat(exponent, out var length, default, CultureInfo.InvariantCulture))
        {
            to.Append(exponent[..length]);
        }
    }
}
