using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Verification;

/// <summary>
/// Compares one expected aggregate with the one that stands in the target: first by fingerprint, and only where those
/// differ row by row and field by field, to name what differs.
/// </summary>
internal sealed class AggregateComparison(FoldContext context, EntityDef def, VerificationState state)
{
    private readonly TargetShape _shape = context.Target.Shape(def);

    /// <summary>Compares. Ids of the expected rows must be assigned.</summary>
    /// <param name="source">Source of the aggregate.</param>
    /// <param name="expected">What is expected.</param>
    /// <param name="onTarget">What stands there; null when nothing does.</param>
    /// <param name="foreignParts">Ids of parts that other source aggregates moved into the same target row.</param>
    /// <param name="sourceChanged">Whether the source differs from what was moved.</param>
    public void Compare(SourceSide source, Projected expected, Aggregate? onTarget, Func<int, Value, bool> foreignParts, bool sourceChanged)
    {
        if (onTarget is null)
        {
            state.Mismatches.Add(Of(MismatchKind.Missing, def.Root, source, expected, expected.Root.Id, null));
            return;
        }

        var kind = sourceChanged ? MismatchKind.SourceChanged : MismatchKind.EditedOnTarget;
        var isMerged = expected.IsMerged;
        var expectedIds = isMerged ? Ids(expected) : null;
        bool IsOurs(int part, Value id) => isMerged ? expectedIds![part].Contains(id) : !foreignParts(part, id);
        var parts = new IReadOnlyList<(Value, Value[])>[onTarget.Parts.Length];
        for (var part = 0; part < parts.Length; part++)
            parts[part] = [.. onTarget.Parts[part].Where(row => IsOurs(part, row.Key)).Select(row => (row.Key, row.Fields))];
        var isSame = _shape.FingerprintOf(isMerged ? null : onTarget.Root.Fields, parts) == expected.ExpectedFp(_shape);
        if (isSame && onTarget.Rejected is null) return;

        var before = state.Mismatches.Count + state.Traded.Count;
        if (!isMerged) CompareFields(kind, _shape.Rows[0], source, expected, expected.Root, onTarget.Root.Fields, onTarget.Rejected);
        for (var part = 0; part < parts.Length; part++)
        {
            if (_shape.Rows[part + 1].IsWritten) CompareParts(kind, part, source, expected, parts[part], onTarget.Rejected);
        }

        if (isSame || state.Mismatches.Count + state.Traded.Count > before) return;
        state.Mismatches.Add(Of(kind, def.Root, source, expected, onTarget.Key, null, "the same fingerprint", "another one"));
    }

    private static HashSet<Value>[] Ids(Projected expected) => [.. expected.Parts.Select(rows => rows.Select(row => row.Id).ToHashSet())];

    private void CompareParts(
        MismatchKind kind, int part, SourceSide source, Projected expected, IReadOnlyList<(Value Id, Value[] Fields)> found,
        RejectedRow? unreadable)
    {
        var shape = _shape.Rows[part + 1];
        var byId = new Dictionary<Value, Value[]>();
        foreach (var (id, fields) in found)
        {
            if (byId.TryAdd(id, fields)) continue;
            state.Mismatches.Add(Of(MismatchKind.Extra, shape.Def, source, expected, id, null, "one row", "several with this id"));
        }

        foreach (var row in expected.Parts[part])
        {
            if (byId.Remove(row.Id, out var fields)) CompareFields(kind, shape, source, expected, row, fields, unreadable);
            else state.Mismatches.Add(Of(MismatchKind.Missing, shape.Def, source, expected, row.Id, null));
        }

        foreach (var id in byId.Keys) state.ReportExtraPart(Of(MismatchKind.Extra, shape.Def, source, expected, id, null), shape.Def);
    }

    /// <summary>Names each field that differs; one that cannot be read differs whatever is expected.</summary>
    private void CompareFields(
        MismatchKind kind, RowShape shape, SourceSide source, Projected aggregate, ProjectedRow expected, Value[] found, RejectedRow? unreadable)
    {
        var inThisRow = unreadable is not null && unreadable.Row == shape.Def && unreadable.Key == expected.Id ? unreadable.Rejection : null;
        foreach (var ordinal in shape.Owned)
        {
            var name = shape.Def.Fields[ordinal].Name;
            var refusal = string.Equals(inThisRow?.Field, name, StringComparison.Ordinal) ? inThisRow : null;
            if (refusal is null && expected.Fields[ordinal] == found[ordinal]) continue;
            var mismatch = Of(
                kind, shape.Def, source, aggregate, expected.Id, name, expected.Fields[ordinal].ToString(),
                refusal is null ? found[ordinal].ToString() : $"{refusal.Code}: {refusal.Detail}");
            if (kind == MismatchKind.EditedOnTarget && refusal is null) state.ReportOfTarget(mismatch);
            else state.Mismatches.Add(mismatch);
        }
    }

    private static Mismatch Of(
        MismatchKind kind, RowDef row, SourceSide source, Projected aggregate, in Value targetKey, string? field, string? expected = null,
        string? found = null) => new(
            kind, row.Name, source.Model.Name, aggregate.Source.Key.ToString(), targetKey.IsNull ? null : targetKey.ToString(), field, expected, found);
}
