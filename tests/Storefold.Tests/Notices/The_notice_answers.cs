using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Storefold.Notices;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Tests.Notices;

/// <summary>What a notice says, in every language and at every phase.</summary>
public sealed partial class The_notice_answers
{
    // The list that a notice must answer (what people ask when a shop closes), by section.
    private static readonly string[] Questions =
    [
        "dates", "todo", "last-order", "open-orders", "history", "tracking", "points", "coupons", "gift-cards", "reviews", "warranty", "app",
        "password", "privacy", "opt-out", "not-affected", "support", "phishing",
    ];

    public static readonly TheoryData<string, int> LanguagesAndPhases = new(
        NoticeLab.Languages.SelectMany(language => Enumerable.Range(0, 6).Select(phase => (language, phase))));

    private static readonly PlanModel Plan = NoticeLab.Plan();

    private static readonly SiteStanding[] Phases =
    [
        Plan.Standing(NoticeLab.NoticeAt, "global"), Plan.Standing(NoticeLab.StopAt, "global"),
        Plan.Stuck(NoticeLab.CloseAt + Duration.FromHours(2), "global", Milestone.Close, Milestone.LoyaltyMoves),
        Plan.Standing(NoticeLab.CloseAt, "global"), Plan.Standing(NoticeLab.ErasedAt, "global"), Plan.Standing(NoticeLab.EndAt, "global"),
    ];

    [Theory]
    [MemberData(nameof(LanguagesAndPhases))]
    public void Every_question_in_every_language_at_every_phase(string language, int phase)
    {
        var desk = Plan.Desk();
        var page = desk.Notice(Phases[phase], desk.LocaleFor(Phases[phase].Site, language, null), NoticeLab.NoReactions);
        foreach (var question in Questions) Assert.Contains($"<section id=\"{question}\">", page.Html, StringComparison.Ordinal);
        Assert.StartsWith(language, page.Locale, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{page.Locale}\" dir=\"{(language is "ar" ? "rtl" : "ltr")}\">", page.Html, StringComparison.Ordinal);
        Sound(page.Html);
    }

    [Theory]
    [MemberData(nameof(LanguagesAndPhases))]
    public void The_other_pages_are_as_sound(string language, int phase)
    {
        var desk = Plan.Desk();
        var (standing, locale) = (Phases[phase], desk.LocaleFor(Phases[phase].Site, language, null));
        Sound(desk.Support(standing, locale, CentreQuery.All).Html);
        Sound(desk.PurchaseRefused(standing, locale).Html);
        Sound(desk.Gone(standing, locale).Html);
        Sound(desk.NotFound(standing, locale).Html);
    }

    [Fact]
    public void Hindi_says_that_the_Indian_site_goes_on() =>
        Assert.Contains("भारत (www.poco.in) की वेबसाइट बिल्कुल पहले की तरह चलती रहेगी", Text(Phases[0], "hi"), StringComparison.Ordinal);

