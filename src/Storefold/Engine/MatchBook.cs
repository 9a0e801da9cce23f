using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>A decision about one customer as it stands in the journal.</summary>
/// <param name="Id">Number that people name it by; 0 as long as it waits to be sent.</param>
/// <param name="Source">Number of the source.</param>
/// <param name="SourceKey">Key of the customer there.</param>
/// <param name="Kind"><c>auto</c>, <c>challenge</c>, <c>review</c> or <c>never</c>.</param>
/// <param name="TargetKey">The one candidate, or the account that a person chose; absent when there is none.</param>
/// <param name="Reasons">Reason codes, separated by commas.</param>
/// <param name="Choice"><c>merge</c> or <c>separate</c> once a person decided, else null.</param>
/// <param name="Held">What is to be done about it.</param>
public sealed record MatchEntry(
    long Id, int Source, Value SourceKey, string Kind, Value TargetKey, string Reasons, string? Choice, Holding Held)
{
    /// <summary>True when the customer joins an account of the target.</summary>
    public bool Merges => !TargetKey.IsNull && (Choice ?? Kind) is "auto" or "merge";

    /// <summary>True when the customer waits for a decision.</summary>
    public bool Waits => Choice is null && Kind is "challenge" or "review";

    /// <summary>True when a person decided and no transfer has carried it out yet.</summary>
    public bool IsDue => Choice is not null && Held == Holding.Open;
}

/// <summary>How far a decision is carried out. The numbers stand in the journal.</summary>
public enum Holding
{
    /// <summary>It is carried out.</summary>
    No = 0,

    /// <summary>It waits for a person, or for a transfer to carry out what a person decided.</summary>
    Open = 1,

    /// <summary>It is carried out, and the account keeps the reserved address as long as somebody else has its own.</summary>
    AddressTaken = 2,
}

/// <summary>
/// The decisions about customers and where held accounts wait. Only customers about whom there was something to decide
/// have an entry; a decision once made stays until a person changes it. What a transfer notes is sent by <see cref="Flush"/>, many
/// rows at a time; until then it is found here.
/// </summary>
public sealed class MatchBook : IDisposable
{
    private const string Columns = "id, source, [source_key], kind, coalesce([choice_key], target_key), reasons, choice, held";

    private readonly ISqlSession _target;
    private readonly ISqlStatement _find;
    private readonly ListedQuery _listed;
    private readonly RowBuffer _new;
    private readonly RowBuffer _held;
    private readonly Dictionary<(int Source, Value Key), (Value TargetKey, Value Email)> _holding = [];
    private readonly Dictionary<(int Source, Value Key), MatchEntry?> _ahead = [];

    /// <summary>The decisions in the target's journal.</summary>
    public MatchBook(ISqlSession target)
    {
        _target = target;
        _find = target.PrepareJournal($"SELECT {Columns} FROM storefold_match WHERE source = ?1 AND source_key = ?2k");
        _listed = new ListedQuery(target, Columns, "storefold_match", "source = ?1", "source_key", native: true);
        _new = new RowBuffer(
            target, "storefold_match", "source, [source_key], kind, [target_key], reasons, held", keys: 2, OnDuplicate.Refuse, types: "iktkti");
        _held = new RowBuffer(target, "storefold_holding", "source, [source_key], [target_key], email", keys: 2, OnDuplicate.Replace);
    }

    /// <summary>The decision about a customer, or null.</summary>
    public MatchEntry? Find(int source, in Value key)
    {
        if (_ahead.TryGetValue((source, key), out var known)) return known;
        Flush();
        var rows = _find.Rows(Value.Of(source), key);
        return rows.Count == 0 ? null : Read(rows[0]);
    }

    /// <summary>Fetches the decisions about these customers, which then are found without asking, until <see cref="ForgetAhead"/>.</summary>
    public void LookAhead(int source, IReadOnlyList<Value> keys)
    {
        Flush();
        foreach (var key in keys) _ahead[(source, key)] = null;
        _listed.Each(keys, (row, arena) =>
        {
            var entry = Read([.. Enumerable.Range(0, row.ColumnCount).Select(column => row.Read(column, arena))]);
            _ahead[(source, entry.SourceKey)] = entry;
        }, Value.Of(source));
    }

    /// <summary>Forgets what was fetched ahead.</summary>
    public void ForgetAhead() => _ahead.Clear();

    /// <summary>Sends what was noted. Call it before the transaction ends.</summary>
    public void Flush()
    {
        _new.Flush();
        foreach (var ((source, key), (target, email)) in _holding) _held.Add(Value.Of(source), key, target, email);
        _holding.Clear();
        _held.Flush();
    }

    /// <summary>Forgets what was noted and fetched, after a transaction was taken back.</summary>
    public void Discard()
    {
        _new.Discard();
        _held.Discard();
        _holding.Clear();
        _ahead.Clear();
    }

