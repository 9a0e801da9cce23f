namespace Storefold.Samples.Poco;

/// <summary>The calendar of the sample, in milliseconds since 1970.</summary>
internal static class SampleTime
{
    public const long Minute = 60_000;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    /// <summary>The first account.</summary>
    public static readonly long FirstAccount = At(2019, 3, 1);

    /// <summary>The first order.</summary>
    public static readonly long FirstOrder = At(2023, 1, 2);

    /// <summary>21 October 2024, 00:00 in London: points stop moving.</summary>
    public static readonly long Freeze = At(2024, 10, 21);

    /// <summary>
    /// The evening before the notice: what both shops hold ends here. What happens between then and the freeze is made by
    /// the traffic of a rehearsal, or would be by customers.
    /// </summary>
    public static readonly long Today = At(2024, 9, 22, 18);

    /// <summary>Accounts that were last used before this are dormant for the sample's plan (18 months).</summary>
    public static readonly long Dormant = At(2023, 4, 21);

    /// <summary>23:59:59 of 20 October 2024 in London: the last second before the freeze.</summary>
    public static readonly long LastSecondBeforeFreeze = Freeze - 1000;

    /// <summary>23:59:59 of 21 October 2024 in London, and in Kolkata.</summary>
    public static readonly long EndOfFreezeDayInLondon = At(2024, 10, 21, 22, 59, 59);

    public static long At(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The last second of the UTC day.</summary>
    public static long EndOfDay(long time) => (((time / Day) + 1) * Day) - 1000;
}
