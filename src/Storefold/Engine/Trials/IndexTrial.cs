using System.Globalization;
using System.Text.Json;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Trials;

/// <summary>
/// Asks the database how it would look up a range of keys. A file that reads the whole table for each batch is right on a test
/// shop and takes days on a real one. A root's file must not sort either: only its first rows are asked for.
/// </summary>
internal sealed class IndexTrial(ISqlSession session, TrialFindings findings)
{
    /// <summary>Whether an index serves the key; null where this database is not asked.</summary>
    public bool? Check(string file, RowDef row, bool integerKeys)
    {
        var isRoot = row.Part is null;
        var sql = KeyMarker.Replace(file, isRoot ? KeyRange.After : KeyRange.Between, session.Sql, integerKeys)
            .Replace("?1", integerKeys ? "1" : "'1'", StringComparison.Ordinal).Replace("?2", integerKeys ? "1000" : "'2'", StringComparison.Ordinal);
        if (isRoot) sql += "\nLIMIT 100";
        var (indexed, sorted) = session.Dialect switch
        {
            "sqlite" or "files" => Sqlite(sql),
            "postgres" => Postgres(sql),
            "mariadb" => MariaDb(sql, isRoot),
            _ => ((bool?)null, false),
        };
        if (indexed is false)
        {
            findings.Error($"read/{row.Name}.sql", "pack.no_index", $"No index serves the key {KeyMarker.Find(file)}: each batch would read everything.",
                "key on an indexed column as it stands, outside every function");
        }
        else if (sorted && isRoot)
        {
            findings.Error($"read/{row.Name}.sql", "pack.sorts", "The database sorts everything behind a key before it returns the first rows.",
                "ORDER BY the key in the marker and nothing else");
        }

        return indexed;
    }

    private (bool? Indexed, bool Sorted) Sqlite(string sql)
    {
        // id, parent, unused, detail; what has no parent is the query itself, the rest its subqueries.
        var plan = session.Rows("EXPLAIN QUERY PLAN " + sql).ConvertAll(row => (Parent: row[1].AsInteger(), Detail: row[^1].ToString()));
        var searched = plan.Exists(line => line.Detail.StartsWith("SEARCH ", StringComparison.Ordinal) && line.Detail.Contains(">?", StringComparison.Ordinal));
        return (searched, plan.Exists(line => line.Parent == 0 && line.Detail is "USE TEMP B-TREE FOR ORDER BY"));
    }

    /// <summary>Small tables are scanned whatever indexes they have, so scanning is made dear.</summary>
    private (bool? Indexed, bool Sorted) Postgres(string sql)
    {
        session.Execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off");
        var plan = string.Concat(session.Rows("EXPLAIN (FORMAT JSON) " + sql).Select(row => row[0].ToString()));
        session.Execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_sort = on");
        var ranged = plan.Split("\"Index Cond\":", StringSplitOptions.None).Skip(1).Any(cond => cond.Split('\n')[0].Contains(" > ", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(plan);
        return (ranged, Sorts(json.RootElement[0].GetProperty("Plan")));
    }

    /// <summary>Whether the query itself sorts; what its subqueries do for a row is small.</summary>
    private static bool Sorts(JsonElement node)
    {
        if (node.GetProperty("Node Type").ValueEquals("Sort")) return true;
        return node.TryGetProperty("Plans", out var below) && below.EnumerateArray()
            .Any(child => child.GetProperty("Parent Relationship").ValueEquals("Outer") && Sorts(child));
    }

    /// <summary>A small table is scanned whatever indexes it has; there it is enough that an index could serve.</summary>
    private (bool? Indexed, bool Sorted) MariaDb(string sql, bool isRoot)
    {
        const long Small = 1000;
        using var statement = session.Prepare("EXPLAIN " + sql);
        var names = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToList();
        var (type, possible, key, rows, extra) =
            (names.IndexOf("type"), names.IndexOf("possible_keys"), names.IndexOf("key"), names.IndexOf("rows"), names.IndexOf("Extra"));
        var plan = statement.Rows();

        // An empty table needs no plan: "Impossible WHERE", "no matching row in const table".
        if (plan.TrueForAll(row => row[key].IsNull && row[type].IsNull)) return (null, false);
        bool Serves(Value[] row) => row[type].ToString() switch
        {
            "range" => true,
            "index" when isRoot => !row[possible].IsNull,
            "index" or "ALL" => !row[possible].IsNull
                && long.TryParse(row[rows].ToString(), CultureInfo.InvariantCulture, out var examined) && examined < Small,
            _ => false,
        };
        var sorted = plan[0][extra].ToString().Contains("filesort", StringComparison.Ordinal);
        return (plan.Exists(Serves), sorted && !plan.Exists(row => row[type].ToString() is "ALL"));
    }
}
