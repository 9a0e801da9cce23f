using NodaTime;
using Storefold.Announcing;
using Storefold.Retiring;

namespace Storefold.Cli.Running;

/// <summary>After each round: drafts of what is new, and posts of what a person approved.</summary>
internal sealed class PostingChore(PublicUpdates updates, Announcer announcer, RunReport report)
{
    /// <summary>Does it.</summary>
    /// <returns>When an attempt is due again; null when nothing is under way.</returns>
    public async Task<Instant?> RunAsync(RetirementState state, CancellationToken cancel)
    {
        var made = updates.MakeDrafts(state.Sites);
        var round = await announcer.PostDueAsync(cancel);
        report.Announced(made, round);
        return round.NextAt is { } next ? Instant.FromDateTimeOffset(next) : null;
    }
}
