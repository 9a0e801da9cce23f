using NodaTime;
using Storefold.Planning;
using Storefold.Retiring;

namespace Storefold.Tests.Retiring;

/// <summary>A milestone passes when every check lets it, or when a person has signed for what does not.</summary>
public sealed class What_a_check_holds_back
{
    [Fact]
    public async Task Waits_on_record_and_passes_once_the_check_holds()
    {
        using var lab = new RetirementLab();
        var weather = new SaysNo(Milestone.Close);
        lab.Checks.Add(weather);

        var state = await lab.AdvanceThroughAsync(Milestone.Close);
        var outcome = Assert.Single(state.Outcomes);
        Assert.False(outcome.Passed);
        Assert.Contains(state.Held, held => held is { Milestone: Milestone.Close, Site: "uk" } && held.Checks.Any(check => check is { Code: "weather", Go: false }));
        Assert.DoesNotContain(state.Passed, pass => pass.Milestone == Milestone.Close);

        var since = state.Now;
        state = await lab.AdvanceToAsync(since + Duration.FromHours(1));
        Assert.All(state.Held, held => Assert.Equal((since, state.Now), (held.Since, held.At)));

        weather.No = false;
        state = await lab.AdvanceToAsync(since + Duration.FromHours(2));
        Assert.True(Assert.Single(state.Outcomes).Passed);
        Assert.Empty(state.Held);
        Assert.All(state.Passed.Where(pass => pass.Milestone == Milestone.Close), pass =>
        {
            Assert.Equal((since, state.Now), (pass.Planned, pass.At));
            Assert.Null(pass.OverriddenBy);
        });
    }

    [Fact]
    public async Task Holds_up_what_comes_later_but_not_what_comes_with_the_clock()
    {
        using var lab = new RetirementLab();
        lab.Checks.Add(new SaysNo(Milestone.LoyaltyMoves));

        var state = await lab.AdvanceThroughAsync(Milestone.RedirectsUntil);

        Assert.All(state.Held, held => Assert.Equal(Milestone.LoyaltyMoves, held.Milestone));
        Assert.Equal(2, state.Held.Count);
        Assert.Contains(state.Waiting, one => one.Milestone == Milestone.Close);
        Assert.Contains(state.Waiting, one => one.Milestone == Milestone.SourceErased);
        Assert.Equal(
            [Milestone.Notice, Milestone.PurchasesStop, Milestone.RedirectsUntil], state.Passed.Select(pass => pass.Milestone).Distinct().Order());
        Assert.False(state.IsComplete);
        Assert.Equal(lab.HourOf(Milestone.Close), state.Sites[0].Find(Milestone.Close)!.At);
        Assert.Equal(Storefold.Scheduling.MilestoneState.Late, state.Sites[0].Find(Milestone.Close)!.State);
    }

    [Fact]
    public async Task Nothing_waits_for_a_domain()
    {
        using var lab = new RetirementLab();
        lab.Checks.Add(new SaysNo(Milestone.DomainHandover));

        var state = await lab.AdvanceThroughAsync(Milestone.ClaimsEnd);

        Assert.Contains(state.Held, held => held.Milestone == Milestone.DomainHandover);
        Assert.Contains(state.Passed, pass => pass.Milestone == Milestone.ClaimsEnd);
    }

    [Fact]
    public async Task Passes_when_a_person_overrides_it_and_the_record_says_who_and_why()
    {
        using var lab = new RetirementLab();
        lab.Checks.Add(new SaysNo(Milestone.Close));
        await lab.AdvanceThroughAsync(Milestone.Close);

        lab.Say(Milestone.Close, "weather", "Ada", "we have umbrellas");
        var state = await lab.AdvanceToAsync(lab.Look().Now + Duration.FromMinutes(1));

        Assert.Equal(("Ada", "we have umbrellas"), (state.Outcomes[0].OverriddenBy, state.Outcomes[0].Reason));
        Assert.All(state.Passed.Where(pass => pass.Milestone == Milestone.Close), pass => Assert.Equal("Ada", pass.OverriddenBy));
        Assert.All(state.Sites, site => Assert.True(site.HasPassed(Milestone.Close)));
    }

