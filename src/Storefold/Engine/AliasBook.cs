using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>Numbers and codes that had to change in the target, so that the old one still finds its owner.</summary>
public sealed class AliasBook(ISqlSession target) : IDisposable
{
    private readonly Dictionary<(string Kind, int Source, Value Key), List<(string Old, string? New)>> _ahead = [];

    private readonly ListedQuery _listed = new(
        target, "[source_key], old, new", "storefold_alias", "kind = ?1 AND source = ?2", "source_key", native: true);

    private readonly ISqlStatement _find = target.PrepareJournal(
        "SELECT new FROM storefold_alias WHERE kind = ?1 AND source = ?2 AND source_key = ?3k AND old = ?4");

    /// <summary>What it is called in the target, or null when it kept its name.</summary>
    public string? Find(string kind, int source, in Value key, string old)
    {
        old = JournalText.Visible(old);
        if (_ahead.TryGetValue((kind, source, key), out var known))
            return known.Find(alias => string.Equals(alias.Old, old, StringComparison.Ordinal)).New;
        var rows = _find.Rows(Value.Of(kind), Value.Of(source), key, Value.Of(old));
        return rows.Count == 0 ? null : rows[0][0].AsText();
    }

    /// <summary>Notes a new name.</summary>
    public void Add(string kind, int source, in Value key, string old, string renamed, string reason)
    {
        old = JournalText.Visible(old);
        if (_ahead.TryGetValue((kind, source, key), out var known)) known.Add((old, renamed));
        target.Run(
            "INSERT INTO storefold_alias(kind, old, new, source, source_key, reason) VALUES (?1, ?2, ?3, ?4, ?5k, ?6)",
            Value.Of(kind), Value.Of(old), Value.Of(renamed), Value.Of(source), key, Value.Of(reason));
    }

    /// <summary>Fetches the names of these rows, which then are found without asking, until <see cref="ForgetAhead"/>.</summary>
    public void LookAhead(string kind, int source, IReadOnlyList<Value> keys)
    {
        foreach (var key in keys) _ahead[(kind, source, key)] = [];
        _listed.Each(
            keys, (row, arena) => _ahead[(kind, source, row.Read(0, arena))].Add((row.Read(1, arena).ToString(), row.Read(2, arena).AsText())),
            Value.Of(kind), Value.Of(source));
    }

    /// <summary>Forgets what was fetched ahead.</summary>
    public void ForgetAhead() => _ahead.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _listed.Dispose();
    }
}
