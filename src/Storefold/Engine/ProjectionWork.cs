using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>What a projection works on and what it finds: refusal, skip, losses. One per aggregate.</summary>
public sealed class ProjectionWork
{
    private readonly Dictionary<(int Part, string Rule), int> _skippedParts = [];
    private readonly List<(string Rule, string Field)> _losses = [];

    /// <summary>The aggregate.</summary>
    public required Aggregate Aggregate { get; init; }

    /// <summary>Its source.</summary>
    public required SourceSide Source { get; init; }

    /// <summary>What the ID map knew of it, or null.</summary>
    public MapEntry? Known { get; init; }

    /// <summary>Names of extra columns by row index.</summary>
    public required Func<int, IReadOnlyList<string>> ExtraNames { get; init; }

    /// <summary>Where new text goes.</summary>
    public required Arena Arena { get; init; }

    /// <summary>The refused row, or null.</summary>
    public RejectedRow? Rejected { get; private set; }

    /// <summary>Skip rule for the whole aggregate, or null.</summary>
    public string? Skipped { get; private set; }

    /// <summary>True when a reference waits for the late pass.</summary>
    public bool IsLate { get; set; }

    /// <summary>True when a late reference is absent that an earlier run may have filled.</summary>
    public bool MayTakeBackLate { get; set; }

    /// <summary>True when the row in work belongs to somebody who asked to be erased: what remains must not name them.</summary>
    public bool OwnerErased { get; set; }

    /// <summary>True when the whole aggregate belongs to somebody who asked to be erased.</summary>
    public bool RootErased { get; set; }

    /// <summary>True when it was refused or left out: nothing more need be looked at.</summary>
    public bool IsDecided => Rejected is not null || Skipped is not null;

    /// <summary>Rows left out by part and rule.</summary>
    public IReadOnlyList<(int Part, string Rule, int Rows)> SkippedParts =>
        [.. _skippedParts.Select(pair => (pair.Key.Part, pair.Key.Rule, pair.Value))];

    /// <summary>Losses: rule and field.</summary>
    public IReadOnlyList<(string Rule, string Field)> Losses => _losses;

    /// <summary>Refuses the aggregate because of one row.</summary>
    public void Reject(RowDef row, in Value key, string code, string? field, string detail) =>
        Rejected ??= new RejectedRow(row, key, new Rejection(code, row.Name, field, detail), RowText.Json(row, Aggregate, key));

    /// <summary>Leaves the whole aggregate out.</summary>
    public void SkipAll(string rule) => Skipped ??= rule;

    /// <summary>Leaves one row of a part out.</summary>
    public void SkipPart(int part, string rule) =>
        _skippedParts[(part, rule)] = _skippedParts.GetValueOrDefault((part, rule)) + 1;

    /// <summary>Lists a value that the target does not keep.</summary>
    public void Lose(string rule, int row, string field) =>
        _losses.Add((rule, Aggregate.Def.Rows[row].Name + "." + field));

    /// <summary>Name of an extra column.</summary>
    public string ExtraName(int row, int extra) => ExtraNames(row)[extra];
}
