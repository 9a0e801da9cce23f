using NodaTime;

namespace Storefold.Rehearsing;

/// <summary>One thing that somebody other than Storefold does in a source during a rehearsal.</summary>
/// <param name="Script">Name of the pack's script: <c>order</c>.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="Ordinal">Number within the rehearsal; the scripts choose by it.</param>
/// <param name="At">When, on the simulated clock.</param>
public sealed record TrafficEvent(string Script, string Source, string Site, long Ordinal, Instant At);

/// <summary>What came of it.</summary>
/// <param name="Event">What was done.</param>
/// <param name="Happened">What happened; empty when there was nothing to do, such as no payment left to capture.</param>
public sealed record TrafficResult(TrafficEvent Event, IReadOnlyList<Happening> Happened);

/// <summary>One thing that happened, as the pack's script tells it; without personal data.</summary>
/// <param name="Subject">Number of an order, of a return, of a parcel.</param>
/// <param name="Detail">What happened to it.</param>
public sealed record Happening(string Subject, string Detail)
{
    /// <summary>How the detail of something begins that the platform refused.</summary>
    public const string Refused = "refused";
}
