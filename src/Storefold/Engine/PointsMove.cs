using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Takes points out of the source before they are credited in the target (L11): freeze, read again, keep the snapshot,
/// debit durably; the credit follows in the batch's own transaction. A process that dies in between finds the same
/// snapshot again, and a debit is taken once per idempotency key, so no state lets points be spent on both sides.
/// </summary>
internal sealed class PointsMove : IDisposable
{
    /// <summary>The table in which a pack's files find the accounts; also the name that they know.</summary>
    internal const string DebitTable = "stage_debit";

    private readonly TransferRun _run;
    private readonly SourceSide _source;
    private readonly ISqlSession _session;
    private readonly StageColumn[] _debitColumns;
    private readonly AggregateReader _reader;
    private readonly PointsBook _book;
    private readonly LookAhead _lookAhead;
    private readonly Judge _judge;
    private readonly SourceFingerprint _print = new(ShopModel.Loyalty);

    private PointsMove(TransferRun run, SourceSide source)
    {
        _run = run;
        _source = source;
        _session = run.Context.OpenSource(source, SessionUse.Write);
        _debitColumns = DebitColumns(_session, source);
        _reader = new AggregateReader(_session, source.Pack, ShopModel.Loyalty, source.Codec);
        _book = run.Context.Points;
        _lookAhead = new LookAhead(run.Context, source, ShopModel.Loyalty);
        _judge = run.Context.JudgeOf(source, ShopModel.Loyalty, _reader);
        _session.Execute(CreateStage(_session, source));
    }

    /// <summary>The files of a pack that freeze and debit, in their order.</summary>
    public static IReadOnlyList<string> Files => ["loyalty/freeze.sql", "loyalty/debit.sql", "loyalty/debited.sql"];

    /// <summary>The move for a source whose points are debited; null where the plan does not allow it or there are none.</summary>
    public static PointsMove? For(TransferRun run, SourceSide source, EntityDef def)
    {
        if (def != ShopModel.Loyalty || run.Context.Target.Shape(def).Dropped is not null) return null;
        return Debits(source) ? new PointsMove(run, source) : null;
    }

    /// <summary>Whether the points of a source are taken out of it before they are credited: its pack can, and the plan allows it.</summary>
    public static bool Debits(SourceSide source) => source.Pack.CanFreezePoints
        && source.Model.AllowWrites.Contains("loyalty.freeze", StringComparer.Ordinal)
        && source.Model.AllowWrites.Contains("loyalty.debit", StringComparer.Ordinal);

    /// <summary>The statement that makes the table of the accounts.</summary>
    public static string CreateStage(ISqlSession session, SourceSide source) => session.Sql.CreateStage(DebitTable, DebitColumns(session, source));

    /// <summary>Batches with their accounts frozen and debited.</summary>
    /// <param name="batches">Batches as they were read.</param>
    /// <param name="isAhead">
    /// True to prepare each while the one before is credited. A process that dies then leaves the debited accounts of two batches to
    /// the next, instead of one's.
    /// </param>
    public async IAsyncEnumerable<AggregateBatch> Prepared(IAsyncEnumerable<AggregateBatch> batches, bool isAhead)
    {
        Task<AggregateBatch>? next = null;
        try
        {
            await foreach (var batch in batches)
            {
                if (!isAhead)
                {
                    yield return Prepare(batch);
                    continue;
                }

                var ready = next is null ? null : await next;
                next = Task.Run(() => Prepare(batch));
                if (ready is not null) yield return ready;
            }

            if (next is not null) yield return await next;
        }
        finally
        {
            // Whoever takes the batches may have failed: the sessions are not to be closed under the one that is under way.
            if (next is not null) await Task.WhenAny(next);
        }
    }

