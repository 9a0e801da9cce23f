using System.Globalization;
using System.Text;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>timestamptz: microseconds since 2000-01-01 UTC on the wire; the ends of the range stand for infinity.</summary>
internal static class PostgresTime
{
    /// <summary>Microseconds from 1970 to 2000.</summary>
    public const long Epoch = 946_684_800_000_000;

    private const long First = -62_135_596_800_000_000, Last = 253_402_300_799_999_999;

    /// <summary>An instant; text for infinity and for years that no calendar of ours has.</summary>
    public static Value Cell(long wire)
    {
        if (wire == long.MaxValue) return Value.Of("infinity");
        if (wire == long.MinValue) return Value.Of("-infinity");
        // The server's range ends in the year 294276, so this cannot overflow.
        var microseconds = wire + Epoch;
        return microseconds is >= First and <= Last ? Value.OfTime(microseconds) : Value.Of(FarAway(microseconds));
    }

    /// <summary>The instant as the server reads it, for any type with a date: <c>2024-10-21 08:00:00.123+00</c>.</summary>
    public static string Text(long microseconds) =>
        Clock.ToInstant(microseconds).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'+00'", CultureInfo.InvariantCulture);

    private static string FarAway(long microseconds)
    {
        // 400 years are 146,097 days in every part of the calendar, so the year can be counted from there.
        const long Cycle = 146_097 * Clock.MicrosecondsPerDay;
        var cycles = (long)Math.Floor((decimal)(microseconds - First) / Cycle);
        var inside = Clock.ToInstant(microseconds - cycles * Cycle);
        var year = inside.Year + cycles * 400;
        var text = new StringBuilder();
        text.Append((year > 0 ? year : 1 - year).ToString("0000", CultureInfo.InvariantCulture));
        text.Append(inside.ToString("-MM-dd HH:mm:ss.FFFFFF'+00'", CultureInfo.InvariantCulture));
        return text.Append(year > 0 ? "" : " BC").ToString();
    }
}
