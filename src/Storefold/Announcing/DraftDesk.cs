using Storefold.Journaling;
using Storefold.Planning;

namespace Storefold.Announcing;

/// <summary>What a decision about a draft came to.</summary>
public enum DraftOutcome
{
    /// <summary>Done and noted.</summary>
    Done,

    /// <summary>The draft is no longer in a state for it.</summary>
    TooLate,

    /// <summary>The request itself is wrong.</summary>
    Wrong,
}

/// <summary>The answer to a decision.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Hint">What to do, or what follows; null where there is nothing to add.</param>
public sealed record DraftAnswer(DraftOutcome Outcome, string Text, string? Hint = null);

/// <summary>Where people decide about drafts. Each call is made inside one write transaction on the target.</summary>
/// <param name="book">The drafts.</param>
/// <param name="journal">Where decisions go on record.</param>
/// <param name="channels">Channels of the plan.</param>
public sealed class DraftDesk(DraftBook book, Journal journal, IReadOnlyList<ChannelModel> channels)
{
    /// <summary>Lets a draft go out. A waiting one is tried anew, a rejected one after all.</summary>
    /// <param name="id">Number of the draft.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="text">Other words; null to leave them.</param>
    /// <param name="now">When.</param>
    public DraftAnswer Approve(long id, string by, string? text, DateTimeOffset now)
    {
        if (book.Find(id) is not { } draft) return Unknown(id);
        if (draft.State is DraftState.Posted) return new DraftAnswer(DraftOutcome.TooLate, $"draft {id} is posted already");
        if (draft.State is DraftState.Approved)
            return new DraftAnswer(DraftOutcome.TooLate, $"draft {id} is approved already", "to change it, reject it first, unless it is posted by then");
        var words = text?.Trim() ?? draft.Text;
        if (Complaint(draft, words) is { } complaint) return complaint;
        Note(draft with { Text = words }, DraftState.Approved, new DraftDecision(by, now, null), now);
        return new DraftAnswer(DraftOutcome.Done, $"Draft {id} is approved.", "storefold run posts it");
    }

    /// <summary>Keeps a draft from going out.</summary>
    /// <param name="id">Number of the draft.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">When.</param>
    public DraftAnswer Reject(long id, string by, string? reason, DateTimeOffset now)
    {
        if (book.Find(id) is not { } draft) return Unknown(id);
        if (string.IsNullOrWhiteSpace(reason)) return new DraftAnswer(DraftOutcome.Wrong, "a rejection needs a reason", "--reason \"too early\"");
        if (draft.State is DraftState.Posted)
            return new DraftAnswer(DraftOutcome.TooLate, $"draft {id} is posted already", $"delete it on {draft.Channel} itself");
        Note(draft, DraftState.Rejected, new DraftDecision(by, now, reason.Trim()), now);
        return draft.Delivery.UnansweredSince is null
            ? new DraftAnswer(DraftOutcome.Done, $"Draft {id} is rejected.")
            : new DraftAnswer(DraftOutcome.Done, $"Draft {id} is rejected.", $"an earlier attempt may have reached {draft.Channel}: look there");
    }

    private DraftAnswer? Complaint(Draft draft, string words)
    {
        if (channels.FirstOrDefault(one => string.Equals(one.Name, draft.Channel, StringComparison.Ordinal)) is not { } channel)
            return new DraftAnswer(DraftOutcome.Wrong, $"the plan has no channel named {draft.Channel} any more", "put it back, or reject the draft");
        if (words.Length == 0) return new DraftAnswer(DraftOutcome.Wrong, "there is no text");
        if (words.Any(letter => char.IsControl(letter) && letter is not '\n'))
            return new DraftAnswer(DraftOutcome.Wrong, "the text holds control characters", "save it as plain text in UTF-8 with Unix line ends");
        var length = PostLength.Of(channel, words);
        return length <= channel.Limit
            ? null
            : new DraftAnswer(
                DraftOutcome.Wrong, $"the text has {length} characters, {channel.Name} takes {channel.Limit}", "shorten it: --text FILE");
    }

    private void Note(Draft draft, DraftState state, DraftDecision decision, DateTimeOffset now)
    {
        // A person who lets it go out again has looked at the channel: the count and the doubt begin anew.
        var delivery = state is DraftState.Approved ? new DraftDelivery(0, null, null, null, null, null) : draft.Delivery;
        book.Save(draft with { State = state, Decision = decision, Delivery = delivery });
        journal.Log(now, "draft_" + DraftBook.Word(state), $"draft/{draft.Id}", DraftBook.Word(draft.State), decision.By);
    }

    private static DraftAnswer Unknown(long id) =>
        new(DraftOutcome.Wrong, $"there is no draft {id}", "storefold decide PLAN drafts lists them");
}
