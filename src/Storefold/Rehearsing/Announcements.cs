using NodaTime;
using Storefold.Announcing;
using Storefold.Journaling;
using Storefold.Notices;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>
/// Makes the drafts of what has been announced, approves them in a person's stead, and hands them to the poster that posts
/// nothing.
/// </summary>
internal sealed class Announcements(RehearsalSetup setup, NoticeDesk desk, TimeProvider clock)
{
    private readonly RehearsalPoster _poster = new();
    private readonly List<RehearsedPost> _posts = [];

    /// <summary>Who approves in a rehearsal.</summary>
    public const string Approver = "the rehearsal";

    /// <summary>What would have been posted, in order.</summary>
    public IReadOnlyList<RehearsedPost> Posts => _posts;

    /// <summary>How many drafts were approved in a person's stead.</summary>
    public int Approved { get; private set; }

    public async Task RunAsync(IEnumerable<SiteStanding> standings, CancellationToken cancel)
    {
        if (setup.Plan.Channels.Count == 0) return;
        var announcer = new Announcer(setup.Plan, setup.Connections, _poster, clock);
        new PublicUpdates(setup.Plan, desk, announcer).MakeDrafts(standings);
        Approve();
        await announcer.PostDueAsync(cancel);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        _posts.AddRange(_poster.Posts.Skip(_posts.Count).Select(post => new RehearsedPost(now, post.Channel, post.Text)));
    }

    private void Approve() => TargetJournal.Write(setup.Connections, setup.Plan, (session, journal) =>
    {
        var book = new DraftBook(session);
        var people = new DraftDesk(book, journal, setup.Plan.Channels);
        foreach (var draft in book.All().Where(draft => draft.State is DraftState.Draft))
        {
            if (people.Approve(draft.Id, Approver, null, clock.GetUtcNow()).Outcome == DraftOutcome.Done) Approved++;
        }
    });
}
