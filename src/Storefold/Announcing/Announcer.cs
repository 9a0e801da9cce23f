using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Announcing;

/// <summary>How often and how long a post is tried.</summary>
/// <param name="Attempts">Attempts before a person has to look.</param>
/// <param name="First">Pause after the first attempt; it doubles with each further one.</param>
/// <param name="Longest">No pause of ours is longer.</param>
/// <param name="LongestAsked">No pause that a channel asks for is kept longer.</param>
public sealed record PostingPolicy(int Attempts, TimeSpan First, TimeSpan Longest, TimeSpan LongestAsked)
{
    /// <summary>Six attempts within 31 minutes: inside the hour for which Mastodon remembers a key.</summary>
    public static readonly PostingPolicy Default =
        new(6, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(30), TimeSpan.FromHours(24));

    /// <summary>The pause after the nth attempt, counted from 1.</summary>
    public TimeSpan PauseAfter(int attempt)
    {
        var pause = First;
        for (var doubled = 1; doubled < attempt && pause < Longest; doubled++) pause += pause;
        return pause < Longest ? pause : Longest;
    }
}

/// <summary>What one round of posting did.</summary>
/// <param name="Posted">Drafts that a channel took.</param>
/// <param name="Retried">Drafts that are tried again later.</param>
/// <param name="Waiting">Drafts that a person has to look at now.</param>
/// <param name="NextAt">When the next attempt is due; null when nothing is under way.</param>
public sealed record PostingRound(int Posted, int Retried, int Waiting, DateTimeOffset? NextAt);

/// <summary>
/// Makes drafts of what was announced and posts what a person approved. Both may be called as often as one likes, by one
/// process at a time: what is done stays done. A rehearsal hands it the <see cref="RehearsalPoster"/>.
/// </summary>
public sealed class Announcer(
    PlanModel plan, IConnections connections, IChannelPosters posters, TimeProvider time, PostingPolicy? policy = null)
{
    /// <summary>Makes the drafts that are missing; see <see cref="DraftBook.Add"/>.</summary>
    /// <returns>How many were made.</returns>
    public int MakeDrafts(IReadOnlyList<Announcement> announcements, Func<ChannelModel, Announcement, string> text)
    {
        if (plan.Channels.Count == 0) return 0;
        return TargetJournal.Write(
            connections, plan, (session, _) => new DraftBook(session).Add(plan.Channels, announcements, text, time.GetUtcNow()));
    }

    /// <summary>
    /// Posts the approved drafts that are due, channel by channel in the order in which they were made: a later one never
    /// overtakes an earlier one that is still being tried.
    /// </summary>
    public async Task<PostingRound> PostDueAsync(CancellationToken cancel)
    {
        using var session = connections.Open(plan.Target.Connection, SessionUse.Write);
        if (Journal.Peek(session, plan.Retirement) is not { } journal || !DraftBook.Exists(session)) return new PostingRound(0, 0, 0, null);
        var book = new DraftBook(session);
        var delivery = new Delivery(session, book, journal, time, policy ?? PostingPolicy.Default, plan.Retirement);
        var round = new PostingRound(0, 0, 0, null);
        var approved = book.All().Where(draft => draft.State is DraftState.Approved);
        foreach (var queue in approved.GroupBy(draft => draft.Channel, StringComparer.Ordinal))
        {
            var channel = plan.Channels.FirstOrDefault(one => string.Equals(one.Name, queue.Key, StringComparison.Ordinal));
            round = await PostAsync(queue, channel, delivery, round, cancel);
        }

        return round;
    }

    private async Task<PostingRound> PostAsync(
        IEnumerable<Draft> queue, ChannelModel? channel, Delivery delivery, PostingRound round, CancellationToken cancel)
    {
        var poster = channel is null ? null : posters.For(channel);
        foreach (var draft in queue)
        {
            var after = channel is null || poster is null
                ? delivery.GiveUp(draft, $"the plan has no channel named {draft.Channel} that can be posted to")
                : await delivery.TryAsync(draft, channel, poster, cancel);
            switch (after.State)
            {
                case DraftState.Posted:
                    round = round with { Posted = round.Posted + 1 };
                    break;
                case DraftState.Waiting:
                    round = round with { Waiting = round.Waiting + 1 };
                    break;
                case DraftState.Approved:
                    var tried = after.Delivery.Attempts > draft.Delivery.Attempts ? 1 : 0;
                    var next = after.Delivery.NextAttemptAt;
                    return round with { Retried = round.Retried + tried, NextAt = round.NextAt is { } at && at < next ? at : next };
            }
        }

        return round;
    }
}
