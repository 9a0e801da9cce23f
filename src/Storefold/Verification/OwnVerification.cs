using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Verification;

/// <summary>Counts over the target's own rows of one entity.</summary>
/// <param name="Entity">Entity.</param>
/// <param name="Before">Rows that were there before the first row moved.</param>
/// <param name="Untouched">Of these, unchanged and not joined by anything.</param>
/// <param name="Merged">Of these, joined by named merges and otherwise unchanged.</param>
/// <param name="Changed">Of these, changed or gone although the target was to rest.</param>
/// <param name="Traded">Of these, changed or gone in a target that goes on selling.</param>
/// <param name="Came">Rows that it got of its own since, in a target that goes on selling.</param>
public sealed record OwnCount(string Entity, long Before, long Untouched, long Merged, long Changed, long Traded, long Came);

/// <summary>
/// Proves that the rows that the target had before are what they were, but for parts that named merges moved into them, and
/// that no row stands there that nothing accounts for. In a target that goes on selling, its own rows change and new ones come: these
/// are counted. What bears a date from before the first run has not come since, and is a row too many all the same.
/// </summary>
internal sealed class OwnVerification(FoldContext context, EntityDef def, VerificationState state)
{
    /// <summary>Clocks and time zones of two shops may differ by so much.</summary>
    private static readonly long Doubt = (long)TimeSpan.FromDays(1).TotalMicroseconds;

    private readonly long[] _ownRows = new long[def.Rows.Count];
    private readonly FieldDef? _born = def.Root.Find("created_at") ?? def.Root.Find("placed_at") ?? def.Root.Find("at");
    private readonly long _begun = context.Session.Scalar("SELECT min(started_at) FROM storefold_run").AsInteger();
    private long _came;

    public OwnCount Run(CancellationToken cancel)
    {
        long before = 0, untouched = 0, merged = 0, changed = 0;
        var last = Value.Null;
        using var page = context.Session.PrepareJournal(
            "SELECT [target_key], fp, since FROM storefold_own WHERE entity = ?1 AND target_key > ?2k ORDER BY target_key LIMIT ?3");
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var rows = page.Rows(Value.Of(def.Number), IdMap.Above(last), Value.Of(Verifier.BatchSize(context.Plan)));
            if (rows.Count == 0) break;
            last = rows[^1][0];
            var found = context.OwnReader(def).ReadKeys([.. rows.Select(row => row[0])]).ToDictionary(aggregate => aggregate.Key);
            context.ForgetAhead();
            context.Map.LookAheadBehind(def, [.. rows.Select(row => row[0])]);
            foreach (var row in rows)
            {
                var onTarget = found.GetValueOrDefault(row[0]);
                var behind = context.Map.BehindTarget(def, row[0]);
                if (row[2].AsInteger() > 0)
                {
                    if (onTarget is not null) CheckNewcomer(onTarget, behind);
                    continue;
                }

                before++;
                var isSame = Check(row[0], row[1], onTarget, behind);
                if (!isSame) changed++;
                else if (behind.Count > 0) merged++;
                else untouched++;
            }
        }

        FindExtras();
        return state.Trades
            ? new OwnCount(def.Name, before, untouched, merged, Changed: 0, Traded: changed, _came)
            : new OwnCount(def.Name, before, untouched, merged, changed, Traded: 0, Came: 0);
    }

    private bool Check(in Value key, in Value fp, Aggregate? onTarget, List<(int Source, Value Key, Fate Fate)> behind)
    {
        if (onTarget is null)
        {
            state.ReportOfTarget(Of(MismatchKind.OwnRowMissing, def.Root, key));
            return false;
        }

        var own = CountOwn(onTarget, behind);
        if (onTarget.Rejected is null && context.FingerprintOnTarget(onTarget, ownsRoot: true, own) == fp) return true;
        state.ReportOfTarget(Of(MismatchKind.OwnRowChanged, def.Root, key));
        return false;
    }

    /// <summary>A row that no transfer made and that was not there before.</summary>
    private void CheckNewcomer(Aggregate onTarget, List<(int Source, Value Key, Fate Fate)> behind)
    {
        CountOwn(onTarget, behind);
        if (state.Trades && CameSince(onTarget)) _came++;
        else state.Mismatches.Add(Of(MismatchKind.Extra, def.Root, onTarget.Key));
    }

    private bool CameSince(Aggregate onTarget) =>
        _born is null || onTarget.Root.Fields[_born.Ordinal] is not { IsNull: false } born || born.AsMicroseconds() > _begun - Doubt;

    /// <summary>Counts a row of the target's own with those of its parts that no merge has moved into it, and returns these.</summary>
    private IReadOnlySet<Value>[] CountOwn(Aggregate onTarget, List<(int Source, Value Key, Fate Fate)> behind)
    {
        state.CheckInvariants(onTarget);
        var moved = behind.Select(entry => context.MovedParts(def, entry.Source, entry.Key)).ToList();
        var own = new IReadOnlySet<Value>[def.Parts.Count];
        for (var part = 0; part < own.Length; part++)
        {
            own[part] = onTarget.Parts[part].Select(row => row.Key).Where(id => !moved.Exists(parts => parts[part].Contains(id))).ToHashSet();
            _ownRows[part + 1] += own[part].Count;
        }

        _ownRows[0]++;
        return own;
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
            foreach (var aggregate in row == 0 ? UnaccountedFor(batch.Aggregates) : [])
            {
                CheckNewcomer(aggregate, behind: []);
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

                state.Mismatches.Add(Of(MismatchKind.Extra, stray.Rejected.Row, stray.Rejected.Key));
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

    private List<Aggregate> UnaccountedFor(IReadOnlyList<Aggregate> aggregates)
    {
        List<Value> keys = [.. aggregates.Select(aggregate => aggregate.Key)];
        context.ForgetAhead();
        context.Map.LookAheadBehind(def, keys);
        var own = new HashSet<Value>();
        using var known = new ListedQuery(context.Session, "[target_key]", "storefold_own", "entity = ?1", "target_key", native: true);
        known.Each(keys, (row, arena) => own.Add(row.Read(0, arena)), Value.Of(def.Number));
        return [.. aggregates.Where(aggregate => !own.Contains(aggregate.Key) && context.Map.BehindTarget(def, aggregate.Key).Count == 0)];
    }

    private static Mismatch Of(MismatchKind kind, RowDef row, in Value key) => new(kind, row.Name, null, null, key.ToString(), null, null, null);
}
