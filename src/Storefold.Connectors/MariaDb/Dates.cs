using System.Runtime.CompilerServices;

namespace Storefold.Connectors.MariaDb;

/// <summary>Writes dates and times as MariaDB prints them, impossible ones such as 0000-00-00 included.</summary>
internal static unsafe class Dates
{
    private const int DateLength = 10, MicrosecondDigits = 6;

    /// <summary><c>2024-10-21</c> or <c>2024-10-21 08:00:00[.ffffff]</c>.</summary>
    /// <returns>The length.</returns>
    public static int WriteDate(byte* cell, in Column column, Span<byte> text)
    {
        // A length, then as much as is not zero: year, month, day; hour, minute, second; microseconds.
        var length = *cell;
        Digits(text, 0, 4, length >= 4 ? Unsafe.ReadUnaligned<ushort>(cell + 1) : 0u);
        text[4] = text[7] = (byte)'-';
        Digits(text, 5, 2, length >= 4 ? cell[3] : 0u);
        Digits(text, 8, 2, length >= 4 ? cell[4] : 0u);
        if (column.Type is FieldType.Date or FieldType.NewDate) return DateLength;
        text[DateLength] = (byte)' ';
        var clock = length >= 7;
        var at = Clock(text, DateLength + 1, clock ? cell[5] : 0u, clock ? cell[6] : 0u, clock ? cell[7] : 0u);
        return Fraction(text, at, column, length >= 11 ? Unsafe.ReadUnaligned<uint>(cell + 8) : 0);
    }

    /// <summary><c>[-]08:00:00[.ffffff]</c>; hours go up to 838.</summary>
    /// <returns>The length.</returns>
    public static int WriteTime(byte* cell, in Column column, Span<byte> text)
    {
        // A length, then the sign, days, hour, minute and second, then microseconds.
        var length = *cell;
        var set = length >= 8;
        var at = 0;
        if (set && cell[1] != 0) text[at++] = (byte)'-';
        var hours = set ? (Unsafe.ReadUnaligned<uint>(cell + 2) * 24) + cell[6] : 0;
        if (hours > 99) text[at++] = (byte)('0' + (hours / 100));
        at = Clock(text, at, hours % 100, set ? cell[7] : 0u, set ? cell[8] : 0u);
        return Fraction(text, at, column, length >= 12 ? Unsafe.ReadUnaligned<uint>(cell + 9) : 0);
    }

    private static int Clock(Span<byte> text, int at, uint hours, uint minutes, uint seconds)
    {
        Digits(text, at, 2, hours);
        text[at + 2] = text[at + 5] = (byte)':';
        Digits(text, at + 3, 2, minutes);
        Digits(text, at + 6, 2, seconds);
        return at + 8;
    }

    private static int Fraction(Span<byte> text, int at, in Column column, uint microseconds)
    {
        var digits = column.HasDecimals ? column.Decimals : microseconds == 0 ? 0 : MicrosecondDigits;
        if (digits == 0) return at;
        text[at] = (byte)'.';
        for (var cut = digits; cut < MicrosecondDigits; cut++) microseconds /= 10;
        Digits(text, at + 1, digits, microseconds);
        return at + 1 + digits;
    }

    private static void Digits(Span<byte> text, int at, int count, uint number)
    {
        for (var digit = count - 1; digit >= 0; digit--)
        {
            text[at + digit] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