    [Fact]
    public async Task An_override_of_one_check_is_none_of_another()
    {
        using var lab = new RetirementLab();
        lab.Checks.AddRange([new SaysNo(Milestone.Close), new SaysNo(Milestone.Close, "stars")]);
        await lab.AdvanceThroughAsync(Milestone.Close);

        lab.Say(Milestone.Close, "weather");
        Assert.False((await lab.AdvanceToAsync(lab.Look().Now)).Outcomes.Single().Passed);
        lab.Say(Milestone.Close, "stars", "Grace", "never mind");

        var outcome = (await lab.AdvanceToAsync(lab.Look().Now)).Outcomes.Single();
        Assert.True(outcome.Passed);
        Assert.Equal("Ada; Grace", outcome.OverriddenBy);
    }

    [Fact]
    public async Task An_override_is_good_for_one_pass_only()
    {
        using var lab = new RetirementLab();
        lab.Checks.Add(new SaysNo(Milestone.Notice));
        var hours = lab.Hours();
        Assert.False((await lab.AdvanceToAsync(hours[0])).Outcomes.Single().Passed); // London, an hour before the global site
        lab.Say(Milestone.Notice, "*");

        var state = await lab.AdvanceToAsync(hours[1]);

        Assert.Equal([true, false], state.Outcomes.Select(one => one.Passed));
        Assert.Equal("global", Assert.Single(state.Held).Site);
    }

    [Fact]
    public async Task A_step_that_must_not_be_done_holds_its_milestone_back()
    {
        using var lab = new RetirementLab();
        lab.Steps.Add(new Refuses(Milestone.Notice));

        var state = await lab.AdvanceThroughAsync(Milestone.Notice);

        Assert.Contains(state.Held, held => held.Checks.Any(check => check is { Code: "paint", Go: false, Detail: "It is wet." }));
    }

    [Fact]
    public async Task More_quarantine_than_the_plan_puts_up_with()
    {
        using var lab = new RetirementLab(customers: 40, nasty: true);
        lab.Fold.EditPlan("limits: { batch_size: 1000 }", "limits: { batch_size: 1000, quarantined_percent: 0.01 }");

        var state = await lab.AdvanceThroughAsync(Milestone.PurchasesStop);

        Assert.Contains(state.Held, held => held.Milestone == Milestone.PurchasesStop && held.Checks.Any(check => check is { Code: "quarantine_within_limit", Go: false }));
        Assert.Contains(state.Waiting, one => one.Milestone == Milestone.LoyaltyMoves);
    }

    [Fact]
    public async Task A_difference_between_both_sides_holds_the_close_back()
    {
        using var lab = new RetirementLab();
        await lab.AdvanceThroughAsync(Milestone.CouponsMove);
        lab.Fold.Target("UPDATE reviews SET rating = rating + 1 WHERE id = (SELECT min(target_key) FROM storefold_id_map WHERE entity = 6 AND fate = 1)");

        var state = await lab.AdvanceThroughAsync(Milestone.Close);

        Assert.Contains(state.Held, held => held.Milestone == Milestone.Close && held.Checks.Any(check => check is { Code: "verification_clean", Go: false }));
    }

    [Fact]
    public async Task A_source_that_lost_its_rows_holds_the_milestone_back_and_nothing_is_removed()
    {
        using var lab = new RetirementLab(customers: 40);
        await lab.AdvanceThroughAsync(Milestone.CouponsMove);
        var before = lab.Fold.Target("SELECT count(*) FROM wishlist_items");
        lab.Fold.Source("DELETE FROM wishlists");

        var state = await lab.AdvanceThroughAsync(Milestone.Close);

        Assert.Contains(state.Held, held => held.Checks.Any(check => check is { Code: "transfer_finished", Go: false } && check.Detail.Contains("gone", StringComparison.Ordinal)));
        Assert.Equal(before, lab.Fold.Target("SELECT count(*) FROM wishlist_items"));
    }

    private sealed class Refuses(Milestone milestone) : IMilestoneStep
    {
        public string Name => "paint";

        public bool Concerns(Milestone wanted) => wanted == milestone;

        public Task RunAsync(Storefold.Scheduling.MilestoneEvent due, CancellationToken cancel) =>
            throw new Storefold.Engine.GuardException("It is wet.", "wait");
    }
}
