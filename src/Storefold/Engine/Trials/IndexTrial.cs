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
/// <remarks>
/// The question is whether an index can serve, not what is cheapest in a shop as small as this one. So the range is as narrow as keys
/// are, which makes their index the best way that there is.
/// </remarks>
internal sealed class IndexTrial(ISqlSession session, PackModel pack, TrialFindings findings)
{
    /// <summary>Fewer rows are sorted in no time, with each batch too.</summary>
    private const long ManyRows = 1000;

    /// <summary>Whether an index serves the key; null where this database is not asked.</summary>
    /// <param name="row">A row that the pack reads.</param>
    /// <param name="file">Its read file.</param>
    /// <param name="integerKeys">Whether the root's keys are integers.</param>
    /// <param name="last">The last two keys that were read; fewer where there are none.</param>
    /// <param name="rows">How many rows the file returned.</param>
    public bool? Check(RowDef row, string file, bool integerKeys, IReadOnlyList<Value> last, long rows)
    {
        var isRoot = row.Part is null;
        var range = isRoot ? KeyRange.After : KeyRange.Between;
        string[] keys = last.Count < 2 ? [integerKeys ? "(1)" : "'1'", integerKeys ? "(2)" : "'2'"] : [.. last.Select(Literal)];
        string Ask(string sql)
        {
            var asked = KeyMarker.Replace(sql, range, session.Sql, integerKeys);
            if (isRoot) asked = LimitMarker.Limit(asked, "100");
            return asked.Replace("?1", keys[isRoot ? 1 : 0], StringComparison.Ordinal).Replace("?2", keys[1], StringComparison.Ordinal);
        }

        var unbounded = isRoot ? LimitMarker.Limit(KeyMarker.Ignore(file), "100") : KeyMarker.Ignore(file);
        var (indexed, sorted) = Plan(Ask(file), unbounded, LimitMarker.IsIn(file));
        if (indexed is false && InAnyOrder(file) is { } other && Plan(Ask(other), unbounded, LimitMarker.IsIn(file)).Indexed is true)
        {
            findings.Warning($"read/{row.Name}.sql", "pack.index_order",
                $"The database orders texts otherwise than by their bytes, so its index does not serve the key {KeyMarker.Find(file)}: "
                + "each batch reads everything.",
                "a large shop moves sooner with an index on the column with COLLATE \"C\", which may go again afterwards");
        }
        else if (indexed is false)
        {
            Find(row, "pack.no_index", $"No index serves the key {KeyMarker.Find(file)}: each batch would read everything.",
                "key on an indexed column as it stands, outside every function");
        }
        else if (sorted && isRoot)
        {
            Find(row, "pack.sorts", "The database sorts everything behind a key before it returns the first rows.",
                "ORDER BY the key in the marker and nothing else; behind ORDER BY in a WITH goes /*limit*/", rows < ManyRows);
        }

        return indexed;
    }

    /// <summary>What the pack knows of and says why it is no matter is none.</summary>
    private void Find(RowDef row, string code, string message, string hint, bool isSmall = false)
    {
        var file = $"read/{row.Name}.sql";
        if (pack.ReadsWhole.TryGetValue(row.Name, out var why)) findings.Warning(file, code, message, "the pack says why: " + why);
        else if (isSmall) findings.Warning(file, code, message, hint);
        else findings.Error(file, code, message, hint);
    }

    /// <summary>The file in the database's own order of texts; null where it asks for no other.</summary>
    private string? InAnyOrder(string file)
    {
        const string Bytes = " COLLATE \"C\"";
        return session.Dialect is "postgres" && file.Contains(Bytes, StringComparison.Ordinal) ? file.Replace(Bytes, "", StringComparison.Ordinal) : null;
    }

    private (bool? Indexed, bool Sorted) Plan(string sql, string unbounded, bool bounds) => session.Dialect switch
    {
        "sqlite" or "files" => Sqlite(sql, bounds),
        "postgres" => Postgres(sql, bounds),
        "mariadb" => MariaDb(sql, unbounded, bounds),
        _ => (null, false),
    };

