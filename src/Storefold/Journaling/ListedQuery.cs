using System.Text.Json;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>
/// A query of the journal over a list of keys, asked for many keys at a time: as one parameter where the database can take a list
/// apart, else with a parameter for each.
/// </summary>
internal sealed class ListedQuery : IDisposable
{
    private const int Chunk = 64, ListChunk = 4096;

    private readonly ISqlStatement _statement;
    private readonly SqlDialect _dialect;
    private readonly int _fixed;
    private readonly bool _native;
    private readonly bool _inOne;

    /// <summary>The query.</summary>
    /// <param name="session">The target.</param>
    /// <param name="select">The columns, native keys in brackets.</param>
    /// <param name="table">A table of the journal.</param>
    /// <param name="where">The conditions with the fixed parameters, joined by AND.</param>
    /// <param name="key">The column that is to be in the list.</param>
    /// <param name="native">True when it is one of native keys.</param>
    /// <param name="orderBy">The order of the result, where there is one to keep.</param>
    public ListedQuery(ISqlSession session, string select, string table, string where, string key, bool native, string? orderBy = null)
    {
        (_dialect, _fixed, _native) = (session.Sql, where.Count(letter => letter == '?'), native);
        var order = orderBy is null ? "" : " ORDER BY " + orderBy;
        var parameters = Enumerable.Range(_fixed + 1, Chunk).Select(number => native ? $"?{number}k" : $"?{number}");
        var list = _dialect.ListOf(_fixed + 1, native);
        _inOne = list is not null;

        // Key by key, by OFFSET 0: without statistics, as tables are that have just been made, PostgreSQL believes that the fixed
        // conditions leave one row, and compares every row of the entity with the whole list.
        _statement = session.PrepareJournal(_inOne
            ? $"SELECT {select} FROM ({list}) AS listed CROSS JOIN LATERAL (SELECT * FROM {table} WHERE {where} AND {key} = listed.k OFFSET 0) AS found{order}"
            : $"SELECT {select} FROM {table} WHERE {where} AND {key} IN ({string.Join(", ", parameters)}){order}");
    }

    /// <summary>
    /// Calls <paramref name="see"/> with each row that is found, once however often its key is listed; text and bytes are in an
    /// arena of its own.
    /// </summary>
    public void Each(IReadOnlyList<Value> listed, Action<ISqlStatement, Arena> see, params ReadOnlySpan<Value> parameters)
    {
        Value[] keys = [.. listed.Distinct()];
        var chunk = _inOne ? ListChunk : Chunk;
        for (var at = 0; at < keys.Length; at += chunk)
        {
            _statement.BindAll(parameters);
            if (_inOne) _statement.Bind(_fixed + 1, ListCell(keys.AsSpan(at, Math.Min(chunk, keys.Length - at))));
            else BindEach(keys.AsSpan(at, Math.Min(Chunk, keys.Length - at)));
            var arena = new Arena();
            while (_statement.Step()) see(_statement, arena);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    /// <summary>A parameter for each; the last key fills the list up.</summary>
    private void BindEach(ReadOnlySpan<Value> keys)
    {
        for (var slot = 0; slot < Chunk; slot++) _statement.Bind(_fixed + slot + 1, keys[Math.Min(slot, keys.Length - 1)]);
    }

    /// <summary>A JSON array of texts: keys as the hexadecimal digits of their cells.</summary>
    private Value ListCell(ReadOnlySpan<Value> keys)
    {
        var buffer = new MemoryStream(keys.Length * 24);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var key in keys)
            {
                if (_native) json.WriteStringValue(Convert.ToHexString(_dialect.KeyCell(key).Utf8));
                // A text with a zero byte stands in no such table, and no list can hold it.
                else if (!key.Utf8.Contains((byte)0)) json.WriteStringValue(key.Utf8);
            }

            json.WriteEndArray();
        }

        return Value.OfText(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
