using System.Globalization;

namespace Storefold.Shop;

/// <summary>Times are UTC microseconds since 1970; this is the one place that writes them as text.</summary>
public static class Clock
{
    /// <summary>Microseconds in a day.</summary>
    public const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary><c>2024-10-21T08:00:00Z</c>, with as many decimals of a second as there are.</summary>
    public static string Format(long microseconds) =>
        ToInstant(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>The instant as the framework's type.</summary>
    public static DateTimeOffset ToInstant(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant in microseconds; what is finer is cut.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
}
