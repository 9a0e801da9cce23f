using System.Text.Json;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>
/// Batches that an earlier process handed to the target and could not book: it died, or lost the line, with the journal's transaction open.
/// The target says what it did, or that it never did it and never will. Where it did, only ids and fingerprints are kept
/// (<see cref="PostedRows"/>, <see cref="PostedAggregates"/>): the run visits these aggregates again and decides everything anew, as their decisions,
/// aliases and points went with the transaction. Where it makes a row that is there already, it changes that one, whatever the source has become
/// meanwhile, unless somebody edited it there.
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
        var lines = Lines(def, batch.Body);
        context.Session.BeginWrite();
        try
        {
            if (target.Withdraw(batch) is not { } body)
            {
                context.Session.Rollback();
                return;
            }

            var answer = BatchAnswer.Read(
                body, lines.ToDictionary(line => line.Ref, line => line.Expected, StringComparer.Ordinal), context.Target.Pack);
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
        foreach (var (row, name) in line.NewRows) PostedRows.Add(context.Session, name, row, answer.Ids[name]);
        var left = line.Left(answer, context.Target);
        if (left is not null) PostedAggregates.Add(context.Session, Value.Of(line.Ref), left);
        // It is no longer what was last written, and that is nobody's edit.
        if (context.Map.Find(def, line.Source, line.SourceKey) is { } known)
            context.Map.Save(def, line.Source, known with { ExpectedFp = left?.Print ?? Value.Null, Version = run.Id });
    }

    private static List<PostedLine> Lines(EntityDef def, byte[] body)
    {
        var lines = new List<PostedLine>();
        foreach (var range in body.AsSpan().Split((byte)'\n'))
        {
            if (body[range].Length == 0) continue;
            var line = JsonDocument.Parse(body[range]).RootElement;
            if (!line.TryGetProperty("delete", out _)) lines.Add(new PostedLine(def, line));
        }

        return lines;
    }
}
