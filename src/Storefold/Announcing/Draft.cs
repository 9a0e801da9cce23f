using Storefold.Planning;

namespace Storefold.Announcing;

/// <summary>Where a draft stands.</summary>
public enum DraftState
{
    /// <summary>Nobody has looked at it yet.</summary>
    Draft,

    /// <summary>A person let it go out; it is posted as soon as the channel takes it.</summary>
    Approved,

    /// <summary>It is never posted.</summary>
    Rejected,

    /// <summary>The channel has it.</summary>
    Posted,

    /// <summary>It could not be posted: a person has to look, and approves it again, changes it or rejects it.</summary>
    Waiting,
}

/// <summary>One update that the channels of a site are to carry.</summary>
/// <param name="UpdateId">Name of the update within its site; the same update has the same name in every run.</param>
/// <param name="Milestone">The milestone that it speaks of; null when it speaks of none.</param>
/// <param name="Site">The retiring site.</param>
public sealed record Announcement(string UpdateId, Milestone? Milestone, string Site);

/// <summary>One text for one channel, as the journal keeps it.</summary>
/// <param name="Id">Number that people name it by.</param>
/// <param name="Channel">Name of the channel in the plan.</param>
/// <param name="Announcement">What it announces.</param>
/// <param name="Locale">Language of the text.</param>
/// <param name="Text">What is posted, exactly.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Decision">Who decided about it last, or null.</param>
/// <param name="Delivery">What came of posting it.</param>
public sealed record Draft(
    long Id, string Channel, Announcement Announcement, string Locale, string Text, DraftState State, DraftDecision? Decision,
    DraftDelivery Delivery)
{
    /// <summary>True when only a person can bring it on: approve, change or reject it.</summary>
    public bool NeedsPerson => State is DraftState.Draft or DraftState.Waiting;
}

/// <summary>A decision about a draft.</summary>
/// <param name="By">Who decided; null for a draft that says the same as another one.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, where a reason was given.</param>
public sealed record DraftDecision(string? By, DateTimeOffset At, string? Reason);

/// <summary>What came of posting a draft.</summary>
/// <param name="Attempts">Attempts since it was approved.</param>
/// <param name="NextAttemptAt">Not to be tried before; null for at once.</param>
/// <param name="UnansweredSince">
/// First attempt whose outcome nobody knows: the process died or the answer never came, so the post may stand there. Null when
/// every attempt was answered.
/// </param>
/// <param name="LastError">What the channel said last, without secrets.</param>
/// <param name="RemoteId">The channel's own id of the post.</param>
/// <param name="PostedAt">When it was posted.</param>
public sealed record DraftDelivery(
    int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset? UnansweredSince, string? LastError, string? RemoteId,
    DateTimeOffset? PostedAt);
