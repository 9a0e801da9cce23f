using Storefold.Engine.Posting;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Carries out one batch of one entity inside the open transaction: judge, assign ids, compare with the ID map, write what
/// changed, note everything. When the target refuses the rows, the batch is halved until the refused aggregate stands
/// alone, and that one goes to quarantine.
/// </summary>
internal sealed class BatchProcessor
{
    private readonly TransferRun _run;
    private readonly FoldContext _context;
    private readonly SourceSide _source;
    private readonly EntityDef _def;
    private readonly TargetShape _shape;
    private readonly Judge _judge;
    private readonly TargetWriter? _writer;
    private readonly TargetEdits _edits;
    private readonly TargetLocks _locks;
    private readonly Departures _departures;
    private readonly LookAhead _lookAhead;

    public BatchProcessor(
        TransferRun run, SourceSide source, EntityDef def, AggregateReader reader, TargetWriter? writer, TargetEdits edits, Departures departures)
    {
        _run = run;
        _context = run.Context;
        _source = source;
        _def = def;
        _shape = run.Context.Target.Shape(def);
        _judge = run.Context.JudgeOf(source, def, reader);
        _writer = writer;
        _edits = edits;
        _locks = new TargetLocks(run.Context, def);
        _departures = departures;
        _lookAhead = new LookAhead(run.Context, source, def);
    }

    /// <summary>Rows written to the target.</summary>
    public long Written { get; private set; }

    /// <summary>Begins a batch, or begins it again after its transaction was taken back.</summary>
    /// <param name="written">Rows written before it.</param>
    public void Begin(long written)
    {
        Written = written;
        if (_run.Transaction.IsDryRun) _writer?.Clear();
        else _writer?.NewTransaction();
    }

    /// <summary>Processes a batch; the caller commits.</summary>
    public void Process(AggregateBatch batch)
    {
        var known = _context.Map.Range(_def, _source.Number, batch.After, batch.Until);
        _lookAhead.Fetch(batch.Aggregates, known);
        Process(Pair(batch.Aggregates, known));
        foreach (var stray in batch.Strays) Keep(stray);
    }

    /// <summary>Processes aggregates out of their turn.</summary>
    public void ProcessAhead(IReadOnlyList<Aggregate> aggregates)
    {
        var known = _context.Map.LookAhead(_def, _source.Number, [.. aggregates.Select(aggregate => aggregate.Key)]);
        _lookAhead.Fetch(aggregates, known);
        var byKey = known.ToDictionary(entry => entry.SourceKey);
        Process([.. aggregates.Select(aggregate => (aggregate, byKey.GetValueOrDefault(aggregate.Key)))]);
    }

    private void Process(List<(Aggregate Aggregate, MapEntry? Known)> work) =>
        Written += _run.InParts(work, _writer, Write, (one, reason) => KeepRefused(one.Aggregate, one.Known, reason));

    private List<(Aggregate Aggregate, MapEntry? Known)> Pair(IReadOnlyList<Aggregate> aggregates, List<MapEntry> known)
    {
        var pairs = new List<(Aggregate, MapEntry?)>(aggregates.Count);
        var at = 0;
        foreach (var aggregate in aggregates)
        {
            while (at < known.Count && Value.CompareKeys(known[at].SourceKey, aggregate.Key) < 0) _departures.NoteVanished(known[at++]);
            var match = at < known.Count && Value.CompareKeys(known[at].SourceKey, aggregate.Key) == 0 ? known[at++] : null;
            pairs.Add((aggregate, match));
        }

        while (at < known.Count) _departures.NoteVanished(known[at++]);
        return pairs;
    }

    private long Write(List<(Aggregate Aggregate, MapEntry? Known)> work)
    {
        var written = 0L;
        _writer?.Post?.Begin();
        var arena = new Arena();
        var judged = new List<(Judgement Judgement, MapEntry? Known, Value ExpectedFp, bool Write)>(work.Count);
        var changed = new List<(Projected Projected, MapEntry? Known, PostedAggregate? Left)>();
        foreach (var (aggregate, known) in work)
        {
            var standing = known?.Standing;
            var judgement = _judge.Of(aggregate, known is { Tombstone: true } ? null : standing, arena);
            var expected = Value.Null;
            var write = false;
            if (judgement.Projected is { } projected && _writer is not null)
            {
                _writer.AssignIds(projected, _source.Number, standing);
                expected = projected.ExpectedFp(_shape);
                var left = _writer.Post?.LeftOf(projected);
                write = known is null || known.TargetKey != projected.Root.Id || known.ExpectedFp != expected || left is not null;
                if (write && (left is not null || standing is { TargetKey.IsNull: false })) changed.Add((projected, standing, left));
                NoteNaturalKeys(projected, judgement.Fate, standing, write);
            }

            judged.Add((judgement, known, expected, write));
        }

        var conflicts = Conflicts(changed);
        _run.Pause.Reached("batch.judged");
        if (_writer is not null)
        {
            foreach (var (judgement, _, _, write) in judged)
            {
                if (!write || judgement.Projected is not { } projected || conflicts.Contains(projected)) continue;
                _writer.Stage(projected);
                written += RowsOf(projected);
            }

            _run.Pause.Reached("batch.staged");
            _writer.Flush();
            _context.ForgetRead();
            _run.Pause.Reached("batch.written");
        }

        foreach (var (judgement, known, expected, write) in judged)
        {
            var conflict = judgement.Projected is { } projected && conflicts.Contains(projected);
            if (write && !conflict && RefusedByPost(judgement, known))
            {
                written -= RowsOf(judgement.Projected!);
                continue;
            }

            if (conflict) KeepEdited(judgement, known);
            else Save(judgement, known, write ? Settle(judgement, expected) : expected, write);
            _run.Tally.Add(judgement);
        }

        return written;
    }

