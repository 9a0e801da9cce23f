using System.Text.Json;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>
/// Batches that an earlier process handed to the target and could not book: it died, or lost the line, with the journal's transaction open.
/// The target says what it did, or that it never did it and never will. Where it did, only the ids
/// are kept (<see cref="PostedRows"/>): the run visits these aggregates again and decides everything anew, as their decisions, aliases and points
/// went with the transaction. Where it makes a row that is there already, it changes that one, whatever the source has become meanwhile.
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
        var def = ShopModel.Find(batch.Entity)
            ?? throw new StoreException($"The outbox holds a batch of '{batch.Entity}', which is no entity.") { IsSchema = true };
        var lines = Lines(batch.Body);
        context.Session.BeginWrite();
        try
        {
            if (target.Withdraw(batch) is not { } body)
            {
                context.Session.Rollback();
                return;
            }

            var answer = BatchAnswer.Read(
                body, lines.ToDictionary(line => line.Ref, line => line.Expected(def), StringComparer.Ordinal), context.Target.Pack);
            foreach (var line in lines.Where(line => !answer.Refused.ContainsKey(Value.Of(line.Ref)))) Adopt(def, line, answer);
            context.Flush();
            context.Session.Commit();
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
        foreach (var (row, name) in line.NewRows(def)) PostedRows.Add(context.Session, name, row, answer.Ids[name]);
        // It is no longer what was last written, and that is nobody's edit.
        if (context.Map.Find(def, line.Source, line.SourceKey) is { } known)
            context.Map.Save(def, line.Source, known with { ExpectedFp = Value.Null, Version = run.Id });
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

    private bool IsNew { get; } = line.GetProperty("is_new").GetBoolean();

    /// <summary>What its answer has to hold.</summary>
    public Expected Expected(EntityDef def) => new(
        def.Root, IsNew,
        NewRows(def).Where(row => row.Row.Part is not null).ToDictionary(part => part.Ref.ToString(), part => part.Row, StringComparer.Ordinal));

    /// <summary>The rows that the target did not have, by ref.</summary>
    public IEnumerable<(RowDef Row, Value Ref)> NewRows(EntityDef def)
    {
        if (IsNew) yield return (def.Root, Value.Of(Ref));
        if (!line.TryGetProperty("parts", out var parts)) yield break;
        foreach (var part in parts.EnumerateObject())
        {
            var row = def.Parts[def.PartIndex(part.Name)];
            foreach (var one in part.Value.EnumerateArray().Where(one => one.GetProperty("is_new").GetBoolean()))
                yield return (row, Value.Of(one.GetProperty("ref").GetString()));
        }
    }

    private static Value KeyOf(JsonElement key) => key.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.Number => Value.Of(key.GetInt64()),
        _ => Value.Of(key.GetString()),
    };
}
