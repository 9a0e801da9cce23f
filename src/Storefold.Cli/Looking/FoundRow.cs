using Storefold.Journaling;

namespace Storefold.Cli.Looking;

/// <summary>What the journal knows of one row. Keys and names that are e-mail addresses are masked.</summary>
internal sealed record FoundRow
{
    /// <summary>Entity.</summary>
    public required string Entity { get; init; }

    /// <summary>Name of the source; null for a row that the target had before and that nothing was merged into.</summary>
    public string? Source { get; init; }

    /// <summary>Key in the source.</summary>
    public string? Key { get; init; }

    /// <summary>Site that it is booked under.</summary>
    public string? Site { get; init; }

    /// <summary><c>created</c>, <c>merged</c>, <c>skipped</c>, <c>quarantined</c>, <c>erased</c>, <c>gone</c> from its source, or <c>own</c>.</summary>
    public required string Fate { get; init; }

    /// <summary>Skip rule or refusal code.</summary>
    public string? Rule { get; init; }

    /// <summary>Key in the target, or null.</summary>
    public string? TargetKey { get; init; }

    /// <summary>True when the target had that row before.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The run that wrote the entry last.</summary>
    public long? Run { get; init; }

    /// <summary>Numbers and codes that changed.</summary>
    public IReadOnlyList<AliasInfo> Renamed { get; init; } = [];

    /// <summary>Other rows that have become the same row of the target, as source and key.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

    /// <summary>Refusals of the row and its parts.</summary>
    public IReadOnlyList<(string Row, string? PartKey, string Code, string? Field)> Refusals { get; init; } = [];

    /// <summary>Parts with their keys in the source and in the target; null when they were not asked for.</summary>
    public IReadOnlyList<(string Row, string Key, string TargetKey)>? Parts { get; init; }

    /// <summary>The masked address of an account that waits in a holding account, or null.</summary>
    public string? HeldEmail { get; init; }

    /// <summary>Number of the decision about it, or null.</summary>
    public long? Decision { get; init; }

    /// <summary>What the decision says: <c>auto</c>, <c>challenge</c>, or what a person chose.</summary>
    public string? Decided { get; init; }
}
