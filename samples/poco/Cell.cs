using System.Globalization;
using Storefold.Shop;

namespace Storefold.Samples.Poco;

/// <summary>Short names for the cells of sample rows; the two platforms keep money and times differently.</summary>
internal static class Cell
{
    /// <summary>Text; no text at all becomes nothing, which is how an erased person is written.</summary>
    public static Value T(string? text) => string.IsNullOrEmpty(text) ? Value.Null : Value.Of(text);

    /// <summary>A number or nothing.</summary>
    public static Value N(long? number) => number is { } known ? Value.Of(known) : Value.Null;

    /// <summary>A truth value.</summary>
    public static Value B(bool truth) => Value.Of(truth);

    /// <summary>Money of Poco Store: decimal text from minor units of two digits.</summary>
    public static Value M(long? minor) => minor is { } known ? Value.Of(Money(known)) : Value.Null;

    /// <summary>A time of Mi Platform: UTC text with microseconds, from milliseconds.</summary>
    public static Value At(long? milliseconds) => milliseconds is { } known
        ? Value.Of(DateTimeOffset.FromUnixTimeMilliseconds(known)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))
        : Value.Null;

    /// <summary>'12.34' from 1234.</summary>
    public static string Money(long minor)
    {
        var sign = minor < 0 ? "-" : "";
        var size = Math.Abs(minor);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{size / 100}.{size % 100:00}");
    }
}