    private static long RowsOf(Projected projected) => 1 + projected.Parts.Sum(rows => rows.Count);

    /// <summary>Where the target gave out ids itself: what is expected of it and found by natural keys has these ids now.</summary>
    private Value Settle(Judgement judgement, in Value expected)
    {
        if (_writer?.Post is not { } post || judgement.Projected is not { } projected) return expected;
        if (judgement.Fate == Fate.Created && projected.Root.IsNew)
        {
            var named = TargetIds.Reference(_def.Root, _source.Number, projected.Source.Key, Value.Null);
            foreach (var (kind, value) in KeysOf(projected))
            {
                if (projected.Root.Id == named) continue; // a dry run
                _context.Keys.Remove(Side.Target, kind, value, named);
                _context.Keys.Add(Side.Target, kind, value, projected.Root.Id);
            }
        }

        return post.HasSent ? projected.ExpectedFp(_shape) : expected;
    }

    /// <summary>What the target refused of a batch that it took otherwise goes to quarantine.</summary>
    private bool RefusedByPost(Judgement judgement, MapEntry? known)
    {
        if (judgement.Projected is not { } projected || _writer?.Post?.RefusalOf(projected) is not { } reason) return false;
        foreach (var (kind, value) in projected.Root.IsNew ? KeysOf(projected) : []) _context.Keys.Remove(Side.Target, kind, value, projected.Root.Id);
        KeepRefused(judgement.Source, known, reason);
        return true;
    }

    /// <summary>Changed aggregates whose target row is not what we last wrote. They are reported and never overwritten.</summary>
    private HashSet<Projected> Conflicts(List<(Projected Projected, MapEntry? Known, PostedAggregate? Left)> changed)
    {
        var conflicts = new HashSet<Projected>();
        if (changed.Count == 0) return conflicts;
        _locks.Take([.. changed.Select(one => one.Projected)]);
        var current = _edits.Read(changed.Select(one => one.Left?.TargetKey ?? one.Known?.TargetKey ?? Value.Null));
        foreach (var (projected, known, left) in changed)
        {
            if (left is null && known is not { ExpectedFp.IsNull: false }) continue;
            if (!current.TryGetValue(left?.TargetKey ?? known!.TargetKey, out var onTarget)
                || (left is null ? _edits.IsEdited(known!, onTarget) : _edits.IsEdited(left, !projected.IsMerged, onTarget)))
                conflicts.Add(projected);
            else if (known is { MovedAs: Fate.Created }) ForgetOldKeys(onTarget, projected);
        }

        return conflicts;
    }

    /// <summary>Reports what was edited on the target. What a batch left there that was never booked is booked now as it was sent.</summary>
    private void KeepEdited(Judgement judgement, MapEntry? known)
    {
        _run.Tally.AddConflict(judgement.Site, _def);
        if (judgement.Projected is not { } projected || _writer?.Post?.LeftOf(projected) is not { } left) return;
        _writer.SavePosted(projected, _source.Number);
        Save(judgement, known, left.Print, write: false);
        if (_def == ShopModel.Loyalty) CloseAccount(judgement);
    }