    /// <summary>Freezes and debits the accounts of a batch and returns the batch as it is after the freeze.</summary>
    public AggregateBatch Prepare(AggregateBatch batch)
    {
        _lookAhead.Fetch(batch.Aggregates);
        var due = batch.Aggregates.Where(IsDue).ToList();
        if (due.Count == 0) return batch;
        Again(() =>
        {
            Begin();
            Stage(due, null);
            RunFile("freeze.sql");
            Commit();
        });
        _run.Pause.Reached("points.frozen");

        IReadOnlyList<Aggregate> read = [];
        Again(() => read = _reader.ReadKeys([.. due.Select(account => account.Key)]));
        var frozen = read.ToDictionary(account => account.Key);
        foreach (var account in frozen.Values) account.SourceFp = _print.Of(account);
        var merged = batch with { Aggregates = [.. batch.Aggregates.Select(account => frozen.GetValueOrDefault(account.Key, account))] };
        var snapshots = frozen.Values.Where(IsDue).ToDictionary(account => account.Key, Convert);
        _run.InTransaction(() =>
        {
            foreach (var (key, conversion) in snapshots)
            {
                var site = _source.Sites.Of(frozen[key].Channels).Site;
                var noted = _book.Find(_source.Number, key);
                if (!string.Equals(noted?.InputHash, conversion.InputHash, StringComparison.Ordinal)) LogWrite(key, site);
                if (noted is not { State: "closed" }) _book.Save(_source.Number, key, site, conversion, "snapshotted");
            }
        });
        _run.Pause.Reached("points.snapshotted");

        HashSet<string> debited = [];
        Again(() =>
        {
            BeginAgain();
            Stage([.. frozen.Values.Where(account => snapshots.ContainsKey(account.Key))], snapshots);
            RunFile("debit.sql");
            debited = RunQuery("debited.sql");
            Commit();
        });
        _run.Pause.Reached("points.debited");
        foreach (var (key, conversion) in snapshots)
        {
            if (debited.Contains(KeyOf(key, conversion))) continue;
            frozen[key].Rejected = new RejectedRow(
                ShopModel.Loyalty.Root, key,
                new Rejection("points_not_debited", "loyalty", "native_balance", "the balance changed between freeze and debit"),
                RowText.Json(ShopModel.Loyalty.Root, frozen[key], key));
        }

        return merged;
    }

    /// <summary>Called once the batch's credit is durable.</summary>
    public void Finish()
    {
        if (_run.Transaction.IsDryRun) _session.Rollback();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Rollback();
        _reader.Dispose();
        _session.Dispose();
    }

    /// <summary>
    /// Every write to a source is on record, with the site whose row it touches: once, with the snapshot and before the debit.
    /// </summary>
    private void LogWrite(in Value account, string site) =>
        _run.Journal.LogLater(_run.Now, Journal.SourceWrite, $"{_source.Model.Name}/loyalty/{account}", site, "freeze, debit");

    private Loyalty.Conversion Convert(Aggregate account) => LoyaltyProjection.Convert(
        _run.Context.Plan, _source.Model, LoyaltyProjection.RuleFor(_run.Context.Plan, account) ?? throw new InvalidOperationException("No rule."),
        account, _run.Context.Target.Rules.PointsDecimals);

    /// <summary>Hash of what would be converted; null where no rule says how, or it cannot be.</summary>
    private string? Hash(Aggregate account) => LoyaltyProjection.RuleFor(_run.Context.Plan, account) is { } rule
        ? LoyaltyProjection.TryConvert(_run.Context.Plan, _source.Model, rule, account, _run.Context.Target.Rules.PointsDecimals, out _)?.InputHash
        : null;

    /// <summary>An account whose points will move: it is on a retiring site, has a rule, and is not closed as it stands.</summary>
    private bool IsDue(Aggregate account)
    {
        if (account.Rejected is not null || account.Skip is not null || _source.Sites.Of(account.Channels).SkipRule is not null) return false;
        if (Hash(account) is null) return false;
        var customer = account["customer"];
        var owner = customer.IsNull ? null : _run.Context.References.Find(ShopModel.Customer, _source.Number, customer);
        if (owner is not { Fate: Fate.Created or Fate.Merged }) return false;
        if (_book.Find(_source.Number, account.Key) is { State: "closed" } closed
            && string.Equals(closed.InputHash, Hash(account), StringComparison.Ordinal)) return false;

        // What will end in quarantine is not taken out of the source: it could not be credited.
        var known = _run.Context.Map.Find(ShopModel.Loyalty, _source.Number, account.Key);
        return _judge.Of(account, known is { Tombstone: true } ? null : known?.Standing, new Arena()).Projected is not null;
    }

