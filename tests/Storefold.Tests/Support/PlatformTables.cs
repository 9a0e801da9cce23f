using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Tests.Support;

/// <summary>The reading half of the reference server: tables as they are, page by page.</summary>
internal static class PlatformTables
{
    public static string Describe(SqliteSession session, PackModel pack)
    {
        var tables = new JsonArray();
        foreach (var (name, columns) in session.Tables().Where(table => !table.Key.StartsWith("storefold_", StringComparison.Ordinal)))
        {
            tables.Add(new JsonObject
            {
                ["name"] = name,
                ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)column)]),
                ["keys"] = new JsonArray([.. columns.Where(column => column is "id" || column.EndsWith("_id", StringComparison.Ordinal)).Select(column => (JsonNode)column)]),
                ["by"] = new JsonArray([.. pack.Entities.Keys.Where(entity => ColumnOf(pack, entity, name, columns) is not null).Select(entity => (JsonNode)entity)]),
            });
        }

        return new JsonObject { ["protocol"] = "storefold/1", ["tables"] = tables }.ToJsonString();
    }

    public static (int Status, string Text, int Rows, string? Next) Page(SqliteSession session, PackModel pack, string table, HttpRequest request)
    {
        if (!session.Tables().TryGetValue(table, out var columns)) return (404, "", -1, null);
        var limit = Math.Min(int.Parse(request.Query["limit"].FirstOrDefault() ?? "100", CultureInfo.InvariantCulture), 200);
        var after = request.Query["after"].FirstOrDefault() ?? "-9223372036854775808";
        var filter = "";
        foreach (var entity in pack.Entities.Keys.Where(request.Query.ContainsKey))
        {
            if (ColumnOf(pack, entity, table, columns) is not { } column) return (400, "", -1, null);
            filter = $" AND {column} IN ({string.Join(", ", request.Query[entity].Select(key => long.TryParse(key, out _) ? key : $"'{key}'"))})";
        }

        using var rows = session.Prepare(HasRowId(session, table)
            ? $"SELECT rowid, * FROM \"{table}\" WHERE rowid > {after}{filter} ORDER BY rowid LIMIT {limit}"
            : $"SELECT * FROM (SELECT row_number() OVER (ORDER BY 1, 2) AS cursor, * FROM \"{table}\") WHERE cursor > {after}{filter} ORDER BY cursor LIMIT {limit}");
        var (text, count, last, arena) = (new StringBuilder(), 0, "", new Arena());
        while (rows.Step())
        {
            last = rows.Read(0, arena).ToString();
            text.Append(Line(columns, [.. Enumerable.Range(1, columns.Count).Select(column => rows.Read(column, arena))])).Append('\n');
            count++;
        }

        var query = string.Concat(request.Query.Where(pair => pair.Key is not "after").SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={value}&")));
        return (200, text.ToString(), count, count < limit ? null : $"{request.Path}?{query}after={last}");
    }

    private static bool HasRowId(SqliteSession session, string table)
    {
        try
        {
            session.Prepare($"SELECT rowid FROM \"{table}\"").Dispose();
            return true;
        }
        catch (Storefold.Packs.Sql.StoreException)
        {
            return false; // WITHOUT ROWID
        }
    }

    private static string Line(IReadOnlyList<string> columns, Value[] cells)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var column = 0; column < cells.Length; column++)
            {
                writer.WritePropertyName(columns[column]);
                if (cells[column].IsNull) writer.WriteNullValue();
                else if (cells[column].Kind is ValueKind.Integer or ValueKind.Real) writer.WriteRawValue(cells[column].ToString());
                else writer.WriteStringValue(cells[column].Utf8);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The column by which rows of a table belong to an aggregate; null where it takes a join, which this server does not offer.</summary>
    private static string? ColumnOf(PackModel pack, string entity, string table, IReadOnlyList<string> columns) =>
        pack.Entities[entity].Tables.TryGetValue(entity, out var root) && root.Any(one => string.Equals(one.Table, table, StringComparison.Ordinal)) ? "id"
        : pack.Entities[entity].Tables.Values.Any(parts => parts.Any(one => string.Equals(one.Table, table, StringComparison.Ordinal)))
            && columns.Contains(entity + "_id", StringComparer.Ordinal) ? entity + "_id" : null;
}
