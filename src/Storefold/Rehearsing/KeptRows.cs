using System.Security.Cryptography;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Rehearsing;

/// <summary>
/// Every row of a kept site as the database holds it, one digest per row: read by the pack's <c>rehearse/kept.sql</c>, past the
/// pack's read files, which undo what Storefold itself writes and so could not see it. Two of these are compared.
/// </summary>
internal sealed class KeptRows
{
    private const string Script = "kept";
    private const int DigestBytes = 16;

    private readonly SortedDictionary<string, List<UInt128>> _tables = new(StringComparer.Ordinal);

    /// <summary>Rows read.</summary>
    public long Count => _tables.Values.Sum(rows => (long)rows.Count);

    /// <summary>Tables that hold any of them.</summary>
    public int Tables => _tables.Count;

    /// <summary>Reads the rows of some channels; null where the pack has no such script.</summary>
    public static KeptRows? Read(ISqlSession session, TrafficScripts scripts, IEnumerable<string> channels)
    {
        var statements = scripts.Statements(session.Dialect, Script);
        if (statements.Count == 0) return null;
        var found = new KeptRows();
        foreach (var channel in channels)
        {
            foreach (var sql in statements) found.ReadTable(session, sql, channel);
        }

        return found;
    }

    /// <summary>Tables in which the two differ, each with how many rows one has and the other has not.</summary>
    public IReadOnlyList<(string Table, int Rows)> Differences(KeptRows other)
    {
        List<(string, int)> differences = [];
        foreach (var table in _tables.Keys.Union(other._tables.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var here = _tables.GetValueOrDefault(table) ?? [];
            var there = other._tables.GetValueOrDefault(table) ?? [];
            if (here.SequenceEqual(there)) continue;
            var common = here.Intersect(there).Count();
            differences.Add((table, Math.Max(1, Math.Max(here.Count, there.Count) - common)));
        }

        return differences;
    }

    private void ReadTable(ISqlSession session, string sql, string channel)
    {
        using var statement = session.Prepare(sql);
        TrafficScripts.Bind(statement, sql, [Value.Of(channel), Value.Null, Value.Null]);
        while (statement.Step())
        {
            var arena = new Arena();
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var column = 1; column < statement.ColumnCount; column++)
            {
                var cell = statement.Read(column, arena);
                var bytes = cell.Kind is ValueKind.Text or ValueKind.Bytes
                    ? cell.Utf8
                    : System.Text.Encoding.UTF8.GetBytes(cell.ToString()).AsSpan();
                digest.AppendData([(byte)cell.Kind, .. BitConverter.GetBytes(bytes.Length)]);
                digest.AppendData(bytes);
            }

            var table = statement.Read(0, arena).ToString();
            if (!_tables.TryGetValue(table, out var rows)) _tables[table] = rows = [];
            rows.Add(BitConverter.ToUInt128(digest.GetHashAndReset().AsSpan(0, DigestBytes)));
        }
    }
}