    private void Save(Judgement judgement, MapEntry? known, in Value expected, bool write)
    {
        var source = judgement.Source;
        if (judgement.Rejected is { } rejected) _run.Journal.Quarantine(_run.Id, _source.Number, _def, source.Key, judgement.Site, rejected);
        var target = judgement.Projected?.Root.Id ?? Value.Null;
        var movedAs = judgement.Projected is null ? Fate.None : judgement.Fate;
        if (judgement.Fate == Fate.Quarantined && known is { TargetKey.IsNull: false })
        {
            // It was moved in a good state before. The target row stays; verification names it until the source is mended.
            target = known.TargetKey;
            movedAs = known.MovedAs;
        }
        else if (known is { TargetKey.IsNull: false } && known.TargetKey != target)
        {
            // Moved parts follow it to the account that it joins; without one they go too.
            _departures.Leave(known, withParts: judgement.Projected is null, target, isErased: judgement.Fate == Fate.Erased);
            if (_def == ShopModel.Customer && known.MovedAs == Fate.Merged) AheadPass.Note(_context, known.TargetKey);
        }

        if (judgement.Projected is { } projected && write) _writer?.SavePartMap(projected, _source.Number);
        var late = LateOf(judgement.Projected, known, write);
        var isSame = known is not null && known.Late == late && !write && known.Fate == judgement.Fate && known.SourceFp == source.SourceFp
            && string.Equals(known.Rule, judgement.Rule, StringComparison.Ordinal) && string.Equals(known.Site, judgement.Site, StringComparison.Ordinal);
        if (!isSame)
        {
            _context.Map.Save(_def, _source.Number, new MapEntry
            {
                SourceKey = source.Key,
                TargetKey = target,
                Fate = judgement.Fate,
                Site = judgement.Site,
                Rule = judgement.Rule,
                SourceFp = source.SourceFp,
                ExpectedFp = expected.IsNull ? known?.ExpectedFp ?? Value.Null : expected,
                Version = _run.Id,
                MovedAs = movedAs,
                Late = late,
            }, isNew: known is null);
            _context.References.Forget(_def, _source.Number, source.Key);
        }

        NoteHolding(judgement);
        if (judgement.Fate == Fate.Erased) _context.Matches.Forget(_source.Number, source.Key);
        if (_def == ShopModel.Loyalty && judgement.Projected is not null && write) CloseAccount(judgement);
    }

    private static Late LateOf(Projected? projected, MapEntry? known, bool write)
    {
        if (projected is null) return Late.No;
        if (write) return projected.IsLate || projected.MayTakeBackLate ? Late.Written : Late.No;
        return known is { Late: Late.Written } ? Late.Written : projected.IsLate ? Late.LookAgain : Late.No;
    }

    private void CloseAccount(Judgement judgement)
    {
        if (LoyaltyProjection.RuleFor(_context.Plan, judgement.Source) is not { } rule) return;
        var conversion = LoyaltyProjection.Convert(_context.Plan, _source.Model, rule, judgement.Source, _context.Target.Rules.PointsDecimals);
        var again = _context.Points.Find(_source.Number, judgement.Source.Key) is { State: "closed" };
        _context.Points.Save(_source.Number, judgement.Source.Key, judgement.Site, conversion, "closed");
        _context.Points.Post(conversion, again);
    }

    private void NoteHolding(Judgement judgement)
    {
        if (_def != ShopModel.Customer || judgement.Projected is not { } projected) return;
        if (_context.Matches.Find(_source.Number, judgement.Source.Key) is not { } match || match.Held == Holding.No) return;
        // Also where nothing is left to decide: as long as somebody else has the address, it must not get lost here.
        if (match.Waits || CustomerProjection.IsHeld(projected))
        {
            _context.Matches.Hold(_source.Number, judgement.Source.Key, projected.Root.Id, judgement.Source["email"]);
            _context.Matches.Settle(match);
        }
        else
        {
            _context.Matches.Release(_source.Number, judgement.Source.Key);
        }
    }

    private void NoteNaturalKeys(Projected projected, Fate fate, MapEntry? known, bool write)
    {
        if (fate != Fate.Created || (known is { Fate: Fate.Created } && !write)) return;
        foreach (var (kind, value) in KeysOf(projected)) _context.Keys.Add(Side.Target, kind, value, projected.Root.Id);
    }

    /// <summary>A row of ours that changes or goes must not be found by what it was called before.</summary>
    private void ForgetOldKeys(Aggregate onTarget, Projected projected)
    {
        var codes = _def == ShopModel.Coupon ? onTarget.Part("code").Select(row => row.Fields) : [];
        var stays = projected.IsMerged ? [] : KeysOf(projected).ToHashSet();
        foreach (var key in NaturalKeyRules.Of(_def, onTarget.Root.Fields, codes, _context.Target.Rules.CouponCodeCollation))
        {
            if (!stays.Contains(key)) _context.Keys.Remove(Side.Target, key.Kind, key.Value, onTarget.Key);
        }
    }

    private IEnumerable<(string Kind, string Value)> KeysOf(Projected projected)
    {
        var codes = _def == ShopModel.Coupon ? projected.Part("code").Select(row => row.Fields) : [];
        return NaturalKeyRules.Of(_def, projected.Root.Fields, codes, _context.Target.Rules.CouponCodeCollation);
    }

    private void Keep(StrayRow stray)
    {
        if (stray.Skip is null) _run.Journal.Quarantine(_run.Id, _source.Number, _def, Value.Null, null, stray.Rejected);
        _run.Tally.Add(stray);
    }

    private void KeepRefused(Aggregate aggregate, MapEntry? known, string message)
    {
        var rejected = new RejectedRow(
            _def.Root, aggregate.Key, new Rejection(Judge.TargetRefused, _def.Name, null, message), RowText.Json(_def.Root, aggregate, aggregate.Key));
        var judgement = _judge.RefusedByTarget(aggregate, rejected);
        Save(judgement, known, Value.Null, write: false);
        _run.Tally.Add(judgement);

        // Now: when the next one is refused too, what waits is forgotten with it.
        _context.Flush();
    }
}
