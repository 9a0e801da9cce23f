using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>A query of the journal over a list of keys, asked for many keys at a time.</summary>
internal sealed class ListedQuery : IDisposable
{
    private const int Chunk = 64;

    private readonly ISqlStatement _statement;
    private readonly int _fixed;

    /// <summary>The query.</summary>
    /// <param name="session">The target.</param>
    /// <param name="sql">Its text; <c>{list}</c> stands for the list, whose parameters come behind the fixed ones.</param>
    /// <param name="fixedParameters">Number of the fixed parameters.</param>
    /// <param name="native">True when the list is one of native keys.</param>
    public ListedQuery(ISqlSession session, string sql, int fixedParameters, bool native)
    {
        _fixed = fixedParameters;
        var list = string.Join(", ", Enumerable.Range(fixedParameters + 1, Chunk).Select(number => native ? $"?{number}k" : $"?{number}"));
        _statement = session.PrepareJournal(sql.Replace("{list}", list, StringComparison.Ordinal));
    }

    /// <summary>Calls <paramref name="see"/> with each row that is found; text and bytes are in an arena of its own.</summary>
    public void Each(IReadOnlyList<Value> keys, Action<ISqlStatement, Arena> see, params ReadOnlySpan<Value> parameters)
    {
        for (var at = 0; at < keys.Count; at += Chunk)
        {
            _statement.BindAll(parameters);
            // The last key fills the list up.
            for (var slot = 0; slot < Chunk; slot++) _statement.Bind(_fixed + slot + 1, keys[Math.Min(at + slot, keys.Count - 1)]);
            var arena = new Arena();
            while (_statement.Step()) see(_statement, arena);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();
}
