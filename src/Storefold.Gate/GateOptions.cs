using Storefold.Notices;
using Storefold.Packs.Routes;
using Storefold.Planning;

namespace Storefold.Gate;

/// <summary>What a gate is started with.</summary>
public sealed record GateOptions
{
    /// <summary>The plan; it has a timetable.</summary>
    public required PlanModel Plan { get; init; }

    /// <summary>What the addresses of each site mean, by name of the site.</summary>
    public required IReadOnlyDictionary<string, SourceRoutes> Routes { get; init; }

    /// <summary>Writes what people read.</summary>
    public required NoticeDesk Desk { get; init; }

    /// <summary>Reads the journal.</summary>
    public required IStandingSource Standings { get; init; }

    /// <summary>The clock; one that stands still for <c>--at</c>.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where to listen: <c>http://127.0.0.1:8080</c>, several separated by semicolons. Port 0: any free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>True in a rehearsal: nothing may be remembered by browsers.</summary>
    public bool Rehearsing { get; init; }

    /// <summary>File in which reactions are counted, or null: in memory only.</summary>
    public string? ReactionsFile { get; init; }

    /// <summary>Where the gate says what went wrong; never who asked for what.</summary>
    public Action<string> Report { get; init; } = _ => { };
}
