using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Planning;

namespace Storefold.Cli.Checking;

/// <summary>Aggregates of one entity at one site.</summary>
/// <param name="Entity">Entity.</param>
/// <param name="Site">Site; <c>-</c> where no site selects them.</param>
/// <param name="Moves">Aggregates that a transfer would move.</param>
/// <param name="Stays">Aggregates that stay, by rule.</param>
internal sealed record SiteRows(string Entity, string Site, long Moves, IReadOnlyDictionary<string, long> Stays);

/// <summary>What a source holds.</summary>
/// <param name="Name">Name in the plan.</param>
/// <param name="Pack">Its pack.</param>
/// <param name="Database">The connection, without secrets.</param>
/// <param name="Rows">The bare counts of the declared tables, by row of the model.</param>
/// <param name="Sites">Aggregates by site, as far as they were looked at.</param>
/// <param name="Channels">Channel codes and their rows, as far as they were looked at.</param>
/// <param name="Bounded">Entities with more rows than a check looks at: their figures by site are of the first ones.</param>
internal sealed record SourceReport(
    string Name, PackModel Pack, string Database, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<SiteRows> Sites,
    IReadOnlyDictionary<string, long> Channels, IReadOnlyList<string> Bounded)
{
    /// <summary>Its points programmes.</summary>
    public IReadOnlySet<string> Programmes { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>What the target holds.</summary>
/// <param name="Pack">Its pack.</param>
/// <param name="Database">The connection, without secrets.</param>
/// <param name="OwnRows">Its own aggregates, by entity.</param>
/// <param name="HasJournal">True when a transfer has begun here.</param>
/// <param name="Complete">The last complete run.</param>
/// <param name="Unfinished">The unfinished run.</param>
internal sealed record TargetReport(
    PackModel Pack, string Database, IReadOnlyDictionary<string, long> OwnRows, bool HasJournal, RunInfo? Complete, RunInfo? Unfinished);

/// <summary>Everything that <c>storefold check</c> found.</summary>
internal sealed record CheckReport(
    PlanModel? Plan, IReadOnlyList<Diagnostic> Findings, IReadOnlyList<SourceReport> Sources, TargetReport? Target)
{
    /// <summary>True when a transfer may start.</summary>
    public bool IsReady => Findings.All(finding => finding.Severity != Severity.Error);
}
