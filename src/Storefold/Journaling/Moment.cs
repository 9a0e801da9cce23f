using NodaTime;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>Instants as the journal keeps them: microseconds since 1970.</summary>
public static class Moment
{
    private const int TicksPerMicrosecond = 10;

    /// <summary>The instant of a cell.</summary>
    public static Instant Of(in Value cell) => OfMicroseconds(cell.AsInteger());

    /// <summary>The instant of microseconds since 1970.</summary>
    public static Instant OfMicroseconds(long microseconds) => Instant.FromUnixTimeTicks(microseconds * TicksPerMicrosecond);

    /// <summary>The cell of an instant; what is finer is cut.</summary>
    public static Value Cell(Instant instant) => Value.Of(instant.ToUnixTimeTicks() / TicksPerMicrosecond);
}
