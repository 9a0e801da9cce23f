using System.Text;
using System.Text.Json;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>A model row as JSON, for quarantine: what was read, by field name.</summary>
internal static class RowText
{
    public static string Json(RowDef def, Aggregate aggregate, in Value key)
    {
        var identity = key;
        var row = def.Part is null ? aggregate.Root : aggregate.Part(def.Part).Find(part => part.Key == identity) ?? aggregate.Root;
        var fields = ReferenceEquals(row, aggregate.Root) ? aggregate.Def.Root : def;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("key", aggregate.Key.ToString());
            foreach (var field in fields.Fields)
            {
                if (!row.Fields[field.Ordinal].IsNull) writer.WriteString(field.Name, row.Fields[field.Ordinal].ToString());
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
