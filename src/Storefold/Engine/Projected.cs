using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>A row as the target is to have it: references are target ids.</summary>
public sealed class ProjectedRow
{
    /// <summary>Identity of the source row within its aggregate; for rows that a conversion makes, a name such as <c>transfer</c>.</summary>
    public required Value Identity { get; init; }

    /// <summary>Fields in the order of the row definition.</summary>
    public required Value[] Fields { get; init; }

    /// <summary>Target id; assigned before writing.</summary>
    public Value Id { get; set; }

    /// <summary>True when the target does not have it yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>Its ref, when the target has it and the journal does not know that: a batch was posted and never booked. Else absent.</summary>
    public Value Unbooked { get; set; }
}

/// <summary>An aggregate as the target is to have it.</summary>
public sealed class Projected
{
    /// <summary>The source aggregate.</summary>
    public required Aggregate Source { get; init; }

    /// <summary>The root. It is kept for a merged aggregate too, but not written.</summary>
    public required ProjectedRow Root { get; init; }

    /// <summary>Rows of each part.</summary>
    public required List<ProjectedRow>[] Parts { get; init; }

    /// <summary>Target key of the row of the target that it joins; absent when it gets a row of its own.</summary>
    public Value MergeInto { get; set; }

    /// <summary>True when it joins a row of the target.</summary>
    public bool IsMerged => !MergeInto.IsNull;

    /// <summary>True when it has references to entities that are written later.</summary>
    public bool IsLate { get; set; }

    /// <summary>True when it may have had such a reference that the source has given up: only the late pass can take it back.</summary>
    public bool MayTakeBackLate { get; init; }

    /// <summary>Parts that the target has and the source has no longer: row, identity, target id.</summary>
    public List<(RowDef Row, Value Identity, Value Id)> Vanished { get; } = [];

    /// <summary>Currency of the aggregate, or null.</summary>
    public string? Currency { get; init; }

    /// <summary>Rows of the named part.</summary>
    public List<ProjectedRow> Part(string name) => Parts[Source.Def.PartIndex(name)];

    /// <summary>Fingerprint that the target is expected to have.</summary>
    public Value ExpectedFp(TargetShape shape) => shape.FingerprintOf(
        IsMerged ? null : Root.Fields,
        [.. Parts.Select(rows => (IReadOnlyList<(Value, Value[])>)[.. rows.Select(row => (row.Id, row.Fields))])]);
}

/// <summary>
/// What is to become of one source aggregate, and of each of its rows. Made by <see cref="Judge"/> the same way for
/// transfer and verification.
/// </summary>
public sealed class Judgement
{
    /// <summary>The aggregate.</summary>
    public required Aggregate Source { get; init; }

    /// <summary>Its fate.</summary>
    public required Journaling.Fate Fate { get; init; }

    /// <summary>Site that it is booked under; <c>none</c> when it belongs to none.</summary>
    public required string Site { get; init; }

    /// <summary>Skip rule or refusal code.</summary>
    public string? Rule { get; init; }

    /// <summary>The refused row, when it is quarantined.</summary>
    public RejectedRow? Rejected { get; init; }

    /// <summary>What the target is to have; null unless created or merged.</summary>
    public Projected? Projected { get; init; }

    /// <summary>Part rows that a rule leaves out, although the aggregate moves: part index, rule, rows.</summary>
    public IReadOnlyList<(int Part, string Rule, int Rows)> SkippedParts { get; init; } = [];

    /// <summary>Values that the target cannot keep: rule, row name with field, rows.</summary>
    public IReadOnlyList<(string Rule, string Field)> Losses { get; init; } = [];
}
