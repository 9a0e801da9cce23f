using System.Security.Cryptography;
using System.Text;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>Whose natural keys.</summary>
public enum Side
{
    /// <summary>Rows of the sources.</summary>
    Source = 0,

    /// <summary>Rows of the target, its own and those that were moved.</summary>
    Target = 1,
}

/// <summary>
/// An index over what identifies rows to people: e-mail keys, phone keys, SKUs, order numbers, coupon codes. The keys are
/// computed by Storefold's own rules, never by a database's collation; that is why they stand in a table of ours. What is
/// added is sent by <see cref="Flush"/>, many rows at a time; until then it is found here.
/// </summary>
public sealed class NaturalKeys : IDisposable
{
    private const int Longest = 250;

    private readonly ISqlSession _target;
    private readonly ISqlStatement _find;
    private readonly ISqlStatement _remove;
    private readonly ListedQuery _listed;
    private readonly RowBuffer _add;
    private readonly RowBuffer _new;
    private readonly Dictionary<(Side Side, string Kind, string Value), List<Value>> _ahead = [];

    /// <summary>The index in the target's journal.</summary>
    public NaturalKeys(ISqlSession target)
    {
        _target = target;
        const string Columns = "side, kind, value, [owner]";
        _add = new RowBuffer(target, "storefold_natural_key", Columns, keys: 4, OnDuplicate.Keep);
        _new = new RowBuffer(target, "storefold_natural_key", Columns, keys: 4, OnDuplicate.Refuse, types: "ittk");
        _find = target.PrepareJournal("SELECT [owner] FROM storefold_natural_key WHERE side = ?1 AND kind = ?2 AND value = ?3 ORDER BY owner");
        _listed = new ListedQuery(
            target, "value, [owner]", "storefold_natural_key", "side = ?1 AND kind = ?2", "value", native: false, orderBy: "value, owner");
        _remove = target.PrepareJournal("DELETE FROM storefold_natural_key WHERE side = ?1 AND kind = ?2 AND value = ?3 AND owner = ?4k");
    }

    /// <summary>Notes that a row has this key.</summary>
    /// <param name="side">Whose.</param>
    /// <param name="kind">Which.</param>
    /// <param name="value">The key.</param>
    /// <param name="owner">The row.</param>
    /// <param name="isNew">True where it is known that the row has no such key yet: such keys go in bulk.</param>
    public void Add(Side side, string kind, string value, in Value owner, bool isNew = false)
    {
        var cell = Cell(value);
        var isAhead = _ahead.TryGetValue((side, kind, cell), out var owners);
        if (isAhead && owners!.Contains(owner)) return;
        (isAhead || isNew ? _new : _add).Add(Value.Of((long)side), Value.Of(kind), Value.Of(cell), owner);
        if (!isAhead) return;
        owners!.Add(owner);
        owners.Sort((a, b) => Value.CompareKeys(a, b));
    }

    /// <summary>The rows that have this key, in the order of their keys.</summary>
    public List<Value> Owners(Side side, string kind, string value)
    {
        var cell = Cell(value);
        if (_ahead.TryGetValue((side, kind, cell), out var known)) return [.. known];
        Flush();
        var arena = new Arena();
        var owners = new List<Value>();
        _find.BindAll(Value.Of((long)side), Value.Of(kind), Value.Of(cell));
        while (_find.Step()) owners.Add(_find.Read(0, arena));
        return owners;
    }

    /// <summary>The rows that have a key which begins with this text and a slash.</summary>
    public List<Value> OwnersBelow(Side side, string kind, string beginning)
    {
        Flush();
        return [.. _target.Rows(
            "SELECT [owner] FROM storefold_natural_key WHERE side = ?1 AND kind = ?2 AND value >= ?3 AND value < ?4 ORDER BY value, owner",
            Value.Of((long)side), Value.Of(kind), Value.Of(beginning + "/"), Value.Of(beginning + "0")).Select(row => row[0])];
    }

    /// <summary>Fetches the owners of these keys, which then are found without asking, until <see cref="ForgetAhead"/>.</summary>
    public void LookAhead(Side side, string kind, IEnumerable<string> values)
    {
        Flush();
        var cells = values.Select(Cell).Where(cell => !_ahead.ContainsKey((side, kind, cell))).Distinct(StringComparer.Ordinal).ToList();
        if (cells.Count == 0) return;
        foreach (var cell in cells) _ahead[(side, kind, cell)] = [];
        _listed.Each(
            [.. cells.Select(cell => Value.Of(cell))],
            (row, arena) => _ahead[(side, kind, row.Read(0, arena).ToString())].Add(row.Read(1, arena)),
            Value.Of((long)side), Value.Of(kind));
    }

    /// <summary>Forgets what was fetched ahead: another batch begins.</summary>
    public void ForgetAhead() => _ahead.Clear();

    /// <summary>Forgets one key of one row.</summary>
    public void Remove(Side side, string kind, string value, in Value owner)
    {
        Flush();
        _remove.Run(Value.Of((long)side), Value.Of(kind), Value.Of(Cell(value)), owner);
        var removed = owner;
        if (_ahead.TryGetValue((side, kind, Cell(value)), out var owners)) owners.RemoveAll(known => known == removed);
    }

    /// <summary>Forgets the keys of a row of the target. Keys of another entity may have the same number: only these kinds go.</summary>
    public void Forget(IEnumerable<string> kinds, in Value owner)
    {
        Flush();
        foreach (var kind in kinds)
        {
            _target.Run(
                "DELETE FROM storefold_natural_key WHERE side = ?1 AND kind = ?2 AND owner = ?3k", Value.Of((long)Side.Target), Value.Of(kind), owner);
        }

        var forgotten = owner;
        foreach (var owners in _ahead.Where(known => known.Key.Side == Side.Target && kinds.Contains(known.Key.Kind, StringComparer.Ordinal)))
            owners.Value.RemoveAll(known => known == forgotten);
    }

    /// <summary>Forgets all keys of a side, before they are collected anew.</summary>
    public void Clear(Side side)
    {
        Flush();
        _ahead.Clear();
        _target.Run("DELETE FROM storefold_natural_key WHERE side = ?1", Value.Of((long)side));
    }

    /// <summary>Sends what was added. Call it before the transaction ends.</summary>
    public void Flush()
    {
        _add.Flush();
        _new.Flush();
    }

    /// <summary>Forgets what was added and fetched, after a transaction was taken back.</summary>
    public void Discard()
    {
        _add.Discard();
        _new.Discard();
        _ahead.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var owned in new IDisposable[] { _add, _new, _find, _listed, _remove }) owned.Dispose();
    }

    /// <summary>What is longer than a key may be, or holds what not every database can, is known by its hash.</summary>
    private static string Cell(string value) => value.Length <= Longest && !value.Contains('\0')
        ? value
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
