using System.Text.Json;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>One aggregate of a batch as it was sent.</summary>
internal sealed class PostedLine(EntityDef def, JsonElement line)
{
    /// <summary>Its name in the batch.</summary>
    public string Ref { get; } = line.GetProperty("ref").GetString() ?? "";

    /// <summary>Number of its source.</summary>
    public int Source { get; } = line.GetProperty("source").GetInt32();

    /// <summary>Its key there.</summary>
    public Value SourceKey { get; } = Cell(line.GetProperty("source_key"));

    private bool IsNew { get; } = line.GetProperty("is_new").GetBoolean();

    /// <summary>What its answer has to hold.</summary>
    public Expected Expected => new(
        def.Root, IsNew, NewRows.Where(row => row.Row.Part is not null).ToDictionary(part => part.Ref.ToString(), part => part.Row, StringComparer.Ordinal));

    /// <summary>The rows that the target did not have, by ref.</summary>
    public IEnumerable<(RowDef Row, Value Ref)> NewRows
    {
        get
        {
            if (IsNew) yield return (def.Root, Value.Of(Ref));
            foreach (var row in def.Parts)
            {
                foreach (var one in Rows(row).Where(one => one.GetProperty("is_new").GetBoolean()))
                    yield return (row, Value.Of(one.GetProperty("ref").GetString()));
            }
        }
    }

    /// <summary>
    /// What stands on the target since, if nobody edited it. Null where the line does not tell: amounts in parts of a merged aggregate may be in
    /// a currency that only its root names.
    /// </summary>
    public PostedAggregate? Left(BatchAnswer answer, TargetSide side)
    {
        string? currency = null;
        Value[]? root = null;
        if (line.TryGetProperty("fields", out var sent))
        {
            root = Fields(def.Root, sent, ref currency, answer, side);
            if (root is null) return null;
        }

        var parts = new List<(Value Id, Value[] Fields)>[def.Parts.Count];
        for (var part = 0; part < parts.Length; part++)
        {
            parts[part] = [];
            foreach (var one in Rows(def.Parts[part]))
            {
                var own = currency;
                if (Fields(def.Parts[part], one.GetProperty("fields"), ref own, answer, side) is not { } fields) return null;
                parts[part].Add((IdOf(one, answer), fields));
            }
        }

        var print = side.Shape(def).FingerprintOf(root, parts);
        return new PostedAggregate(IdOf(line, answer), print, [.. parts.Select(rows => (IReadOnlySet<Value>)rows.Select(row => row.Id).ToHashSet())]);
    }

    private IEnumerable<JsonElement> Rows(RowDef part) =>
        line.TryGetProperty("parts", out var parts) && parts.TryGetProperty(part.Part ?? part.Name, out var rows) ? rows.EnumerateArray() : [];

    private static Value[]? Fields(RowDef row, JsonElement sent, ref string? currency, BatchAnswer answer, TargetSide side)
    {
        var arena = new Arena();
        var values = new Value[row.Fields.Count];
        if (row.CurrencyOrdinal >= 0) currency = sent.GetProperty(row.Fields[row.CurrencyOrdinal].Name).GetString() ?? currency;
        foreach (var field in row.Fields)
        {
            if (field.IsReference) values[field.Ordinal] = Key(sent.GetProperty(field.Name + "_id"), answer);
            else if (side.Codec.Decode(field, Cell(sent.GetProperty(field.Name)), currency, integerKeys: false, arena, out values[field.Ordinal]) is not null)
                return null;
        }

        return values;
    }

    private static Value IdOf(JsonElement row, BatchAnswer answer) =>
        row.TryGetProperty("id", out var id) ? Key(id, answer) : answer.Ids[Value.Of(row.GetProperty("ref").GetString())];

    /// <summary>An id as it was sent, or the one that the target gave to the row of this batch that is named there.</summary>
    private static Value Key(JsonElement key, BatchAnswer answer) =>
        key.ValueKind == JsonValueKind.Object ? answer.Ids.GetValueOrDefault(Value.Of(key.GetProperty("ref").GetString())) : Cell(key);

    private static Value Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.True or JsonValueKind.False => Value.Of(cell.GetBoolean()),
        JsonValueKind.Number => Value.Of(cell.GetInt64()),
        JsonValueKind.String => Value.Of(cell.GetString()),
        _ => Value.Of(cell.GetRawText()),
    };
}
