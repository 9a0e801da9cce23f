using Storefold.Announcing;
using Storefold.Connectors.Http;
using Storefold.Planning;

namespace Storefold.Tests.Announcing;

public sealed class A_post_goes_out_once : IDisposable
{
    private readonly DraftLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_process_that_dies_after_the_channel_took_it_does_not_post_it_again()
    {
        await using var server = new FakeMastodon();
        using var posters = new ChannelPosters(_lab.Clock);
        _lab.Plan = _lab.Plan with { Channels = [SomePlan.Channel(url: server.Url, token: FakeMastodon.Token)] };
        _lab.MakeApproved(DraftLab.Stop());

        await Assert.ThrowsAsync<DiedException>(() => _lab.RoundAsync(new DyingPosters(posters)));
        Assert.Single(server.Statuses);
        Assert.Equal(DraftState.Approved, _lab.Drafts()[0].State);

        Assert.Equal(1, (await _lab.RoundAsync(posters)).Posted);
        Assert.Single(server.Statuses);
        Assert.Equal(server.Statuses.Keys.Single().ToString(), _lab.Drafts()[0].Delivery.RemoteId);
        Assert.Equal(2, server.Server.Asked.Count);
        Assert.Single(server.Server.Asked.Select(ask => ask.Headers["idempotency-key"]).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_may_stand_there_is_not_repeated_once_the_channel_has_forgotten_the_key()
    {
        _lab.MakeApproved(DraftLab.Stop());
        var poster = new ScriptedPoster(ScriptedPoster.Busy(mayStand: true));
        await _lab.RoundAsync(poster);
        _lab.Clock.MoveTo(_lab.Clock.GetUtcNow().AddHours(1)); // the process was down for an hour

        Assert.Equal(1, (await _lab.RoundAsync(poster)).Waiting);
        Assert.Single(poster.Asked);
        var waiting = _lab.Drafts()[0];
        Assert.Equal(DraftState.Waiting, waiting.State);
        Assert.Contains("too late to repeat it safely", waiting.Delivery.LastError);

        // A person looked, and it does not stand there.
        _lab.Decide(desk => desk.Approve(1, "Asha", null, _lab.Clock.GetUtcNow()));
        Assert.Equal(1, (await _lab.RoundAsync(poster)).Posted);
    }

    [Fact]
    public async Task A_clear_no_can_be_repeated_at_any_time()
    {
        _lab.MakeApproved(DraftLab.Stop());
        var poster = new ScriptedPoster(ScriptedPoster.Busy());
        await _lab.RoundAsync(poster);
        _lab.Clock.MoveTo(_lab.Clock.GetUtcNow().AddDays(3));
        Assert.Equal(1, (await _lab.RoundAsync(poster)).Posted);
    }

    [Fact]
    public async Task Pauses_double_and_the_sixth_attempt_is_the_last()
    {
        _lab.MakeApproved(DraftLab.Stop());
        var poster = new ScriptedPoster(Enumerable.Repeat(ScriptedPoster.Busy(), 9));
        List<double> pauses = [];
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var round = await _lab.RoundAsync(poster);
            Assert.Equal((1, attempt), (round.Retried, _lab.Drafts()[0].Delivery.Attempts));
            pauses.Add((round.NextAt!.Value - _lab.Clock.GetUtcNow()).TotalMinutes);
            Assert.Equal(0, (await _lab.Announcer(poster).PostDueAsync(TestContext.Current.CancellationToken)).Retried); // not before its time
        }

        Assert.Equal([1, 2, 4, 8, 16], pauses);
        Assert.Equal(new PostingRound(0, 0, 1, null), await _lab.RoundAsync(poster));
        Assert.Equal((DraftState.Waiting, "it is busy"), (_lab.Drafts()[0].State, _lab.Drafts()[0].Delivery.LastError));
        Assert.Equal(new PostingRound(0, 0, 0, null), await _lab.RoundAsync(poster));
        Assert.Equal(6, poster.Asked.Count);
    }

    [Fact]
    public async Task A_channel_that_asks_for_a_longer_pause_gets_it()
    {
        _lab.MakeApproved(DraftLab.Stop());
        var poster = new ScriptedPoster(ScriptedPoster.Busy(TimeSpan.FromMinutes(5)), ScriptedPoster.Busy(TimeSpan.FromSeconds(1)));
        Assert.Equal(_lab.Clock.GetUtcNow().AddMinutes(5), (await _lab.RoundAsync(poster)).NextAt);
        Assert.Equal(_lab.Clock.GetUtcNow().AddMinutes(5 + 2), (await _lab.RoundAsync(poster)).NextAt);
    }

    [Fact]
    public async Task A_refusal_waits_for_a_person_at_once_and_can_be_approved_again()
    {
        _lab.MakeApproved(DraftLab.Stop());
        var poster = new ScriptedPoster(() => new PostResult.Refused("it answers 401: the token is wrong, or may not post"));
        Assert.Equal(1, (await _lab.RoundAsync(poster)).Waiting);
        Assert.Null(_lab.Drafts()[0].Delivery.UnansweredSince);
        Assert.Equal(DraftOutcome.Done, _lab.Decide(desk => desk.Approve(1, "Asha", null, _lab.Clock.GetUtcNow())).Outcome);
        Assert.Equal(1, (await _lab.RoundAsync(poster)).Posted);
        Assert.Equal(poster.Asked[0].Key, poster.Asked[1].Key);
    }

    [Theory]
    [InlineData("closed port")]
    [InlineData("web page")]
    public async Task A_closed_or_wrong_channel_is_tried_again_and_then_waits_for_a_person(string what)
    {
        await using var page = new LoopbackHttp(_ => new HttpReply(200, "text/html", "<html>"));
        var url = what is "web page" ? page.Url : $"http://127.0.0.1:{LoopbackHttp.ClosedPort()}";
        using var posters = new ChannelPosters(_lab.Clock);
        _lab.Plan = _lab.Plan with { Channels = [SomePlan.Channel(url: url, token: FakeMastodon.Token)] };
        _lab.MakeApproved(DraftLab.Stop());
        for (var attempt = 1; attempt <= 5; attempt++) Assert.Equal(1, (await _lab.RoundAsync(posters)).Retried);
        Assert.Equal(1, (await _lab.RoundAsync(posters)).Waiting);
        var error = _lab.Drafts()[0].Delivery.LastError!;
        Assert.DoesNotContain(FakeMastodon.Token, error);
        Assert.DoesNotContain("127.0.0.1", error);
    }

    [Fact]
    public async Task A_later_post_does_not_overtake_an_earlier_one()
    {
        _lab.MakeApproved(DraftLab.Stop(), DraftLab.Close());
        var poster = new ScriptedPoster(ScriptedPoster.Busy());
        var round = await _lab.RoundAsync(poster);
        Assert.Equal((0, 1), (round.Posted, round.Retried));
        Assert.Equal(0, (await _lab.Announcer(poster).PostDueAsync(TestContext.Current.CancellationToken)).Posted);
        Assert.Single(poster.Asked);
        Assert.Equal(2, (await _lab.RoundAsync(poster)).Posted);
        Assert.Equal("purchases_stop, purchases_stop, close", string.Join(", ", poster.Asked.Select(asked => asked.Text.Split(' ')[0])));
    }

    [Fact]
    public async Task Two_processes_at_once_do_not_try_the_same_post_twice()
    {
        _lab.Plan = _lab.Plan with { Channels = [SomePlan.Channel("first"), SomePlan.Channel("second")] };
        _lab.MakeApproved(DraftLab.Stop());
        var other = new ScriptedPoster(ScriptedPoster.Busy(), ScriptedPoster.Busy());
        // While this process waits for the first channel, the other one goes through both.
        var own = new ScriptedPoster(() =>
        {
            _lab.Announcer(other).PostDueAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            return new PostResult.Posted("1");
        });
        await _lab.RoundAsync(own);
        Assert.Equal("first", string.Join(", ", own.Asked.Select(asked => asked.Channel)));
        Assert.Equal("second", string.Join(", ", other.Asked.Select(asked => asked.Channel)));
    }

    [Fact]
    public async Task A_channel_that_left_the_plan_is_told_to_a_person()
    {
        _lab.MakeApproved(DraftLab.Stop());
        _lab.Plan = _lab.Plan with { Channels = [] };
        Assert.Equal(1, (await _lab.RoundAsync(new ScriptedPoster())).Waiting);
        Assert.Contains("no channel named mastodon", _lab.Drafts()[0].Delivery.LastError);
    }

    /// <summary>The process dies when the channel has answered and nothing is noted yet.</summary>
    private sealed class DyingPosters(IChannelPosters inner) : IChannelPosters, IChannelPoster
    {
        public TimeSpan RemembersKeys => TimeSpan.FromHours(1);

        public IChannelPoster? For(ChannelModel channel) => this;

        public async Task<PostResult> PostAsync(ChannelModel channel, string text, string idempotencyKey, CancellationToken cancel)
        {
            await inner.For(channel)!.PostAsync(channel, text, idempotencyKey, cancel);
            throw new DiedException("after the channel answered");
        }
    }
}
