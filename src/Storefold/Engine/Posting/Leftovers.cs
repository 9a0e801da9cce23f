using System.Text.Json;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>
/// Batches that an earlier process handed to the target and could not book: it died, or lost the line, with the journal's transaction open.
/// Each is sent again under its key and with the same bytes, so the target does it now or says again what it did. The ids go into the
/// ID map, and nothing else: the run visits these aggregates as it does all others and finds that they exist. What it expects of them is left
/// open, so it writes them once more, whatever the source has become meanwhile, and notes everything that belongs to that.
/// </summary>
internal sealed class Leftovers(FoldContext context, IBatchTarget target, Run run)
{
    /// <summary>Settles all of them.</summary>
    /// <exception cref="GuardException">It is a dry run, which sends nothing and so cannot know what became of them.</exception>
    public void Settle(IPausePoints pause)
    {
        foreach (var batch in target.LeftOver())
        {
            if (!target.Sends)
            {
                throw new GuardException(
                    "An earlier transfer stopped while the target had a batch of it: a dry run cannot know what became of that.",
                    "run the transfer; it goes on where it stopped");
            }

            if (batch.IsBooked) target.Forget(batch);
            else Settle(batch);
            pause.Reached("batch.settled");
        }
    }

    private void Settle(OpenBatch batch)
    {
        var def = ShopModel.Find(batch.Entity) ?? throw new StoreException($"The outbox holds a batch of '{batch.Entity}', which is no entity.") { IsSchema = true };
        var lines = Lines(batch.Body);
        context.Session.BeginWrite();
        try
        {
            var answer = BatchAnswer.Read(
                target.PostAgain(batch), lines.ToDictionary(line => line.Ref, line => line.Expected(def), StringComparer.Ordinal), context.Target.Pack);
            foreach (var line in lines.Where(line => !answer.Refused.ContainsKey(Value.Of(line.Ref)))) Adopt(def, line, answer);
            context.Flush();
            context.Session.Commit();
        }
        catch (StoreException refused) when (refused.IsConstraint)
        {
            // Refused as a whole: nothing was done, and the batch is forgotten already.
            context.Session.Rollback();
            context.Discard();
        }
        catch
        {
            context.Session.Rollback();
            context.Discard();
            throw;
        }
    }

    private void Adopt(EntityDef def, PostedLine line, BatchAnswer answer)
    {
        var known = context.Map.Find(def, line.Source, line.SourceKey);
        var id = line.IdIn(answer);
        if (known is { TargetKey.IsNull: false } && known.TargetKey != id) Leave(def, line, known);
        var movedAs = line.IsMerged ? Fate.Merged : Fate.Created;
        context.Map.Save(def, line.Source, (known ?? new MapEntry { SourceKey = line.SourceKey, Fate = movedAs }) with
        {
            TargetKey = id,
            Fate = movedAs,
            MovedAs = movedAs,
            SourceFp = Value.Null,
            ExpectedFp = Value.Null,
            Version = run.Id,
            Tombstone = false,
            Late = context.Target.Rules.Late.Contains(def.Name, StringComparer.Ordinal) ? Late.Written : Late.No,
        });
        foreach (var (row, identity, name) in line.NewParts(def))
            context.Map.SavePart(IdMap.RowNumber(row), line.Source, line.SourceKey, identity, answer.Ids[Value.Of(name)]);
    }

    /// <summary>It has left the row that it had: what <see cref="Departures.Leave"/> would have noted.</summary>
    private void Leave(EntityDef def, PostedLine line, MapEntry known)
    {
        context.Session.AddNew(
            "storefold_removal", "entity, [target_key], remove_root, source, [source_key], remove_parts",
            Value.Of(def.Number), known.TargetKey, Value.Of(known.MovedAs == Fate.Created), Value.Of(line.Source), line.SourceKey, Value.Of(false));
        if (def == ShopModel.Customer && known.MovedAs == Fate.Merged) AheadPass.Note(context, known.TargetKey);
    }

    private static List<PostedLine> Lines(byte[] body)
    {
        var lines = new List<PostedLine>();
        foreach (var range in body.AsSpan().Split((byte)'\n'))
        {
            if (body[range].Length == 0) continue;
            var line = JsonDocument.Parse(body[range]).RootElement;
            if (!line.TryGetProperty("delete", out _)) lines.Add(new PostedLine(line));
        }

        return lines;
    }
}

/// <summary>One aggregate of a batch as it was sent.</summary>
internal sealed class PostedLine(JsonElement line)
{
    /// <summary>Its name in the batch.</summary>
    public string Ref { get; } = line.GetProperty("ref").GetString() ?? "";

    /// <summary>Number of its source.</summary>
    public int Source { get; } = line.GetProperty("source").GetInt32();

    /// <summary>Its key there.</summary>
    public Value SourceKey { get; } = KeyOf(line.GetProperty("source_key"));

    /// <summary>True when it joined a row of the target.</summary>
    public bool IsMerged { get; } = line.GetProperty("is_merged").GetBoolean();

    private bool IsNew { get; } = line.GetProperty("is_new").GetBoolean();

    /// <summary>What its answer has to hold.</summary>
    public Expected Expected(EntityDef def) =>
        new(def.Root, IsNew, NewParts(def).ToDictionary(part => part.Ref, part => part.Row, StringComparer.Ordinal));

    /// <summary>Its id: given in the answer, to it or to the aggregate of the same batch that it joined, or known when it was sent.</summary>
    public Value IdIn(BatchAnswer answer)
    {
        if (IsNew) return answer.Ids[Value.Of(Ref)];
        var id = line.GetProperty("id");
        return id.ValueKind == JsonValueKind.Object ? answer.Ids[Value.Of(id.GetProperty("ref").GetString())] : KeyOf(id);
    }

    /// <summary>The parts that the target did not have.</summary>
    public IEnumerable<(RowDef Row, Value Identity, string Ref)> NewParts(EntityDef def)
    {
        if (!line.TryGetProperty("parts", out var parts)) yield break;
        foreach (var part in parts.EnumerateObject())
        {
            var row = def.Parts[def.PartIndex(part.Name)];
            foreach (var one in part.Value.EnumerateArray().Where(one => one.GetProperty("is_new").GetBoolean()))
                yield return (row, KeyOf(one.GetProperty("source_key")), one.GetProperty("ref").GetString() ?? "");
        }
    }

    private static Value KeyOf(JsonElement key) => key.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.Number => Value.Of(key.GetInt64()),
        _ => Value.Of(key.GetString()),
    };
}