    private void Stage(List<Aggregate> accounts, Dictionary<Value, Loyalty.Conversion>? snapshots)
    {
        _session.Execute($"DELETE FROM {_session.Sql.Stage(DebitTable)}");
        using var stage = _session.Bulk(DebitTable, _debitColumns);
        var arena = new Arena();
        var time = ShopModel.Loyalty.Root["tier_until"];
        var now = Value.OfTime(Clock.ToMicroseconds(_run.Now));
        if (!HasTimes) _source.Codec.Encode(time, now, null, arena, out now);
        foreach (var account in accounts)
        {
            var key = KeyOf(account.Key, snapshots is null ? Convert(account) : snapshots[account.Key]);
            var balance = ShopModel.Loyalty.Root["native_balance"];
            _source.Codec.Encode(balance, account["native_balance"], null, arena, out var cell);
            stage.Add([account.Key, cell, Value.Of(key), now]);
        }

        stage.Complete();
    }

    /// <summary>
    /// Key in the source's own books; its prefix marks the entries that are ours. An account that was closed with other
    /// figures gets a key of its own: its old debit must not pass for one of the new figures.
    /// </summary>
    private string KeyOf(in Value account, Loyalty.Conversion conversion) =>
        _book.Find(_source.Number, account) is { State: "closed" } closed && !string.Equals(closed.InputHash, conversion.InputHash, StringComparison.Ordinal)
            ? $"storefold:{conversion.IdempotencyKey}:{conversion.InputHash[..16]}"
            : "storefold:" + conversion.IdempotencyKey;

    private void RunFile(string file)
    {
        foreach (var sql in SqlScript.Split(_source.Pack.Sql(_session.Dialect, "loyalty/" + file) ?? ""))
        {
            using var statement = _session.Prepare(sql);
            statement.Run();
        }
    }

    private HashSet<string> RunQuery(string file)
    {
        using var query = _session.Prepare(_source.Pack.Sql(_session.Dialect, "loyalty/" + file) ?? "");
        return [.. query.Rows().Select(row => row[0].ToString())];
    }

    private static StageColumn[] DebitColumns(ISqlSession session, SourceSide source) =>
    [
        new("account", source.Pack.Entities[ShopModel.Loyalty.Name].IntegerKey ? StageType.Integer : StageType.Text),
        new("balance", StageType.Decimal), new("idempotency_key", StageType.Text),
        new("at", KeepsTimes(session, source) ? StageType.Time : source.Codec.HasNativeTimes ? StageType.Text : StageType.Integer),
    ];

    private static bool KeepsTimes(ISqlSession session, SourceSide source) => session.Sql.HasTimes && source.Codec.HasNativeTimes;

    private bool HasTimes => KeepsTimes(_session, _source);

    /// <summary>
    /// What the source takes back is done again: an account is frozen once, and its debit is taken once per key. Not in a dry run,
    /// whose one transaction is gone with it.
    /// </summary>
    private void Again(Action work) => TakenBack.Again(
        () =>
        {
            try
            {
                work();
            }
            catch (StoreException)
            {
                _session.Rollback();
                throw;
            }
        }, mayRepeat: !_run.Transaction.IsDryRun);

    // A dry run makes the same writes to the source in one transaction that Finish takes back.
    private void Begin() => _session.BeginWrite();

    private void BeginAgain()
    {
        if (!_run.Transaction.IsDryRun) _session.BeginWrite();
    }

    private void Commit()
    {
        if (!_run.Transaction.IsDryRun) _session.Commit();
    }
}
