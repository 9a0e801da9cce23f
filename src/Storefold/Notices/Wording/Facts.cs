using NodaTime;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Notices.Wording;

/// <summary>A value for a placeholder.</summary>
/// <param name="Text">As plain text.</param>
/// <param name="Html">As HTML where it has links; null: the text, encoded.</param>
internal sealed record Fact(string Text, string? Html = null);

/// <summary>What is so about one site at one instant, in the words of one language: the values behind a template's names.</summary>
internal sealed class Facts
{
    private readonly PlanModel _plan;
    private readonly Dictionary<string, Fact> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _true = new(StringComparer.Ordinal);

    public Facts(PlanModel plan, SiteStanding standing, Language language)
    {
        (_plan, Standing, Language) = (plan, standing, language);
        Address = new SiteAddress(plan, standing.Site, language.Tag);
        AddPlan();
        AddSupport();
        AddKept();
        AddLoyalty();
        foreach (var milestone in standing.Milestones) Add(milestone);
        if (standing.Phase == Phase.Ended) _true.Add("ended");
    }

    public SiteStanding Standing { get; }

    public Language Language { get; }

    public SiteAddress Address { get; }

    /// <summary>The value of a placeholder, or null where this plan has none.</summary>
    public Fact? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>As plain text; nothing where there is no value.</summary>
    public string Text(string name) => Find(name)?.Text ?? "";

    /// <summary>As HTML.</summary>
    public string Html(string name)
    {
        if (Find(name) is not { } fact) return "";
        if (fact.Html is not null || Names.IsAddress(name)) return fact.Html ?? Pages.Html.Encode(fact.Text);
        var text = Pages.Html.Encode(fact.Text);
        // A Latin name in a line from right to left would drag its neighbours around.
        return Language.Direction is "rtl" ? $"<bdi>{text}</bdi>" : text;
    }

    /// <summary>Whether a condition holds.</summary>
    public bool Holds(string condition) => _true.Contains(condition);

    /// <summary>The same facts, and what an hour was called that no longer holds.</summary>
    public Facts With(Milestone milestone, Instant? old, Instant? now)
    {
        var facts = new Facts(_plan, Standing, Language);
        facts._values["what"] = new Fact(facts.Word("milestone." + Milestones.Word(milestone)));
        if (old is { } before) facts._values["old"] = new Fact(Moment(before));
        if (now is { } after) facts._values["new"] = new Fact(Moment(after));
        else facts._true.Add("late");
        return facts;
    }

    /// <summary>An hour in the site's zone.</summary>
    public string Moment(Instant at) => Language.Moment(at, Standing.Site.Zone);

    /// <summary>The hour alone, with its zone.</summary>
    public string Hour(Instant at) => Language.Hour(at, Standing.Site.Zone);

    /// <summary>Whether the public is told about a milestone of this plan.</summary>
    public bool IsTold(Milestone milestone) => Find(Milestones.Word(milestone)) is not null;

    /// <summary>A short word with the plan's names in it.</summary>
    public string Word(string key) => Marks.Fill(Marks.Mark(Language.Words[key]), Text);

    private void AddPlan()
    {
        var rules = _plan.Notices;
        Set("brand", rules.Brand);
        Set("target", rules.TargetBrand);
        Set("site", Address.Shown);
        Set("site_url", Address.Home);
        Set("notice_url", Address.Page("notice"));
        Set("support_url", Address.Page("support"));
        Set("feed_url", Address.Page("feed.atom"));
        Set("calendar_url", Address.Page("calendar.ics"));
        Set("target_url", Address.Target);
        Set("help_url", _plan.Gate.Help ?? Address.Target);
        _values["coupon_suffix"] = new Fact(
            _plan.Coupons.Suffix, $"<span class=\"code\" dir=\"ltr\">{Pages.Html.Encode(_plan.Coupons.Suffix)}</span>");
        if (rules.PrivacyUrl is { } privacy) Set("privacy_url", privacy, "privacy_url");
        if (rules.Controller is { } controller) Set("controller", controller, "controller");
        If("controller_change", rules.ControllerChange);
        If("passwords_kept", _plan.Accounts.Passwords is "carry");
        If("public_coupons", _plan.Coupons.PublicCodes is not "skip");
        If("app", _plan.Apps.Any(app => app.Sites.Contains(Standing.Site.Name, StringComparer.Ordinal)));
    }