    private (bool? Indexed, bool Sorted) Sqlite(string sql, bool bounds)
    {
        // id, parent, unused, detail; what has no parent is the query itself, the rest its subqueries.
        var plan = session.Rows("EXPLAIN QUERY PLAN " + sql)
            .ConvertAll(row => (Id: row[0].AsInteger(), Parent: row[1].AsInteger(), Detail: row[^1].ToString()));
        var searched = plan.Exists(line => line.Detail.StartsWith("SEARCH ", StringComparison.Ordinal)
            && (line.Detail.Contains(">?", StringComparison.Ordinal) || line.Detail.Contains("<?", StringComparison.Ordinal)));
        HashSet<long> own = bounds
            ? [.. plan.Where(line => line.Parent == 0 && (line.Detail.StartsWith("MATERIALIZE ", StringComparison.Ordinal)
                || line.Detail.StartsWith("CO-ROUTINE ", StringComparison.Ordinal))).Select(line => line.Id)]
            : [0];
        return (searched, plan.Exists(line => own.Contains(line.Parent) && line.Detail is "USE TEMP B-TREE FOR ORDER BY"));
    }

    /// <summary>Small tables are scanned whatever indexes they have, so scanning is made dear.</summary>
    private (bool? Indexed, bool Sorted) Postgres(string sql, bool bounds)
    {
        session.Execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off");
        var plan = string.Concat(session.Rows("EXPLAIN (FORMAT JSON) " + sql).Select(row => row[0].ToString()));
        session.Execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_sort = on");
        var ranged = plan.Split("\"Index Cond\":", StringSplitOptions.None).Skip(1).Select(cond => cond.Split('\n')[0])
            .Any(cond => cond.Contains(" > ", StringComparison.Ordinal) || cond.Contains(" < ", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(plan);
        var query = json.RootElement[0].GetProperty("Plan");
        return (ranged, bounds ? Below(query, "InitPlan").Any(Sorts) : Sorts(query));
    }

    /// <summary>Whether the query itself sorts; what its subqueries do for a row is small.</summary>
    private static bool Sorts(JsonElement node) => node.GetProperty("Node Type").ValueEquals("Sort") || Below(node, "Outer").Any(Sorts);

    private static IEnumerable<JsonElement> Below(JsonElement node, string relation) => node.TryGetProperty("Plans", out var below)
        ? below.EnumerateArray().SelectMany(child => child.GetProperty("Parent Relationship").ValueEquals(relation)
            ? [child]
            : relation is "InitPlan" ? Below(child, relation) : [])
        : [];

    /// <summary>
    /// A small table is scanned whatever indexes it has. So it is asked what the condition on the key adds to what could be used without
    /// it: a range of an index, or an index that might serve.
    /// </summary>
    private (bool? Indexed, bool Sorted) MariaDb(string sql, string unbounded, bool bounds)
    {
        var plan = Explain(sql);
        // An empty table needs no plan: "Impossible WHERE", "no matching row in const table".
        if (plan.TrueForAll(step => step.Type.Length == 0)) return (null, false);
        var before = Explain(unbounded);
        bool Adds(Step step) => step.Possible.Count > 0 && !before.Exists(other => other.IsOf(step) && step.Possible.IsSubsetOf(other.Possible)
            && (step.Type is not "range" || (other.Type is "range" && string.Equals(other.Key, step.Key, StringComparison.Ordinal))));
        var sorted = plan.Where((step, at) => bounds ? Adds(step) : at == 0).Any(step => step.Extra.Contains("filesort", StringComparison.Ordinal));
        return (plan.Exists(Adds), sorted);
    }

    private List<Step> Explain(string sql)
    {
        using var statement = session.Prepare("EXPLAIN " + sql);
        var names = Enumerable.Range(0, statement.ColumnCount).Select(statement.ColumnName).ToList();
        return [.. statement.Rows().Select(row =>
        {
            string Cell(string name) => names.IndexOf(name) is var at and >= 0 && !row[at].IsNull ? row[at].ToString() : "";
            return new Step(
                Cell("select_type"), Cell("table"), Cell("type"), [.. Cell("possible_keys").Split(',', StringSplitOptions.RemoveEmptyEntries)],
                Cell("key"), Cell("Extra"));
        })];
    }

    private string Literal(Value key)
    {
        if (key.Kind == ValueKind.Integer) return string.Create(CultureInfo.InvariantCulture, $"({key.AsInteger()})");
        var text = key.ToString().Replace("'", "''", StringComparison.Ordinal);
        return "'" + (session.Dialect is "mariadb" ? text.Replace("\\", "\\\\", StringComparison.Ordinal) : text) + "'";
    }

    private sealed record Step(string Kind, string Table, string Type, HashSet<string> Possible, string Key, string Extra)
    {
        public bool IsOf(Step other) =>
            string.Equals(Table, other.Table, StringComparison.Ordinal) && string.Equals(Kind, other.Kind, StringComparison.Ordinal);
    }
}
