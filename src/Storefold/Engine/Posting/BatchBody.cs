using System.Buffers;
using System.Text.Json;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>
/// Writes a batch as JSON lines, docs/http.md: one aggregate a line, then deletions. Values are those that the platform keeps (as in the
/// staging tables of packs); decimals are strings, so that no reader takes them for floating point. A row that the platform does not have
/// yet has a <c>ref</c> in place of an id, and rows of the same batch refer to it by that.
/// </summary>
internal sealed class BatchBody(EntityDef def, ValueCodec codec)
{
    private readonly ArrayBufferWriter<byte> _body = new(1 << 16);
    private readonly Arena _arena = new();

    /// <summary>Adds an aggregate.</summary>
    /// <param name="projected">It, with its ids or refs.</param>
    /// <param name="source">Number of its source.</param>
    /// <param name="news">Refs of all new rows of the batch.</param>
    public void Add(Projected projected, int source, IReadOnlySet<Value> news)
    {
        using (var writer = new Utf8JsonWriter(_body))
        {
            writer.WriteStartObject();
            writer.WriteString("ref", TargetIds.Reference(def.Root, source, projected.Source.Key, Value.Null).Utf8);
            writer.WriteNumber("source", source);
            Key(writer, "source_key", projected.Source.Key, news);
            writer.WriteBoolean("is_new", projected.Root.IsNew);
            writer.WriteBoolean("is_merged", projected.IsMerged);
            if (!projected.Root.IsNew) Key(writer, "id", projected.Root.Id, news);
            if (!projected.IsMerged) Fields(writer, def.Root, projected.Root, projected.Currency, news);
            Parts(writer, projected, news);
            writer.WriteEndObject();
        }

        _body.Write("\n"u8);
    }

    /// <summary>Adds the deletion of rows.</summary>
    public void Delete(string row, IEnumerable<Value> ids)
    {
        using (var writer = new Utf8JsonWriter(_body))
        {
            writer.WriteStartObject();
            writer.WriteString("delete", row);
            writer.WriteStartArray("ids");
            foreach (var id in ids) Write(writer, id);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        _body.Write("\n"u8);
    }

    /// <summary>The batch.</summary>
    public byte[] ToArray() => _body.WrittenSpan.ToArray();

    private void Parts(Utf8JsonWriter writer, Projected projected, IReadOnlySet<Value> news)
    {
        writer.WriteStartObject("parts");
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            if (projected.Parts[part].Count == 0) continue;
            var row = def.Parts[part];
            writer.WriteStartArray(row.Part ?? row.Name);
            for (var ordinal = 0; ordinal < projected.Parts[part].Count; ordinal++)
            {
                var one = projected.Parts[part][ordinal];
                writer.WriteStartObject();
                Key(writer, "source_key", one.Identity, news);
                writer.WriteBoolean("is_new", one.IsNew);
                Id(writer, one, news);
                writer.WriteNumber("ordinal", ordinal);
                Fields(writer, row, one, Projection.CurrencyOf(row, one.Fields, projected.Currency), news);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Id(Utf8JsonWriter writer, ProjectedRow row, IReadOnlySet<Value> news)
    {
        if (row.IsNew) writer.WriteString("ref", row.Id.Utf8);
        else Key(writer, "id", row.Id, news);
    }

    private void Fields(Utf8JsonWriter writer, RowDef row, ProjectedRow one, string? currency, IReadOnlySet<Value> news)
    {
        writer.WriteStartObject("fields");
        foreach (var field in row.Fields)
        {
            var value = one.Fields[field.Ordinal];
            if (field.IsReference) Key(writer, field.Name + "_id", value, news);
            else if (codec.Encode(field, value, currency, _arena, out var cell) is { } refusal)
                throw new InvalidOperationException($"{row.Name}.{field.Name} was staged though it does not fit: {refusal}.");
            else Field(writer, field, cell);
        }

        writer.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter writer, FieldDef field, in Value cell)
    {
        writer.WritePropertyName(field.Name);
        if (cell.IsNull) writer.WriteNullValue();
        else if (field.Type == FieldType.Boolean) writer.WriteBooleanValue(cell.IsTrue);
        else if (field.Type == FieldType.Decimal) writer.WriteStringValue(cell.ToString());
        else if (field.Type == FieldType.Json) writer.WriteRawValue(cell.Utf8);
        else Write(writer, cell);
    }

    private static void Key(Utf8JsonWriter writer, string name, in Value key, IReadOnlySet<Value> news)
    {
        writer.WritePropertyName(name);
        if (!news.Contains(key))
        {
            Write(writer, key);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("ref", key.Utf8);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            case ValueKind.Integer:
                writer.WriteNumberValue(value.AsInteger());
                break;
            case ValueKind.Text:
                writer.WriteStringValue(value.Utf8);
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }
}
