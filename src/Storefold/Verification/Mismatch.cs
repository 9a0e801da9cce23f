namespace Storefold.Verification;

/// <summary>What is wrong with a row.</summary>
public enum MismatchKind
{
    /// <summary>The source has it and no transfer has seen it.</summary>
    NotTransferred,

    /// <summary>A transfer moved it and the source no longer has it.</summary>
    Vanished,

    /// <summary>It would have another fate today than the one it was given.</summary>
    OtherFate,

    /// <summary>The source row can no longer be moved, and an older state of it stands in the target.</summary>
    Stale,

    /// <summary>Its row or part is missing in the target.</summary>
    Missing,

    /// <summary>A row or part stands in the target that nothing accounts for.</summary>
    Extra,

    /// <summary>A field differs while the source is as it was: edited on the target.</summary>
    EditedOnTarget,

    /// <summary>A field differs, and the source changed since the transfer.</summary>
    SourceChanged,

    /// <summary>A row that the target had before is not what it was.</summary>
    OwnRowChanged,

    /// <summary>A row that the target had before is gone.</summary>
    OwnRowMissing,

    /// <summary>A figure that the target computes does not follow from its rows.</summary>
    BrokenInvariant,
}

/// <summary>One difference, named to the row and the field. Keys and names only; the values are asked for separately.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Row">Row of the model, such as <c>order.line</c>.</param>
/// <param name="Source">Name of the source; null for rows of the target's own.</param>
/// <param name="SourceKey">Key there, or null.</param>
/// <param name="TargetKey">Key of the row in the target, or null.</param>
/// <param name="Field">Field, or null when the row as a whole is meant.</param>
/// <param name="Expected">What was expected; may hold personal data.</param>
/// <param name="Found">What was found; may hold personal data.</param>
public sealed record Mismatch(
    MismatchKind Kind, string Row, string? Source, string? SourceKey, string? TargetKey, string? Field, string? Expected, string? Found)
{
    /// <summary>Without values: <c>edited_on_target order.line poco/123 -> 456 qty</c>.</summary>
    public override string ToString()
    {
        var source = Source is null ? "" : $" {Source}/{SourceKey}";
        var target = TargetKey is null ? "" : $" -> {TargetKey}";
        var field = Field is null ? "" : $" {Field}";
        return $"{KindName} {Row}{source}{target}{field}";
    }

    /// <summary>The kind as programs read it.</summary>
    public string KindName => Kind switch
    {
        MismatchKind.NotTransferred => "not_transferred",
        MismatchKind.Vanished => "vanished",
        MismatchKind.OtherFate => "other_fate",
        MismatchKind.Stale => "stale",
        MismatchKind.Missing => "missing",
        MismatchKind.Extra => "extra",
        MismatchKind.EditedOnTarget => "edited_on_target",
        MismatchKind.SourceChanged => "source_changed",
        MismatchKind.OwnRowChanged => "own_row_changed",
        MismatchKind.OwnRowMissing => "own_row_missing",
        _ => "broken_invariant",
    };
}

/// <summary>Collects mismatches: all are counted, the first ones are kept.</summary>
public sealed class MismatchList(int keep)
{
    private readonly List<Mismatch> _kept = [];

    /// <summary>The first ones.</summary>
    public IReadOnlyList<Mismatch> Kept => _kept;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(Mismatch mismatch)
    {
        Count++;
        if (_kept.Count < keep) _kept.Add(mismatch);
    }
}
