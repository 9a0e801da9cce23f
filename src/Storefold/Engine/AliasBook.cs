using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>Numbers and codes that had to change in the target, so that the old one still finds its owner.</summary>
public sealed class AliasBook(ISqlSession target) : IDisposable
{
    private readonly ISqlStatement _find = target.Prepare(
        "SELECT new FROM storefold_alias WHERE kind = ?1 AND source = ?2 AND source_key = ?3 AND old = ?4");

    /// <summary>What it is called in the target, or null when it kept its name.</summary>
    public string? Find(string kind, int source, in Value key, string old)
    {
        var rows = _find.Rows(Value.Of(kind), Value.Of(source), key, Value.Of(old));
        return rows.Count == 0 ? null : rows[0][0].AsText();
    }

    /// <summary>Notes a new name.</summary>
    public void Add(string kind, int source, in Value key, string old, string renamed, string reason) => target.Run(
        "INSERT INTO storefold_alias(kind, old, new, source, source_key, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        Value.Of(kind), Value.Of(old), Value.Of(renamed), Value.Of(source), key, Value.Of(reason));

    /// <inheritdoc/>
    public void Dispose() => _find.Dispose();
}
