using Storefold.Announcing;
using Storefold.Connectors;
using Storefold.Connectors.Sqlite;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Tests.Announcing;

/// <summary>An empty target, a plan with channels and a clock that stands still: everything that drafts need.</summary>
internal sealed class DraftLab : IDisposable
{
    private readonly TempFolder _folder = new();

    public DraftLab(params ChannelModel[] channels)
    {
        SqliteSession.Open(_folder.File("mi.db"), SqliteAccess.Create).Dispose();
        Plan = SomePlan.Of(_folder.File("mi.db")) with { Channels = channels.Length == 0 ? [SomePlan.Channel()] : channels };
    }

    public PlanModel Plan { get; set; }

    public SimulatedClock Clock { get; } = new(new DateTimeOffset(2024, 10, 21, 0, 0, 0, TimeSpan.Zero));

    public static Announcement Stop(string site = "uk") => new("purchases_stop", Milestone.PurchasesStop, site);

    public static Announcement Close(string site = "uk") => new("close", Milestone.Close, site);

    public void Dispose() => _folder.Dispose();

    public Announcer Announcer(IChannelPosters posters) => new(Plan, new Connections(), posters, Clock);

    public int Make(params Announcement[] announcements) =>
        Announcer(new RehearsalPoster()).MakeDrafts(announcements, (channel, one) => $"{one.UpdateId} of {one.Site} on {channel.Name}");

    /// <summary>Makes the drafts of announcements and approves them.</summary>
    public void MakeApproved(params Announcement[] announcements)
    {
        Make(announcements);
        foreach (var draft in Drafts()) Assert.Equal(DraftOutcome.Done, Decide(desk => desk.Approve(draft.Id, "Asha", null, Clock.GetUtcNow())).Outcome);
    }

    public DraftAnswer Decide(Func<DraftDesk, DraftAnswer> decide)
    {
        using var session = Open(SessionUse.Write);
        session.BeginWrite();
        var answer = decide(new DraftDesk(new DraftBook(session), Journal.Open(session, Plan.Retirement), Plan.Channels));
        session.Commit();
        return answer;
    }

    public IReadOnlyList<Draft> Drafts()
    {
        using var session = Open(SessionUse.Read);
        return new DraftBook(session).All();
    }

    /// <summary>A round on the hour of the next attempt.</summary>
    public async Task<PostingRound> RoundAsync(IChannelPosters posters)
    {
        if (Drafts().Where(draft => draft.State is DraftState.Approved).Select(draft => draft.Delivery.NextAttemptAt).Max() is { } due && due > Clock.GetUtcNow())
            Clock.MoveTo(due);
        return await Announcer(posters).PostDueAsync(TestContext.Current.CancellationToken);
    }

    private ISqlSession Open(SessionUse use) => new Connections().Open(Plan.Target.Connection, use);
}

/// <summary>Answers as it was told, and notes what it was asked.</summary>
internal sealed class ScriptedPoster(params IEnumerable<Func<PostResult>> answers) : IChannelPoster, IChannelPosters
{
    private readonly Queue<Func<PostResult>> _answers = new(answers);

    public List<(string Channel, string Text, string Key, CancellationToken Cancel)> Asked { get; } = [];

    public TimeSpan RemembersKeys => TimeSpan.FromHours(1);

    public IChannelPoster? For(ChannelModel channel) => this;

    public Task<PostResult> PostAsync(ChannelModel channel, string text, string idempotencyKey, CancellationToken cancel)
    {
        Asked.Add((channel.Name, text, idempotencyKey, cancel));
        return Task.FromResult(_answers.TryDequeue(out var answer) ? answer() : new PostResult.Posted("id-" + Asked.Count));
    }

    public static Func<PostResult> Busy(TimeSpan? after = null, bool mayStand = false) => () => new PostResult.Retry(after, "it is busy", mayStand);
}
