using System.Text.Json;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>What a batch waits for: the refs of its aggregates and of their new rows.</summary>
/// <param name="Root">Row of the root.</param>
/// <param name="IsNew">Whether the root is new.</param>
/// <param name="Parts">New parts by ref.</param>
internal sealed record Expected(RowDef Root, bool IsNew, IReadOnlyDictionary<string, RowDef> Parts);

/// <summary>
/// What a platform answered to a batch: ids of the new rows, and refusals. Everything that was sent is answered, once and with ids of the
/// right kind, or the whole answer is refused and nothing is booked.
/// </summary>
internal sealed class BatchAnswer
{
    private BatchAnswer()
    {
    }

    /// <summary>Ids by ref.</summary>
    public Dictionary<Value, Value> Ids { get; } = [];

    /// <summary>Reasons by the ref of the aggregate; nothing of it was written.</summary>
    public Dictionary<Value, string> Refused { get; } = [];

    /// <summary>Reads an answer.</summary>
    /// <param name="body">JSON lines.</param>
    /// <param name="expected">What was sent, by ref.</param>
    /// <param name="pack">The platform's pack, which says what ids are.</param>
    /// <exception cref="StoreException">The answer is not one to this batch.</exception>
    public static BatchAnswer Read(byte[] body, IReadOnlyDictionary<string, Expected> expected, PackModel pack)
    {
        var answer = new BatchAnswer();
        var open = expected.Keys.ToHashSet(StringComparer.Ordinal);
        var given = new HashSet<(string Row, Value Id)>();
        try
        {
            for (var at = 0; at < body.Length;)
            {
                var length = body.AsSpan(at).IndexOf((byte)'\n');
                using var line = JsonDocument.Parse(body.AsMemory(at, length < 0 ? body.Length - at : length));
                at = length < 0 ? body.Length : at + length + 1;
                var name = line.RootElement.GetProperty("ref").GetString() ?? "";
                if (!open.Remove(name)) throw Fault("it names a row that was not sent, or one twice");
                answer.Add(line.RootElement, name, expected[name], pack, given);
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Fault("it is not the JSON that docs/http.md describes");
        }

        return open.Count == 0 ? answer : throw Fault($"{open.Count} of {expected.Count} rows are not answered");
    }

    private void Add(JsonElement line, string name, Expected sent, PackModel pack, HashSet<(string Row, Value Id)> given)
    {
        if (line.TryGetProperty("error", out var error))
        {
            Refused[Value.Of(name)] = error.GetString() ?? "refused";
            return;
        }

        if (sent.IsNew) Ids[Value.Of(name)] = Id(line.GetProperty("id"), sent.Root, pack, given);
        foreach (var (part, row) in sent.Parts)
        {
            if (!line.TryGetProperty("parts", out var parts) || !parts.TryGetProperty(part, out var id)) throw Fault($"it lacks the id of a new {row.Name}");
            Ids[Value.Of(part)] = Id(id, row, pack, given);
        }
    }

    private static Value Id(JsonElement element, RowDef row, PackModel pack, HashSet<(string Row, Value Id)> given)
    {
        var isInteger = pack.HasIntegerIds(row);
        Value id;
        if (isInteger && element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number)) id = Value.Of(number);
        else if (!isInteger && element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text) id = Value.Of(text);
        else throw Fault($"the id of a {row.Name} is no {(isInteger ? "integer" : "text")}");
        return given.Add((row.Name, id)) ? id : throw Fault($"it gives two rows of {row.Name} the same id");
    }

    private static StoreException Fault(string what) =>
        new($"The target's answer to a batch cannot be used: {what}. Nothing of it was booked; it is sent again under its key next time.") { IsSchema = true };
}
