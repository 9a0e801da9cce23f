using NodaTime;
using Storefold.Certifying;
using Storefold.Connectors.Sqlite;
using Storefold.Planning;
using Storefold.Rehearsing;
using Storefold.Rehearsing.People;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Rehearsing;

public sealed class A_retirement_is_rehearsed_to_its_end(SharedRehearsal shared) : IClassFixture<SharedRehearsal>
{
    private static readonly Instant Notice = Instant.FromUtc(2024, 9, 23, 9, 0);
    private static readonly Instant Stop = Instant.FromUtc(2024, 10, 20, 23, 0);
    // Midnight on the Global site, an hour after London's; points are frozen with it.
    private static readonly Instant Freeze = Instant.FromUtc(2024, 10, 21, 0, 0);
    private static readonly Instant Close = Instant.FromUtc(2024, 12, 31, 18, 0);
    private static readonly Instant LastSync = Instant.FromUtc(2025, 1, 14, 3, 0);
    private static readonly Instant End = Instant.FromUtc(2029, 12, 31, 23, 59);
    private static readonly Duration Second = Duration.FromSeconds(1);

    private RehearsalResult Result => shared.Result;

    [Fact]
    public void Every_milestone_passes_on_the_second_and_the_books_balance()
    {
        Assert.Empty(Result.Complaints);
        Assert.Empty(Result.SyncStops);
        Assert.True(Result.Succeeded);
        Assert.Equal(Milestones.All, Result.Events.Select(one => one.Event.Milestone).Distinct());
        Assert.All(Result.Events, one => Assert.Equal(one.Event.At, one.Outcome!.At));
        Assert.All(Result.Events, one => Assert.Null(one.Outcome!.OverriddenBy));
    }

    [Fact]
    public void The_certificate_is_signed_and_marked_as_a_rehearsals()
    {
        var pem = File.ReadAllText(Path.Combine(shared.Folder, "storefold-key.pub.pem"));
        var outcome = CertificateVerifier.Verify(File.ReadAllBytes(Path.Combine(shared.Folder, "certificate.json")), pem);

        Assert.True(outcome.IsAccepted);
        Assert.True(outcome.Certificate!.Rehearsed);
        Assert.Equal(0, outcome.Certificate.Verification.Mismatches);
        Assert.True(File.Exists(Path.Combine(shared.Folder, "certificate.html")));
    }

