using System.Security.Cryptography;
using System.Text;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Announcing;

/// <summary>
/// One attempt at one draft. Before the channel is asked, it is committed that it is being asked; after it, what it said. A
/// process that dies in between leaves a draft of unknown outcome, and the next attempt repeats it under the same key, as
/// long as the channel is known to recognise it. After that a person looks.
/// </summary>
internal sealed class Delivery(
    ISqlSession session, DraftBook book, Journal journal, TimeProvider time, PostingPolicy policy, string retirement)
{
    private const int LongestError = 300;

    /// <summary>Tries a draft, if its time has come.</summary>
    /// <returns>The draft as it is afterwards.</returns>
    public async Task<Draft> TryAsync(Draft draft, ChannelModel channel, IChannelPoster poster, CancellationToken cancel)
    {
        if (draft.Delivery.NextAttemptAt > time.GetUtcNow()) return draft;
        if (draft.Delivery.Attempts >= policy.Attempts)
            return GiveUp(draft, draft.Delivery.LastError ?? "every attempt was cut short before an answer came");
        if (draft.Delivery.UnansweredSince is { } since && time.GetUtcNow() - since >= poster.RemembersKeys)
            return GiveUp(draft, "an earlier attempt was never answered, and it is too late to repeat it safely: look whether the post stands there");
        if (Begin(draft) is not { } begun) return book.Find(draft.Id) ?? draft;
        return End(begun, draft.Delivery.UnansweredSince, await poster.PostAsync(channel, begun.Text, Key(begun), cancel));
    }

    /// <summary>Hands a draft to a person.</summary>
    public Draft GiveUp(Draft draft, string why) => Change(draft.Id, now =>
    {
        if (now.State is not DraftState.Approved) return now;
        journal.Log(time.GetUtcNow(), "draft_waiting", $"draft/{now.Id}", DraftBook.Word(now.State), Short(why));
        return now with { State = DraftState.Waiting, Delivery = now.Delivery with { NextAttemptAt = null, LastError = Short(why) } };
    });

    /// <summary>The same for every attempt at a draft, in every process; tells a stranger nothing.</summary>
    private string Key(Draft draft)
    {
        var subject = $"{retirement}\n{draft.Channel}\n{draft.Announcement.Site}\n{draft.Announcement.UpdateId}";
        return "storefold-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..32];
    }

    private Draft? Begin(Draft draft)
    {
        var (begun, now) = (false, time.GetUtcNow());
        var after = Change(draft.Id, found =>
        {
            // Another process may have tried it since this one looked.
            if (found.State is not DraftState.Approved || found.Delivery.Attempts != draft.Delivery.Attempts) return found;
            begun = true;
            var attempts = found.Delivery.Attempts + 1;
            return found with
            {
                Delivery = found.Delivery with
                {
                    Attempts = attempts, NextAttemptAt = now + policy.PauseAfter(attempts), UnansweredSince = found.Delivery.UnansweredSince ?? now,
                },
            };
        });
        return begun ? after : null;
    }

    private Draft End(Draft begun, DateTimeOffset? unansweredBefore, PostResult result) => result switch
    {
        PostResult.Posted posted => Posted(begun, posted),
        PostResult.Refused refused => GiveUp(Answered(begun, unansweredBefore), refused.Why),
        PostResult.Retry { MayStand: true } retry => Again(begun, retry),
        PostResult.Retry retry => Again(Answered(begun, unansweredBefore), retry),
        _ => begun,
    };

    // Whatever a person decided meanwhile: the post stands there.
    private Draft Posted(Draft begun, PostResult.Posted posted) => Change(begun.Id, found =>
    {
        var now = time.GetUtcNow();
        journal.Log(now, "draft_posted", $"draft/{found.Id}", DraftBook.Word(found.State), posted.RemoteId);
        return found with
        {
            State = DraftState.Posted, Text = begun.Text,
            Delivery = found.Delivery with
            {
                NextAttemptAt = null, UnansweredSince = null, LastError = null, RemoteId = Short(posted.RemoteId), PostedAt = now,
            },
        };
    });

    private Draft Answered(Draft begun, DateTimeOffset? unansweredBefore) =>
        Change(begun.Id, found => found with { Delivery = found.Delivery with { UnansweredSince = unansweredBefore } });

    private Draft Again(Draft draft, PostResult.Retry retry)
    {
        if (draft.Delivery.Attempts >= policy.Attempts) return GiveUp(draft, retry.Why);
        var asked = retry.After is { } after && after > policy.LongestAsked ? policy.LongestAsked : retry.After ?? TimeSpan.Zero;
        var pause = policy.PauseAfter(draft.Delivery.Attempts);
        return Change(draft.Id, found => found.State is not DraftState.Approved ? found : found with
        {
            Delivery = found.Delivery with { NextAttemptAt = time.GetUtcNow() + (asked > pause ? asked : pause), LastError = Short(retry.Why) },
        });
    }

    private Draft Change(long id, Func<Draft, Draft> change)
    {
        session.BeginWrite();
        try
        {
            var found = book.Find(id) ?? throw new InvalidOperationException($"Draft {id} is gone.");
            var after = change(found);
            book.Save(after);
            session.Commit();
            return after;
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    private static string Short(string text)
    {
        var line = string.Concat(text.Where(letter => !char.IsControl(letter)));
        return line.Length <= LongestError ? line : line[..LongestError];
    }
}