    private void AddSupport()
    {
        var support = _plan.Support.Sites.FirstOrDefault(one =>
            string.Equals(one.Site, Standing.Site.Name, StringComparison.Ordinal));
        If("social", support is null or { By: "social" or "both" });
        If("centres", support is { By: "centres" or "both" } || (support is null && _plan.Support.CentresFile is not null));
        if (support is not { Links.Count: > 0 }) return;
        _true.Add("support_links");
        _values["support_links"] = new Fact(
            Language.List([.. support.Links.Select(link => $"{link.Name}: {link.Url}")]),
            Language.List([.. support.Links.Select(link => Pages.Html.Link(link.Url, link.Name))]));
    }

    private void AddKept()
    {
        var kept = _plan.Sites.Where(site => !site.Retires).ToList();
        if (kept.Count == 0) return;
        Set("kept_sites", Language.List([.. kept.Select(Kept)]), "kept_sites");

        string Kept(SiteModel site)
        {
            var address = site.Host + site.PathPrefix;
            return Language.CountryOf(site.Zone) is { } country ? $"{Language.Country(country)} ({address})" : address;
        }
    }

    private void AddLoyalty()
    {
        if (_plan.Loyalty.Count == 0 || Standing.Find(Milestone.LoyaltyMoves) is null) return;
        _true.Add("loyalty");
        If("rounding_up", _plan.Loyalty.All(rule => rule.Rounding == RoundingRule.Up));
        If("rounding_down", _plan.Loyalty.All(rule => rule.Rounding == RoundingRule.Down));
        var example = PointsExample.Of(_plan.Loyalty[0]);
        Set("example_from", Language.Number(example.From));
        Set("example_to", Language.Number(example.To));
        Set("rates", Language.List([.. _plan.Loyalty.DistinctBy(rule => rule.Rate).Select(Rate)]));

        string Rate(LoyaltyRule rule) => Language.Words.Fill(
            "rate." + Form(rule.Rate), ("from", Language.Number(rule.Rate.Denominator)),
            ("to", Language.Number(rule.Rate.Numerator)),
            ("brand", _plan.Notices.Brand), ("target", _plan.Notices.TargetBrand));
    }

    private static string Form(Rational rate) => (rate.Denominator.IsOne, rate.Numerator.IsOne) switch
    {
        (true, true) => "same",
        (true, _) => "from-one",
        (_, true) => "to-one",
        _ => "many",
    };

    private void Add(MilestoneStanding milestone)
    {
        var word = Milestones.Word(milestone.Milestone);
        var isPublic = milestone.Milestone != Milestone.LastSync;
        if (!isPublic || (milestone.Milestone == Milestone.LoyaltyMoves && _plan.Loyalty.Count == 0)) return;
        Set(word, Moment(milestone.At), word);
        if (milestone.Milestone == Milestone.PurchasesStop)
            Set("last_order_day", Language.Day(milestone.At - Duration.Epsilon, Standing.Site.Zone));
        Set(word + ".day", Language.Day(milestone.At, Standing.Site.Zone));
        If(word + ".done", milestone.State == MilestoneState.Passed);
        If(word + ".late", milestone.State == MilestoneState.Late);
        If(word + ".moved", milestone.PromisedBefore.Count > 0 && milestone.State != MilestoneState.Passed);
    }

    private void If(string condition, bool holds)
    {
        if (holds) _true.Add(condition);
    }

    private void Set(string name, string value, string? condition = null)
    {
        _values[name] = new Fact(value);
        if (condition is not null) _true.Add(condition);
    }
}