    [Fact]
    public void The_shops_themselves_are_only_read()
    {
        using var poco = SqliteSession.Open(Path.Combine(shared.Sample, "poco.db"), SqliteAccess.ReadOnly);
        using var mi = SqliteSession.Open(Path.Combine(shared.Sample, "mi.db"), SqliteAccess.ReadOnly);

        Assert.Equal(0, SampleShops.Number(poco, "SELECT count(*) FROM points_accounts WHERE frozen_by IS NOT NULL"));
        Assert.False(mi.Tables().ContainsKey("storefold_meta"));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(shared.Folder), file => file.Contains("untouched", StringComparison.Ordinal));
    }

    [Fact]
    public void An_order_by_another_route_is_listed_for_each_site_that_stopped()
    {
        Assert.Equal(["global", "uk"], Result.LateOrders.Select(order => order.Site).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(Result.LateOrders, order =>
        {
            Assert.True(order.At > Stop);
            Assert.EndsWith("by a marketplace", order.Detail, StringComparison.Ordinal);
        });
        Assert.All(Result.LateOrders, order => Assert.Contains(order.Number, shared.Report, StringComparison.Ordinal));
    }

    [Fact]
    public void No_shopper_buys_on_a_site_after_its_stop_and_the_kept_site_trades_to_the_end()
    {
        Assert.DoesNotContain(Done("order", "uk"), done => done.Event.At >= Stop);
        Assert.DoesNotContain(Done("order", "global"), done => done.Event.At >= Freeze);
        Assert.NotEmpty(Done("order", "uk"));
        Assert.Contains(Done("order", "india"), done => done.Event.At > Instant.FromUtc(2029, 1, 1, 0, 0));
        Assert.Contains(Done("callback", "uk").Concat(Done("callback", "global")), done => done.Event.At > Stop);
        Assert.Contains(Done("parcel", "uk").Concat(Done("parcel", "global")), done => done.Event.At > Close);
    }

    [Fact]
    public void Points_are_spent_until_the_freeze_and_never_after_it()
    {
        var burns = Result.Traffic.Where(done => done.Event is { Script: "burn", Site: "uk" or "global" })
            .SelectMany(done => done.Happened.Select(happened => (done.Event.At, happened.Detail))).ToList();

        Assert.Contains(burns, burn => burn.At == Freeze - Second && burn.Detail.EndsWith("points spent", StringComparison.Ordinal));
        Assert.Contains(burns, burn => burn.At == Freeze && burn.Detail.EndsWith("points spent", StringComparison.Ordinal));
        Assert.Contains(burns, burn => burn.At == Freeze && burn.Detail.Contains("refused: the account is frozen", StringComparison.Ordinal));
        Assert.Contains("00:59:59, uk, account ", shared.Report, StringComparison.Ordinal);
        Assert.All(
            burns.Where(burn => burn.At > Freeze), burn => Assert.Contains("refused: the account is", burn.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statements_still_fit_the_certificate_although_the_kept_site_traded_on()
    {
        using var folder = new TempFolder();
        var (exit, output, error) = await CommandLine.RunAsync("statements", Path.Combine(shared.Folder, "plan.yaml"), "--out", folder.File("statements"));
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public void What_needed_a_person_is_told()
    {
        Assert.Contains(Result.Needed, needed => needed.What.StartsWith("Confirm that the source", StringComparison.Ordinal));
        Assert.Contains(Result.Needed, needed => needed.What.StartsWith("Approve", StringComparison.Ordinal));
        Assert.Contains(Result.Needed, needed => needed.What.Contains("domains", StringComparison.Ordinal));
        Assert.NotEmpty(Result.Posts);
        Assert.All(Result.Posts, post => Assert.Equal("news", post.Channel));
        Assert.Contains(Result.Posts, post => post.At < Stop && post.Text.Contains("week left", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shopper_of_the_uk_meets_each_change_on_its_second()
    {
        var start = Asked("A shopper of uk", "The start page");
        Assert.Equal("The shop answers.", start.At(Notice - Second)!.Text);
        Assert.Equal("The shop answers, with our banner.", start.At(Notice + Second)!.Text);
        Assert.Equal(Tone.Shop, start.At(Close - Second)!.Tone);
        Assert.Equal("https://www.mi.com/uk", start.At(Close + Second)!.Address);
        Assert.Equal(410, start.At(End + Second)!.Status);

        var pays = Asked("A shopper of uk", "Wants to pay");
        Assert.Equal(Tone.Shop, pays.At(Stop - Second)!.Tone);
        Assert.Equal((Tone.Refused, 403), (pays.At(Stop + Second)!.Tone, pays.At(Stop + Second)!.Status));
    }

    [Fact]
    public void A_shopper_in_germany_is_sent_to_the_german_shop() =>
        Assert.Equal("https://www.mi.com/de", Asked("A shopper of global", "The start page").At(Close + Second)!.Address);

    [Fact]
    public void An_installed_app_is_warned_and_then_told_in_its_own_format()
    {
        var app = Asked("An installed poco-app", "Loads its catalogue");
        Assert.Contains("Sunset: Tue, 31 Dec 2024 18:00:00 GMT", app.At(Notice + Duration.FromHours(2))!.Text, StringComparison.Ordinal);
        Assert.Equal((Tone.Gone, 410), (app.At(Close + Second)!.Tone, app.At(Close + Second)!.Status));
    }

    [Fact]
    public void The_kept_site_answers_as_ever_from_the_first_second_to_the_last()
    {
        var india = Result.People.Single(person => person.Persona.Name.StartsWith("A shopper of india", StringComparison.Ordinal));
        Assert.All(india.Sightings, sighting =>
        {
            var only = Assert.Single(sighting.Sights);
            Assert.Equal((Tone.Shop, 0), (only.Answer.Tone, only.Answer.Status));
        });
    }

    [Fact]
    public void A_payment_callback_gets_through_until_the_last_catch_up()
    {
        var callback = Asked("A payment provider", "Reports that money has come");
        Assert.Equal(Tone.Shop, callback.At(Stop + Second)!.Tone);
        Assert.Equal(Tone.Shop, callback.At(Close + Second)!.Tone);
        Assert.Equal((Tone.Gone, 410), (callback.At(LastSync + Second)!.Tone, callback.At(LastSync + Second)!.Status));
    }

    [Fact]
    public void The_link_of_an_old_order_finds_it_and_a_wrong_one_finds_only_where_to_ask()
    {
        Assert.Contains("/user/orders/PC", Asked("Somebody with the link", "Follows the link").At(Close + Second)!.Address, StringComparison.Ordinal);
        var wrong = Asked("Somebody with the link", "Follows it with a wrong secret").At(Close + Second)!;
        Assert.EndsWith("/user/find-order", wrong.Address, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_bookmark_leads_to_the_product_or_the_nearest_shelf_or_help()
    {
        Answer After(string what) => Asked("Somebody with an old bookmark", what).At(Close + Second)!;
        Assert.Equal("The same product.", After("A product that the target has too").Text);
        Assert.False(After("A product that the target has not").Text is "The same product.");
        Assert.Equal("Help.", After("An address that never was").Text);
        Assert.Equal(410, After("An address that the plan ends").Status);
    }

    [Fact]
    public void Help_and_news_stay_after_the_close()
    {
        Assert.Equal((Tone.Ours, 200), ToneOf("Somebody who needs help", "The support page"));
        Assert.Equal((Tone.Ours, 200), ToneOf("Somebody who follows the news", "The notice"));
        Assert.Equal((Tone.Ours, 200), ToneOf("Somebody who follows the news", "The feed"));

        (Tone, int) ToneOf(string persona, string what)
        {
            var answer = Asked(persona, what).At(Close + Second)!;
            return (answer.Tone, answer.Status);
        }
    }

    [Fact]
    public void Nothing_of_ours_was_written_to_the_rows_of_the_kept_site()
    {
        var proof = Assert.Single(Result.Kept);
        Assert.Equal(("india", true, 0L, true), (proof.Site, proof.Holds, proof.LoggedWrites, proof.ReadersRefuse));
        Assert.NotEqual(0, proof.Rows);
        Assert.NotEqual(0, proof.AllWrites);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report_and_another_seed_another_one()
    {
        using var again = new RehearsalLab();
        using var other = new RehearsalLab();
        var second = await again.RunAsync();
        var third = await other.RunAsync(seed: 2);

        Assert.Equal(WithoutTimes(shared.Report), WithoutTimes(again.Report(second)));
        Assert.Equal(Result.Certificate!.Books.Fates.Sum(row => row.Source), second.Certificate!.Books.Fates.Sum(row => row.Source));
        Assert.False(string.Equals(WithoutTimes(shared.Report), WithoutTimes(other.Report(third)), StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_loads_nothing_runs_nothing_and_has_every_part()
    {
        Assert.DoesNotContain("<script", shared.Report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", shared.Report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", shared.Report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", shared.Report, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            ["timeline", "people", "books", "late-orders", "kept", "needed", "posts", "switched-off", "took"],
            id => Assert.Contains($"<h2 id=\"{id}\">", shared.Report, StringComparison.Ordinal));
        var verdict = shared.Report.IndexOf("Every milestone passed, and the books balance.", StringComparison.Ordinal);
        Assert.InRange(verdict, 1, shared.Report.IndexOf("<h2", StringComparison.Ordinal));
        Assert.Contains("Sample.", shared.Report, StringComparison.Ordinal);
    }

    private static string WithoutTimes(string report)
    {
        var from = report.IndexOf("<!-- not repeated by the seed -->", StringComparison.Ordinal);
        var until = report.IndexOf("<!-- repeated again -->", StringComparison.Ordinal);
        Assert.True(from > 0 && until > from);
        return report[..from] + report[until..];
    }

    private IEnumerable<TrafficResult> Done(string script, string site) =>
        Result.Traffic.Where(done => done.Happened.Count > 0 && string.Equals(done.Event.Script, script, StringComparison.Ordinal)
            && string.Equals(done.Event.Site, site, StringComparison.Ordinal));

    private Sighting Asked(string persona, string what) => Result.People
        .Single(person => person.Persona.Name.StartsWith(persona, StringComparison.Ordinal)).Sightings
        .Single(sighting => string.Equals(sighting.Ask.What, what, StringComparison.Ordinal));
}