    [Fact]
    public void Dates_have_weekday_hour_and_zone_of_the_site()
    {
        var text = Text(Plan.Standing(NoticeLab.NoticeAt), "en");
        Assert.Contains("Monday, 21 October 2024, 00:00, as the day begins (UK time, UTC+1)", text, StringComparison.Ordinal);
        Assert.Contains("Tuesday, 31 December 2024, 18:00 (UK time, UTC)", text, StringComparison.Ordinal);
        Assert.Contains("The last day to order is Sunday, 20 October 2024.", text, StringComparison.Ordinal);
        Assert.Contains("Montag, 21. Oktober 2024, 00:00 Uhr, zu Tagesbeginn (britische Zeit, UTC+1)", Text(Plan.Standing(NoticeLab.NoticeAt), "de"), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_come_with_rate_and_example_from_the_plans_own_arithmetic()
    {
        Assert.Contains("10 Poco points become 13 Xiaomi points. So 1,250 points become 1,625.", Text(Phases[0], "en"), StringComparison.Ordinal);
        Assert.Contains("1.250 Punkten werden also 1.625", Text(Phases[0], "de"), StringComparison.Ordinal);
        Assert.Contains("Points moved to Xiaomi", Text(Phases[1], "en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3, "3 Poco points become one Xiaomi point. So 1,251 points become 417.")]
    [InlineData(2, 1, "each Poco point becomes 2 Xiaomi points. So 1,250 points become 2,500.")]
    [InlineData(1, 1, "each Poco point becomes one Xiaomi point. So 1,250 points become 1,250.")]
    [InlineData(1, 1_000_003, "So 1,250 points become 1.")]
    public void Any_rate_makes_an_example(long numerator, long denominator, string said)
    {
        var plan = Plan with { Loyalty = [Plan.Loyalty[0] with { Rate = new Rational(numerator, denominator) }] };
        Assert.Contains(said, Text(plan, plan.Standing(NoticeLab.NoticeAt), "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_plan_does_not_have_is_not_spoken_of()
    {
        var plan = (Plan with { Loyalty = [], Apps = [], Sites = [.. Plan.RetiringSites] })
            .Without(Milestone.LoyaltyMoves, Milestone.CouponsMove, Milestone.ClaimsEnd, Milestone.SourceErased, Milestone.DomainHandover);
        var page = plan.Desk().Notice(plan.Standing(NoticeLab.NoticeAt), "en", NoticeLab.NoReactions).Html;
        foreach (var gone in new[] { "points", "coupons", "app" }) Assert.DoesNotContain($"<section id=\"{gone}\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("www.poco.in", page, StringComparison.Ordinal);
        Sound(page);
    }

    [Theory]
    [InlineData(-1, "You can order until")]
    [InlineData(0, "Orders ended on")]
    public void The_second_of_the_stop_decides_what_is_said(int seconds, string said) =>
        Assert.Contains(said, Text(Plan.Standing(NoticeLab.StopAt + Duration.FromSeconds(seconds)), "en"), StringComparison.Ordinal);

    [Fact]
    public void A_close_that_does_not_come_is_told()
    {
        var text = Text(Plan.Stuck(NoticeLab.CloseAt, "uk", Milestone.Close), "en");
        Assert.Contains("Later than announced: The store closes, and its addresses lead to Xiaomi.", text, StringComparison.Ordinal);
        Assert.Contains("We had announced Tuesday, 31 December 2024, 18:00 (UK time, UTC).", text, StringComparison.Ordinal);
        Assert.DoesNotContain("This store has closed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_that_moved_is_told_with_the_old_hour_and_the_new()
    {
        var plan = Plan.Moved(Milestone.Close, NoticeLab.Utc(2025, 1, 7, 18));
        var text = Text(plan, plan.Standing(NoticeLab.StopAt, "uk", Told(NoticeLab.CloseAt, NoticeLab.NoticeAt)), "en");
        Assert.Contains("New date: The store closes, and its addresses lead to Xiaomi.", text, StringComparison.Ordinal);
        Assert.Contains("We had announced Tuesday, 31 December 2024, 18:00 (UK time, UTC). It is now planned for Tuesday, 7 January 2025, 18:00", text, StringComparison.Ordinal);
        Assert.Contains("Announced before: Tuesday, 31 December 2024", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_brand_with_markup_stays_text()
    {
        var plan = Plan with { Notices = Plan.Notices with { Brand = "<script>alert('1')</script>", TargetBrand = "[x](javascript:alert(1)) & \"Co\"" } };
        var desk = plan.Desk();
        var standing = plan.Standing(NoticeLab.NoticeAt);
        foreach (var html in new[] { desk.Notice(standing, "en", NoticeLab.NoReactions).Html, desk.Banner(standing, "en"), desk.Support(standing, "ar", CentreQuery.All).Html })
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("&lt;script&gt;", desk.Notice(standing, "en", NoticeLab.NoReactions).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<", desk.BannerScript(standing, "en").Split("insertAdjacentHTML")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Reactions_are_three_buttons_with_their_counts()
    {
        var html = Plan.Desk().Notice(Phases[0], "en", new Dictionary<string, long>(StringComparer.Ordinal) { ["sad"] = 1204 }).Html;
        Assert.Contains("action=\"https://www.po.co/global/closing/reactions?lang=en\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"sad\">I will miss it <span>1,204</span>", html, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(html, "name=\"reaction\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_sample_mark_is_there_exactly_when_the_plan_says_so()
    {
        Assert.Contains("class=\"sample\"", Plan.Desk().Notice(Phases[0], "en", NoticeLab.NoReactions).Html, StringComparison.Ordinal);
        var real = Plan with { Notices = Plan.Notices with { Sample = false } };
        Assert.DoesNotContain("class=\"sample\"", real.Desk().Notice(Phases[0], "en", NoticeLab.NoReactions).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_banner_says_where_the_site_stands_and_nothing_before_the_notice()
    {
        var desk = Plan.Desk();
        Assert.Equal("", desk.Banner(Plan.Standing(NoticeLab.NoticeAt - Duration.FromSeconds(1)), "en"));
        Assert.DoesNotContain("insertAdjacentHTML", desk.BannerScript(Plan.Standing(NoticeLab.NoticeAt - Duration.FromSeconds(1)), "en"), StringComparison.Ordinal);
        var banner = desk.Banner(Plan.Standing(NoticeLab.StopAt), "en-GB");
        Assert.Contains("Nothing can be bought here any more.", banner, StringComparison.Ordinal);
        Assert.Contains("href=\"https://www.po.co/uk/closing/notice?lang=en-GB\"", banner, StringComparison.Ordinal);
        Assert.Contains("role=\"region\"", banner, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hi", null, "hi-IN")]
    [InlineData("xx", "de-AT,en;q=0.5", "de")]
    [InlineData(null, "pt-BR;q=0.9, ar;q=0.4, fr;q=0", "ar")]
    [InlineData(null, "*;q=x, ,,", "en")]
    [InlineData("<script>", null, "en")]
    public void The_language_is_the_one_asked_for_or_the_browsers(string? wanted, string? header, string locale) =>
        Assert.Equal(locale, Plan.Desk().LocaleFor(Phases[0].Site, wanted, header));

    private static Promise Told(Instant promised, Instant at) => new(Milestone.Close, "uk", promised, at);

    private static string Text(SiteStanding standing, string language) => Text(Plan, standing, language);

    private static string Text(PlanModel plan, SiteStanding standing, string language)
    {
        var desk = plan.Desk();
        var html = desk.Notice(standing, desk.LocaleFor(standing.Site, language, null), NoticeLab.NoReactions).Html;
        return System.Net.WebUtility.HtmlDecode(Tags().Replace(html.Split("</style>")[1], ""));
    }

    private static void Sound(string html)
    {
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("}}", html.Split("</style>")[1], StringComparison.Ordinal);
        Assert.False(Leftover().IsMatch(html), "a mark is left");
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, H1().Count(html));
        Assert.Equal(html.Split("<section").Length, html.Split("</section>").Length);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1000, 50 * 1024);
        var ids = Ids().Matches(html).Select(match => match.Value).ToList();
        Assert.True(ids.Distinct(StringComparer.Ordinal).Count() == ids.Count, "an id stands there twice");
        foreach (var inner in Inner().Matches(html).Select(match => match.Groups["id"].Value))
            Assert.Contains($" id=\"{inner}\"", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("zq[0-9]+qz", RegexOptions.None, 1000)]
    private static partial Regex Leftover();

    [GeneratedRegex("<h1[ >]", RegexOptions.None, 1000)]
    private static partial Regex H1();

    [GeneratedRegex(" id=\"[^\"]+\"", RegexOptions.None, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#(?<id>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Inner();
}
