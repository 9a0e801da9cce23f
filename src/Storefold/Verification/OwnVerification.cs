using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Verification;

/// <summary>Counts over the rows of one entity that the target had before.</summary>
/// <param name="Entity">Entity.</param>
/// <param name="Before">Rows that were there.</param>
/// <param name="Untouched">Of these, unchanged and not joined by anything.</param>
/// <param name="Merged">Of these, joined by named merges and otherwise unchanged.</param>
/// <param name="Changed">Of these, changed or gone.</param>
public sealed record OwnCount(string Entity, long Before, long Untouched, long Merged, long Changed);

/// <summary>
/// Proves that the rows that the target had before are what they were, but for parts that named merges moved into them, and
/// that no row stands there that nothing accounts for.
/// </summary>
internal sealed class OwnVerification(FoldContext context, EntityDef def, VerificationState state)
{
    private readonly long[] _ownRows = new long[def.Rows.Count];

    public OwnCount Run(CancellationToken cancel)
    {
        long before = 0, untouched = 0, merged = 0, changed = 0;
        var last = Value.Null;
        using var page = context.Session.PrepareJournal(
            "SELECT [target_key], fp FROM storefold_own WHERE entity = ?1 AND target_key > ?2k ORDER BY target_key LIMIT ?3");
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var rows = page.Rows(Value.Of(def.Number), IdMap.Above(last), Value.Of(Verifier.BatchSize(context.Plan)));
            if (rows.Count == 0) break;
            last = rows[^1][0];
            before += rows.Count;
            var found = context.OwnReader(def).ReadKeys([.. rows.Select(row => row[0])]).ToDictionary(aggregate => aggregate.Key);
            context.ForgetAhead();
            context.Map.LookAheadBehind(def, [.. rows.Select(row => row[0])]);
            foreach (var row in rows)
            {
                var behind = context.Map.BehindTarget(def, row[0]);
                var isSame = Check(row[0], row[1], found.GetValueOrDefault(row[0]), behind);
                if (!isSame) changed++;
                else if (behind.Count > 0) merged++;
                else untouched++;
            }
        }

        FindExtras();
        return new OwnCount(def.Name, before, untouched, merged, changed);
    }

    private bool Check(in Value key, in Value fp, Aggregate? onTarget, List<(int Source, Value Key, Fate Fate)> behind)
    {
        if (onTarget is null)
        {
            Report(MismatchKind.OwnRowMissing, def.Root, key);
            return false;
        }

        var moved = behind.Select(entry => context.MovedParts(def, entry.Source, entry.Key)).ToList();
        var own = new IReadOnlySet<Value>[def.Parts.Count];
        for (var part = 0; part < own.Length; part++)
        {
            own[part] = onTarget.Parts[part].Select(row => row.Key).Where(id => !moved.Exists(parts => parts[part].Contains(id))).ToHashSet();
            _ownRows[part + 1] += own[part].Count;
        }

        _ownRows[0]++;
        state.CheckInvariants(onTarget);
        if (onTarget.Rejected is null && context.FingerprintOnTarget(onTarget, ownsRoot: true, own) == fp) return true;
        Report(MismatchKind.OwnRowChanged, def.Root, key);
        return false;
    }

    /// <summary>Rows in the target = rows it had + rows of ours; where that does not hold, the odd ones are named.</summary>
    private void FindExtras()
    {
        var tables = context.Target.Pack.Entities[def.Name].Tables;
        for (var row = 0; row < def.Rows.Count; row++)
        {
            if (!tables.TryGetValue(def.Rows[row].Name, out var declared)) continue;
            var there = declared.Sum(table => SourceCounts.Count(context.Session, table));
            var explained = _ownRows[row] + state.RowsOfOurs(def.Rows[row]) - (row == 0 ? NamedTwice() : 0);
            if (there > explained) NameExtras(row, there - explained);
        }
    }

    /// <summary>Rows that several entries of the ID map claim to have made: counted with each, and they stand there once.</summary>
    private long NamedTwice() => context.Session.Scalar(
        "SELECT count(*) FROM (SELECT target_key FROM storefold_id_map WHERE entity = ?1 AND target_key IS NOT NULL AND moved_as = ?2 "
        + "AND tombstone = 0 GROUP BY target_key HAVING count(*) > 1) AS twice", Value.Of(def.Number), Value.Of((long)Fate.Created)).AsInteger();

    private void NameExtras(int row, long odd)
    {
        long named = 0, aside = 0;
        var reader = context.OwnReader(def);
        var last = Value.Null;
        AggregateBatch batch;
        do
        {
            batch = reader.ReadBatch(last, Verifier.BatchSize(context.Plan));
            last = batch.Until;
            foreach (var aggregate in batch.Aggregates.Where(aggregate => row == 0 && !IsAccountedFor(aggregate.Key)))
            {
                Report(MismatchKind.Extra, def.Root, aggregate.Key);
                named++;
            }

            foreach (var stray in batch.Strays.Where(stray => stray.Rejected.Row == def.Rows[row]))
            {
                // Rows that belong to no aggregate and that the pack leaves aside by a named rule: a login of the staff.
                if (stray.Skip is not null)
                {
                    aside++;
                    continue;
                }

                Report(MismatchKind.Extra, stray.Rejected.Row, stray.Rejected.Key);
                named++;
            }
        }
        while (!batch.IsLast);

        // Extra parts are named where their aggregate is compared, and rows of another fate where that is. Should nothing have
        // been named at all, the count alone is a difference.
        if (named > 0 || odd <= aside || state.Mismatches.Count > 0) return;
        state.Mismatches.Add(new Mismatch(
            MismatchKind.Extra, def.Rows[row].Name, null, null, null, null, "0", odd.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private bool IsAccountedFor(in Value key) =>
        context.Map.BehindTarget(def, key).Count > 0
        || !context.Session.Scalar("SELECT 1 FROM storefold_own WHERE entity = ?1 AND target_key = ?2k", Value.Of(def.Number), key).IsNull;

    private void Report(MismatchKind kind, RowDef row, in Value key) =>
        state.Mismatches.Add(new Mismatch(kind, row.Name, null, null, key.ToString(), null, null, null));
}
