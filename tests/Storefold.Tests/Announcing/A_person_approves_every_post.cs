using Storefold.Announcing;

namespace Storefold.Tests.Announcing;

public sealed class A_person_approves_every_post : IDisposable
{
    private readonly DraftLab _lab = new(SomePlan.Channel(), SomePlan.Channel("hook", "webhook", limit: 30));
    private readonly ScriptedPoster _poster = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Each_update_becomes_one_draft_per_channel_however_often_it_is_announced()
    {
        Assert.Equal(2, _lab.Make(DraftLab.Stop()));
        Assert.Equal(0, _lab.Make(DraftLab.Stop()));
        Assert.Equal(4, _lab.Make(DraftLab.Stop(), DraftLab.Stop("global"), DraftLab.Close()));
        Assert.Equal(6, _lab.Drafts().Count);
        Assert.All(_lab.Drafts(), draft => Assert.Equal(DraftState.Draft, draft.State));
    }

    [Fact]
    public void A_channel_that_speaks_for_one_site_only_hears_nothing_of_the_other()
    {
        _lab.Plan = _lab.Plan with { Channels = [SomePlan.Channel() with { Sites = ["global"] }] };
        Assert.Equal(0, _lab.Make(DraftLab.Stop()));
        Assert.Equal(1, _lab.Make(DraftLab.Stop("global")));
    }

    [Fact]
    public void What_two_sites_say_in_the_same_words_is_posted_once()
    {
        _lab.Announcer(_poster).MakeDrafts([DraftLab.Stop(), DraftLab.Stop("global")], (_, _) => "Both stores have stopped selling.");
        var drafts = _lab.Drafts().Where(draft => draft.Channel is "mastodon").ToList();
        Assert.Equal([DraftState.Draft, DraftState.Rejected], drafts.Select(draft => draft.State));
        Assert.Equal($"says the same as draft {drafts[0].Id}", drafts[1].Decision!.Reason);
    }

    [Fact]
    public async Task Nothing_goes_out_before_that_and_what_is_rejected_never_does()
    {
        _lab.Make(DraftLab.Stop());
        Assert.Equal(new PostingRound(0, 0, 0, null), await _lab.RoundAsync(_poster));
        _lab.Decide(desk => desk.Reject(1, "Asha", "too early", _lab.Clock.GetUtcNow()));
        await _lab.RoundAsync(_poster);
        Assert.Empty(_poster.Asked);

        _lab.Decide(desk => desk.Approve(2, "Asha", null, _lab.Clock.GetUtcNow()));
        Assert.Equal(1, (await _lab.RoundAsync(_poster)).Posted);
        Assert.Equal("hook", Assert.Single(_poster.Asked).Channel);
        var posted = _lab.Drafts()[1];
        Assert.Equal((DraftState.Posted, "id-1", "Asha", _lab.Clock.GetUtcNow()), (posted.State, posted.Delivery.RemoteId, posted.Decision!.By, posted.Delivery.PostedAt));
    }

    [Fact]
    public async Task A_changed_text_is_measured_again_and_posted_as_it_is()
    {
        _lab.Make(DraftLab.Stop());
        var tooLong = _lab.Decide(desk => desk.Approve(2, "Asha", new string('x', 31), _lab.Clock.GetUtcNow()));
        Assert.Equal((DraftOutcome.Wrong, "the text has 31 characters, hook takes 30"), (tooLong.Outcome, tooLong.Text));
        Assert.Equal(DraftOutcome.Wrong, _lab.Decide(desk => desk.Approve(2, "Asha", " \n", _lab.Clock.GetUtcNow())).Outcome);
        Assert.Equal(DraftOutcome.Wrong, _lab.Decide(desk => desk.Approve(2, "Asha", "a\u0007b", _lab.Clock.GetUtcNow())).Outcome);

        Assert.Equal(DraftOutcome.Done, _lab.Decide(desk => desk.Approve(2, "Asha", "We have stopped selling.\n", _lab.Clock.GetUtcNow())).Outcome);
        await _lab.RoundAsync(_poster);
        Assert.Equal("We have stopped selling.", Assert.Single(_poster.Asked).Text);
    }

    [Fact]
    public async Task What_was_decided_or_posted_is_not_decided_twice()
    {
        _lab.MakeApproved(DraftLab.Stop());
        Assert.Equal(DraftOutcome.TooLate, _lab.Decide(desk => desk.Approve(1, "Ben", null, _lab.Clock.GetUtcNow())).Outcome);
        await _lab.RoundAsync(_poster);
        Assert.Equal(DraftOutcome.TooLate, _lab.Decide(desk => desk.Approve(1, "Ben", "Other words", _lab.Clock.GetUtcNow())).Outcome);
        Assert.Equal(DraftOutcome.TooLate, _lab.Decide(desk => desk.Reject(1, "Ben", "oh no", _lab.Clock.GetUtcNow())).Outcome);
        Assert.Equal(DraftOutcome.Wrong, _lab.Decide(desk => desk.Reject(2, "Ben", " ", _lab.Clock.GetUtcNow())).Outcome);
        Assert.Equal(DraftOutcome.Wrong, _lab.Decide(desk => desk.Approve(99, "Ben", null, _lab.Clock.GetUtcNow())).Outcome);
        Assert.All(_lab.Drafts(), draft => Assert.Equal("Asha", draft.Decision!.By));
    }

    [Fact]
    public async Task A_rehearsal_notes_what_it_would_have_posted_and_asks_no_channel()
    {
        await using var server = new FakeMastodon();
        _lab.Plan = _lab.Plan with { Channels = [SomePlan.Channel(url: server.Url, token: FakeMastodon.Token)] };
        _lab.MakeApproved(DraftLab.Stop(), DraftLab.Close());
        var rehearsal = new RehearsalPoster();
        Assert.Equal(2, (await _lab.RoundAsync(rehearsal)).Posted);
        Assert.Equal("purchases_stop of uk on mastodon, close of uk on mastodon", string.Join(", ", rehearsal.Posts.Select(post => post.Text)));
        Assert.Empty(server.Server.Asked);
    }

    [Theory]
    [InlineData("Closed.", 7)]
    [InlineData("👩‍👩‍👧 é", 3)] // a family and a letter with an accent are one each
    [InlineData("See https://www.po.co/uk/closing/notice?lang=en.", 4 + 23 + 1)]
    [InlineData("(http://a.b) http://c", 1 + 23 + 1 + 1 + 23)]
    [InlineData("http and https:// are no links", 30)]
    public void Mastodon_counts_letters_as_people_do_and_links_as_23(string text, int length) =>
        Assert.Equal(length, PostLength.Of(SomePlan.Channel(), text));

    [Fact]
    public void A_webhook_counts_every_letter_of_a_link() =>
        Assert.Equal(21, PostLength.Of(SomePlan.Channel(kind: "webhook"), "See https://a.example"));
}
