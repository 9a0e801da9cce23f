using System.Threading.Channels;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Verification;

/// <summary>
/// Reads one entity of one source again, judges it as a transfer would, and compares what is expected with what stands in
/// the target. The reader thread is the transfer's; this thread judges, reads the target and compares.
/// </summary>
internal sealed class SourceVerification(FoldContext context, SourceSide source, EntityDef def, VerificationState state)
{
    private readonly LookAhead _lookAhead = new(context, source, def);
    private readonly AggregateComparison _comparison = new(context, def, state);

    public async Task RunAsync(CancellationToken cancel)
    {
        using var session = context.OpenSource(source, SessionUse.Read);
        using var reader = new AggregateReader(session, source.Pack, def, source.Codec);
        var judge = context.JudgeOf(source, def, reader);
        var limits = context.Plan.Limits with { BatchSize = Verifier.BatchSize(context.Plan) };
        var batches = SourceBatches.Of(session, reader, def, limits, TimeProvider.System);
        await foreach (var batch in batches.ReadAsync(Value.Null, cancel))
        {
            Compare(batch, judge);
            state.Advance($"{source.Model.Name}/{def.Name}", batch.Rows);
        }
    }

    private void Compare(AggregateBatch batch, Judge judge)
    {
        var arena = new Arena();
        var known = context.Map.Range(def, source.Number, batch.After, batch.Until);
        _lookAhead.Fetch(batch.Aggregates, known);
        if (def == ShopModel.Customer || def == ShopModel.Loyalty)
            context.Map.LookAheadBehind(def, [.. known.Where(entry => !entry.TargetKey.IsNull).Select(entry => entry.TargetKey).Distinct()]);
        var expected = new List<(Judgement Judgement, MapEntry Known)>(batch.Aggregates.Count);
        var at = 0;
        foreach (var aggregate in batch.Aggregates)
        {
            while (at < known.Count && Value.CompareKeys(known[at].SourceKey, aggregate.Key) < 0) CheckVanished(known[at++]);
            var entry = at < known.Count && Value.CompareKeys(known[at].SourceKey, aggregate.Key) == 0 ? known[at++] : null;
            var judgement = judge.Of(aggregate, entry is { Tombstone: true } ? null : entry?.Standing, arena);
            if (WasRefused(entry, judgement)) judgement = judge.RefusedByTarget(aggregate, null);
            state.Tally.Add(judgement);
            if (IsExpected(judgement, entry)) expected.Add((judgement, entry!));
        }

        while (at < known.Count) CheckVanished(known[at++]);
        foreach (var stray in batch.Strays) state.Tally.Add(stray);
        state.Tallies.Settle();
        CompareWithTarget(expected);
    }

    private void CheckVanished(MapEntry entry)
    {
        if (entry.Tombstone) return;
        state.CountStanding(def, entry);
        Report(MismatchKind.Vanished, entry.SourceKey, entry.TargetKey, null, null);
    }

    /// <summary>Only the target knows what it refuses; that it did stands in the ID map and holds while the source is as it was.</summary>
    private static bool WasRefused(MapEntry? entry, Judgement judgement) =>
        judgement.Projected is not null && entry is { Fate: Fate.Quarantined, Rule: Judge.TargetRefused } && entry.SourceFp == judgement.Source.SourceFp;

    private bool IsExpected(Judgement judgement, MapEntry? entry)
    {
        var key = judgement.Source.Key;
        // A site that goes on trades after the last transfer as well; nothing of it was ever to be moved.
        if (entry is null && judgement is { Fate: Fate.Skipped, Rule: SiteBook.KeptSite }) return false;
        if (entry is null || entry.Tombstone)
        {
            Report(MismatchKind.NotTransferred, key, Value.Null, null, null);
            return false;
        }

        if (judgement.Projected is null || entry.Fate != judgement.Fate) state.CountStanding(def, entry);
        if (judgement.Fate == Fate.Quarantined && !entry.TargetKey.IsNull)
        {
            Report(MismatchKind.Stale, key, entry.TargetKey, null, judgement.Rule);
            return false;
        }

        if (entry.Fate != judgement.Fate)
        {
            Report(MismatchKind.OtherFate, key, entry.TargetKey, judgement.Fate.ToString(), entry.Fate.ToString());
            return false;
        }

        return judgement.Projected is not null;
    }

    private void CompareWithTarget(List<(Judgement Judgement, MapEntry Known)> expected)
    {
        if (expected.Count == 0) return;
        var found = new Dictionary<Value, Aggregate>();
        foreach (var aggregate in context.TargetReader(def).ReadKeys([.. expected.Select(pair => pair.Known.TargetKey).Distinct()]))
            found[aggregate.Key] = aggregate;
        foreach (var (judgement, known) in expected)
        {
            if (judgement.Projected is not { } projected) continue;
            if (projected.IsMerged && projected.MergeInto != known.TargetKey)
            {
                Report(MismatchKind.OtherFate, known.SourceKey, known.TargetKey, $"joined {projected.MergeInto}", $"joined {known.TargetKey}");
                continue;
            }

            var ids = RecallIds(projected, known);
            var onTarget = found.GetValueOrDefault(known.TargetKey);
            var foreign = ForeignParts(known);
            _comparison.Compare(source, projected, onTarget, foreign, judgement.Source.SourceFp != known.SourceFp);
            if (onTarget is null) continue;
            state.Sums.Add(onTarget, ownsRoot: !projected.IsMerged, (part, id) => ids[part].Contains(id));
            state.CountOwnedByUs(projected, onTarget, ids);

            // A row that it only joined is checked once, with whoever made it or with the target's own rows.
            if (!projected.IsMerged) state.CheckInvariants(onTarget);
        }
    }

    /// <summary>Puts the ids of the part map into the expected rows; a row without one keeps no id and is reported missing.</summary>
    private HashSet<Value>[] RecallIds(Projected projected, MapEntry known)
    {
        projected.Root.Id = known.TargetKey;
        var ids = new HashSet<Value>[projected.Parts.Length];
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            ids[part] = [];
            if (projected.Parts[part].Count == 0) continue;
            var mapped = context.Map.Parts(IdMap.RowNumber(def.Parts[part]), source.Number, known.SourceKey);
            foreach (var row in projected.Parts[part])
            {
                var identity = row.Identity;
                row.Id = mapped.Find(pair => pair.Identity == identity).TargetKey;
                ids[part].Add(row.Id);
            }
        }

        Projection.ResolveOwnParts(projected);
        return ids;
    }

    /// <summary>Parts that other source aggregates moved into the row that was made for this one.</summary>
    private Func<int, Value, bool> ForeignParts(MapEntry known)
    {
        if (known.Fate != Fate.Created || (def != ShopModel.Customer && def != ShopModel.Loyalty)) return static (_, _) => false;
        var behind = context.Map.BehindTarget(def, known.TargetKey);
        if (behind.Count <= 1) return static (_, _) => false;
        var others = behind.Where(other => other.Source != source.Number || other.Key != known.SourceKey)
            .Select(other => context.MovedParts(def, other.Source, other.Key)).ToList();
        return (part, id) => others.Exists(parts => parts[part].Contains(id));
    }

    private void Report(MismatchKind kind, in Value sourceKey, in Value targetKey, string? expected, string? found) =>
        state.Mismatches.Add(new Mismatch(
            kind, def.Name, source.Model.Name, sourceKey.ToString(), targetKey.IsNull ? null : targetKey.ToString(), null, expected, found));
}
