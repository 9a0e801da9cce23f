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
/// computed by Storefold's own rules, never by a database's collation; that is why they stand in a table of ours.
/// </summary>
public sealed class NaturalKeys : IDisposable
{
    private readonly ISqlSession _target;
    private readonly ISqlStatement _add;
    private readonly ISqlStatement _find;
    private readonly ISqlStatement _remove;

    /// <summary>The index in the target's journal.</summary>
    public NaturalKeys(ISqlSession target)
    {
        _target = target;
        _add = target.Prepare("INSERT OR IGNORE INTO storefold_natural_key(side, kind, value, owner) VALUES (?1, ?2, ?3, ?4)");
        _find = target.Prepare("SELECT owner FROM storefold_natural_key WHERE side = ?1 AND kind = ?2 AND value = ?3 ORDER BY owner");
        _remove = target.Prepare("DELETE FROM storefold_natural_key WHERE side = ?1 AND kind = ?2 AND value = ?3 AND owner = ?4");
    }

    /// <summary>Notes that a row has this key.</summary>
    public void Add(Side side, string kind, string value, in Value owner) =>
        _add.Run(Value.Of((long)side), Value.Of(kind), Value.Of(value), owner);

    /// <summary>The rows that have this key.</summary>
    public List<Value> Owners(Side side, string kind, string value)
    {
        _find.BindAll(Value.Of((long)side), Value.Of(kind), Value.Of(value));
        var arena = new Arena();
        var owners = new List<Value>();
        while (_find.Step()) owners.Add(_find.Read(0, arena));
        return owners;
    }

    /// <summary>Forgets one key of one row.</summary>
    public void Remove(Side side, string kind, string value, in Value owner) =>
        _remove.Run(Value.Of((long)side), Value.Of(kind), Value.Of(value), owner);

    /// <summary>Forgets all keys of a side, before they are collected anew.</summary>
    public void Clear(Side side) =>
        _target.Run("DELETE FROM storefold_natural_key WHERE side = ?1", Value.Of((long)side));

    /// <inheritdoc/>
    public void Dispose()
    {
        _add.Dispose();
        _find.Dispose();
        _remove.Dispose();
    }
}