    /// <summary>All decisions, the waiting ones first.</summary>
    public IReadOnlyList<MatchEntry> All() =>
        [.. _target.Rows($"SELECT {Columns} FROM storefold_match ORDER BY (choice IS NULL AND kind IN ('challenge', 'review')) DESC, id").Select(Read)];

    /// <summary>Notes a decision of the matcher.</summary>
    public MatchEntry Add(int source, in Value key, string kind, in Value target, string reasons, bool held)
    {
        _new.Add(Value.Of(source), key, Value.Of(kind), target, Value.Of(reasons), Value.Of(held));
        var entry = new MatchEntry(Id: 0, source, key, kind, target, reasons, Choice: null, held ? Holding.Open : Holding.No);
        _ahead[(source, key)] = entry;
        return entry;
    }

    /// <summary>The decision of that number, or null.</summary>
    public MatchEntry? Find(long id)
    {
        Flush();
        var rows = _target.Rows($"SELECT {Columns} FROM storefold_match WHERE id = ?1", Value.Of(id));
        return rows.Count == 0 ? null : Read(rows[0]);
    }

    /// <summary>
    /// Notes what a person decided, also about an account whose decision was carried out. The next transfer carries it out. The
    /// matcher's candidate stays on record.
    /// </summary>
    /// <param name="entry">The decision.</param>
    /// <param name="choice"><c>merge</c> or <c>separate</c>; null puts it back to waiting.</param>
    /// <param name="target">The account that a person chose; absent for the matcher's candidate.</param>
    /// <param name="by">Who decided.</param>
    /// <param name="now">When.</param>
    /// <param name="held">How far it is carried out.</param>
    public void Decide(MatchEntry entry, string? choice, in Value target, string by, DateTimeOffset now, Holding held = Holding.Open) => _target.Run(
        "UPDATE storefold_match SET choice = ?2, choice_key = ?3k, decided_by = ?4, decided_at = ?5, held = ?6 WHERE id = ?1",
        Value.Of(entry.Id), Value.Of(choice), target, Value.Of(by), Value.Of(Clock.ToMicroseconds(now)), Value.Of((long)held));

    /// <summary>The matcher's one candidate for a decision, whatever a person chose since; absent when there is none.</summary>
    public Value Candidate(long id) => _target.Scalar("SELECT [target_key] FROM storefold_match WHERE id = ?1", Value.Of(id));

    /// <summary>Where a held account waits and the address that it cannot have yet; absent when it does not wait.</summary>
    public (Value TargetKey, string? Email) WhereHeld(int source, in Value key)
    {
        Flush();
        var rows = _target.Rows("SELECT [target_key], email FROM storefold_holding WHERE source = ?1 AND source_key = ?2k", Value.Of(source), key);
        return rows.Count == 0 ? (Value.Null, null) : (rows[0][0], rows[0][1].AsText());
    }

    /// <summary>True when the account of the target is one that we made to hold a history.</summary>
    public bool IsHolding(in Value target)
    {
        Flush();
        return !_target.Scalar("SELECT 1 FROM storefold_holding WHERE target_key = ?1k", target).IsNull;
    }

    /// <summary>Forgets an erased customer: the held address is theirs.</summary>
    public void Forget(int source, in Value key)
    {
        Flush();
        _ahead.Remove((source, key));
        _target.Run("DELETE FROM storefold_holding WHERE source = ?1 AND source_key = ?2k", Value.Of(source), key);
        _target.Run("DELETE FROM storefold_match WHERE source = ?1 AND source_key = ?2k", Value.Of(source), key);
    }

    /// <summary>Notes where a held account waits, with the address that it cannot have yet.</summary>
    public void Hold(int source, in Value key, in Value target, in Value email) => _holding[(source, key)] = (target, email);

    /// <summary>A person's decision is carried out as far as it can be: somebody else has the address.</summary>
    public void Settle(MatchEntry entry)
    {
        if (!entry.IsDue) return;
        Flush();
        _ahead.Remove((entry.Source, entry.SourceKey));
        _target.Run("UPDATE storefold_match SET held = ?2 WHERE id = ?1", Value.Of(entry.Id), Value.Of((long)Holding.AddressTaken));
    }

    /// <summary>A held account has found its place.</summary>
    public void Release(int source, in Value key)
    {
        Flush();
        _ahead.Remove((source, key));
        _target.Run("DELETE FROM storefold_holding WHERE source = ?1 AND source_key = ?2k", Value.Of(source), key);
        _target.Run("UPDATE storefold_match SET held = 0 WHERE source = ?1 AND source_key = ?2k", Value.Of(source), key);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in new IDisposable[] { _find, _listed, _new, _held }) owned.Dispose();
    }

    private static MatchEntry Read(Value[] row) => new(
        row[0].AsInteger(), (int)row[1].AsInteger(), row[2], row[3].ToString(), row[4], row[5].ToString(), row[6].AsText(),
        (Holding)row[7].AsInteger());
}
