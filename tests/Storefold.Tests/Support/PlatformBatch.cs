using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Support;

/// <summary>
/// The writing half of the reference server: gives out ids, resolves refs, writes line by line, each for itself, and deletes at the end. Inside
/// the caller's transaction.
/// </summary>
internal sealed class PlatformBatch(SqliteSession session, PackModel pack, EntityDef def, Func<string, string?>? refuses)
{
    private readonly Dictionary<string, JsonNode> _ids = new(StringComparer.Ordinal);

    /// <summary>The answer; null when the batch is refused as a whole.</summary>
    public string? Take(string body)
    {
        foreach (var row in def.Rows.Where(IsWritten)) session.Execute(SqliteDialect.Instance.CreateStage(Stage(row), Columns(row)));
        var answers = new System.Text.StringBuilder();
        var deletes = new List<JsonObject>();
        foreach (var text in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = JsonNode.Parse(text)!.AsObject();
            if (line.ContainsKey("delete")) deletes.Add(line);
            else answers.Append(Answer(line, text).ToJsonString()).Append('\n');
        }

        try
        {
            foreach (var delete in deletes) Delete(delete);
        }
        catch (StoreException refused) when (refused.IsConstraint)
        {
            return null;
        }

        return answers.ToString();
    }

    private JsonObject Answer(JsonObject line, string text)
    {
        var name = line["ref"]!.GetValue<string>();
        if (refuses?.Invoke(text) is { } reason) return new JsonObject { ["ref"] = name, ["error"] = reason };
        session.Execute("SAVEPOINT line");
        try
        {
            var answer = Write(line, name);
            session.Execute("RELEASE line");
            return answer;
        }
        catch (StoreException refused) when (refused.IsConstraint)
        {
            session.Execute("ROLLBACK TO line; RELEASE line");
            return new JsonObject { ["ref"] = name, ["error"] = refused.Message };
        }
    }

    private JsonObject Write(JsonObject line, string name)
    {
        var given = new JsonObject();
        var isMerged = line["is_merged"]!.GetValue<bool>();
        var id = IdOf(line, def.Root);
        foreach (var (part, row, one) in Parts(line)) given[one["ref"]?.GetValue<string>() ?? part] = JsonNode.Parse(IdOf(one, row).ToJsonString());
        if (!isMerged) Insert(def.Root, line, id, null, 0);
        foreach (var (_, row, one) in Parts(line)) Insert(row, one, IdOf(one, row), id, one["ordinal"]!.GetValue<int>());
        foreach (var row in def.Rows.Where(IsWritten)) Run($"write/{row.Name}.sql");
        if (pack.Target!.Late.Contains(def.Name, StringComparer.Ordinal)) Run($"write/{def.Name}.late.sql");
        foreach (var row in def.Rows.Where(IsWritten)) session.Execute($"DELETE FROM temp.{Stage(row)}");
        return new JsonObject { ["ref"] = name, ["id"] = JsonNode.Parse(id.ToJsonString()), ["parts"] = given };
    }

    private IEnumerable<(string Part, RowDef Row, JsonObject One)> Parts(JsonObject line) =>
        from part in line["parts"]?.AsObject() ?? []
        from one in part.Value!.AsArray()
        select (part.Key, def.Parts[def.PartIndex(part.Key)], one!.AsObject());

    private JsonNode IdOf(JsonObject one, RowDef row)
    {
        if (one["id"] is { } known) return Resolve(known)!;
        var name = one["ref"]!.GetValue<string>();
        if (!_ids.TryGetValue(name, out var id)) _ids[name] = id = JsonValue.Create(NextId(row));
        return id;
    }

    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    private long NextId(RowDef row)
    {
        var table = pack.Entities[row.Entity].Tables[row.Name][0];
        if (!_last.TryGetValue(row.Name, out var last))
        {
            var sql = pack.Sql("sqlite", "allocate.sql")!
                .Replace("{table}", table.Table, StringComparison.Ordinal).Replace("{key}", table.Key, StringComparison.Ordinal);
            using var highest = session.Prepare(sql);
            highest.Step();
            last = highest.Read(0, new Arena()).AsInteger();
        }

        return _last[row.Name] = last + 1;
    }

    /// <summary>A value as it stands, or the id of the row of this batch that it names.</summary>
    private JsonNode? Resolve(JsonNode? value) => value is JsonObject named && named.Count == 1 && named["ref"] is { } name
        ? _ids.GetValueOrDefault(name.GetValue<string>()) ?? throw new StoreException("it refers to a row that was refused") { IsConstraint = true }
        : value;

    private void Insert(RowDef row, JsonObject one, JsonNode id, JsonNode? parent, int ordinal)
    {
        var columns = Columns(row);
        using var insert = session.Prepare(
            $"INSERT INTO temp.{Stage(row)} VALUES ({string.Join(", ", columns.Select((_, at) => "?" + (at + 1).ToString(CultureInfo.InvariantCulture)))})");
        insert.Bind(1, Cell(id));
        insert.Bind(2, Cell(parent));
        insert.Bind(3, Value.Of(ordinal));
        insert.Bind(4, Value.Of(one["is_new"]!.GetValue<bool>()));
        for (var at = 4; at < columns.Count; at++)
        {
            var value = one["fields"]![columns[at].Name];
            insert.Bind(at + 1, Cell(columns[at].Name.EndsWith("_id", StringComparison.Ordinal) ? Resolve(value) : value));
        }

        insert.Step();
    }

    private void Delete(JsonObject line)
    {
        var row = ShopModel.FindRow(line["delete"]!.GetValue<string>())!;
        session.Execute("DROP TABLE IF EXISTS temp.stage_delete; CREATE TEMP TABLE stage_delete(id)");
        foreach (var id in line["ids"]!.AsArray())
        {
            using var insert = session.Prepare("INSERT INTO temp.stage_delete VALUES (?1)");
            insert.Bind(1, Cell(id));
            insert.Step();
        }

        Run($"delete/{row.Name}.sql");
    }

    private void Run(string file) => session.Execute(pack.Sql("sqlite", file) ?? "");

    private bool IsWritten(RowDef row) => pack.Target!.Write.Contains(row.Name, StringComparer.Ordinal);

    private static string Stage(RowDef row) => "stage_" + row.Name.Replace('.', '_');

    private static IReadOnlyList<StageColumn> Columns(RowDef row) =>
    [
        new("id", StageType.Integer), new("parent_id", StageType.Integer), new("ordinal", StageType.Integer), new("is_new", StageType.Integer),
        .. row.Fields.Select(field => new StageColumn(field.IsReference ? field.Name + "_id" : field.Name, StageType.Text)),
    ];

    private static Value Cell(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => Value.Null,
        JsonValueKind.True => Value.Of(true),
        JsonValueKind.False => Value.Of(false),
        JsonValueKind.Number => value.AsValue().TryGetValue<long>(out var number) ? Value.Of(number) : Value.Of(value.ToJsonString()),
        JsonValueKind.String => Value.Of(value.GetValue<string>()),
        // JSON fields are nested in the body; their text is what the database keeps, unescaped.
        _ => Value.Of(value.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })),
    };
}
