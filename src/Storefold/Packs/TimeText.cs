using NodaTime;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>
/// Times as text: <c>yyyy-MM-dd</c>, then optionally <c>[ T]HH:mm[:ss[.ffffff]]</c> and <c>Z</c> or an offset. Hand-written
/// because it runs once per time cell and must never accept what it does not understand.
/// </summary>
internal static class TimeText
{
    private static readonly long[] FractionScale = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Reads a time; false for anything that is not one, such as <c>0000-00-00</c> or 31 February.</summary>
    /// <param name="text">ASCII text.</param>
    /// <param name="zone">Zone of local times; null when times without an offset are UTC.</param>
    /// <param name="value">The time.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, DateTimeZone? zone, out Value value)
    {
        value = default;
        text = text.Trim((byte)' ');
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var micros = DaysSinceEpoch(year, month, day) * Clock.MicrosecondsPerDay;
        if (text.Length == 10)
        {
            value = Value.OfTime(micros, TimeQuality.DateOnly);
            return true;
        }

        if (text[10] is not ((byte)' ' or (byte)'T') || !TimeOfDay(text[11..], out var ofDay, out var rest)) return false;
        micros += ofDay;
        if (rest.IsEmpty) return Local(micros, zone, out value);
        if (!Offset(rest, out var offset)) return false;
        value = Value.OfTime(micros - offset);
        return true;
    }

    /// <summary>Writes <c>2024-10-21T08:00:00.123000Z</c>, always 27 bytes.</summary>
    public static Value Write(long microseconds, Arena arena)
    {
        var instant = Clock.ToInstant(microseconds);
        Span<byte> text = stackalloc byte[27];
        instant.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return arena.Text(text);
    }

    private static bool Local(long micros, DateTimeZone? zone, out Value value)
    {
        if (zone is null)
        {
            value = Value.OfTime(micros);
            return true;
        }

        var instant = Instant.FromUnixTimeTicks(micros * 10);
        var mapping = zone.MapLocal(instant.InUtc().LocalDateTime);
        value = default;
        if (mapping.Count == 0) return false; // the clocks skipped it: nobody can have acted then
        var resolved = mapping.First().ToInstant();
        value = Value.OfTime(resolved.ToUnixTimeTicks() / 10, TimeQuality.ZoneAssumed);
        return true;
    }

    private static bool TimeOfDay(ReadOnlySpan<byte> text, out long micros, out ReadOnlySpan<byte> rest)
    {
        micros = 0;
        rest = default;
        if (text.Length < 5 || text[2] != ':' || !Number(text[..2], out var hour) || !Number(text[3..5], out var minute)) return false;
        if (hour > 23 || minute > 59) return false;
        micros = ((hour * 60L) + minute) * 60_000_000;
        rest = text[5..];
        if (rest.IsEmpty || rest[0] != ':') return true;
        if (rest.Length < 3 || !Number(rest[1..3], out var second) || second > 59) return false;
        micros += second * 1_000_000L;
        rest = rest[3..];
        if (rest.IsEmpty || rest[0] != '.') return true;
        var digits = 1;
        while (digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9') digits++;
        if (digits == 1) return false;
        var kept = Math.Min(digits - 1, 6); // finer than a microsecond is cut, as the model says
        if (!Number(rest[1..(1 + kept)], out var fraction)) return false;
        micros += fraction * FractionScale[kept];
        rest = rest[digits..];
        return true;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z') return text.Length == 1;
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length < 3 || !Number(text[1..3], out var hours)) return false;
        var minutes = 0;
        var rest = text[3..];
        if (!rest.IsEmpty && rest[0] == ':') rest = rest[1..];
        if (!rest.IsEmpty && (rest.Length != 2 || !Number(rest, out minutes))) return false;
        if (hours > 18 || minutes > 59) return false;
        micros = ((hours * 60L) + minutes) * 60_000_000 * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    private static long DaysSinceEpoch(int year, int month, int day) =>
        new DateOnly(year, month, day).DayNumber - 719_162L;
}
