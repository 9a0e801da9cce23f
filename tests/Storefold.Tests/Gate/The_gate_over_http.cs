using System.Net;
using System.Text.Json;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Tests.Gate;

public sealed class The_gate_over_http
{
    private const string Announced = "2024-09-24T00:00:00";
    private const string Stopped = "2024-10-22T00:00:00";
    private const string Closed = "2025-01-02T00:00:00";

    [Fact]
    public async Task What_the_old_shop_should_answer_is_204_and_pass()
    {
        await using var lab = await GateLab.StartAsync(Stopped);
        foreach (var address in new[] { "www.poco.in/cart", "www.po.co/uk/phones", "www.poco.in/closing/notice", "www.poco.in/closing/decide?edge=nginx" })
        {
            using var answer = await lab.GetAsync(address);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            Assert.Equal("pass", Header(answer, "X-Storefold-Outcome"));
            Assert.Equal("no-store", Header(answer, "Cache-Control"));
            // Nothing else.
            Assert.Empty(answer.Headers.Select(header => header.Key).Except(["X-Storefold-Outcome", "Cache-Control", "Date"], StringComparer.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_purchase_is_refused_with_a_page_for_people_and_a_problem_for_programs()
    {
        await using var lab = await GateLab.StartAsync(Stopped);
        using var page = await lab.GetAsync("www.po.co/uk/cart", "Accept: text/html");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Header(page, "X-Content-Type-Options"));
        Assert.Equal("Accept, Accept-Language", Header(page, "Vary"));

        using var problem = await lab.SendAsync(HttpMethod.Post, "www.po.co/uk/api/cart", null, "Accept: application/json");
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType!.MediaType);
        using var document = JsonDocument.Parse(await Body(problem));
        Assert.Equal(403, document.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("no-store", Header(problem, "Cache-Control"));
    }

    [Fact]
    public async Task The_location_is_the_plans_and_the_target_is_read_raw()
    {
        await using var lab = await GateLab.StartAsync(Closed);
        using var product = await lab.GetAsync("www.po.co/uk/item/sample%2Dx7?key=s", "Accept-Language: en-GB");
        Assert.Equal((HttpStatusCode.MovedPermanently, "https://www.mi.com/uk/product/sample-x7"), (product.StatusCode, Header(product, "Location")));
        Assert.Equal("private, max-age=3600", Header(product, "Cache-Control"));
        Assert.Equal("Accept-Language", Header(product, "Vary"));
        using var encoded = await lab.GetAsync("www.po.co/uk/x%2F..%2Fphones", "Accept-Language: en-GB");
        Assert.Equal("https://www.mi.com/global/support", Header(encoded, "Location"));
    }

    [Fact]
    public async Task An_unknown_host_is_misdirected()
    {
        await using var lab = await GateLab.StartAsync(Closed);
        using var answer = await lab.GetAsync("www.example.org/");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_app_gets_headers_before_the_close_and_its_own_answer_after_it()
    {
        await using var lab = await GateLab.StartAsync(Announced);
        using var before = await lab.DecideAsync("caddy", "app.po.co/v1/home");
        Assert.Equal((HttpStatusCode.NoContent, "pass"), (before.StatusCode, Header(before, "X-Storefold-Outcome")));
        Assert.Equal("Tue, 31 Dec 2024 18:00:00 GMT", Header(before, "Sunset"));
        Assert.Equal("@1727082000", Header(before, "Deprecation"));
        Assert.Contains("rel=\"sunset\"", Header(before, "Link"), StringComparison.Ordinal);
        lab.MoveTo(Closed);
        using var after = await lab.GetAsync("app.po.co/v1/home", "Accept: text/html");
        Assert.Equal(HttpStatusCode.Gone, after.StatusCode);
        Assert.Equal("application/problem+json", after.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("www.po.co/uk/cart", 403)]
    [InlineData("www.po.co/uk/phones", 204)]
    [InlineData("www.poco.in/cart", 204)]
    [InlineData("www.po.co/uk/closing/notice", 403)]
    [InlineData("www.example.org/", 403)]
    public async Task Nginx_gets_yes_or_no(string address, int status)
    {
        await using var lab = await GateLab.StartAsync(Stopped);
        using var answer = await lab.DecideAsync("nginx", address);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("", await Body(answer));
    }

    [Theory]
    [InlineData("caddy")]
    [InlineData("traefik")]
    public async Task Other_edges_get_the_answer_itself(string edge)
    {
        await using var lab = await GateLab.StartAsync(Closed);
        using var answer = await lab.DecideAsync(edge, "www.po.co/uk/phones", "HEAD", "Accept-Language: en-GB");
        Assert.Equal((301, "https://www.mi.com/uk/shop/phones"), ((int)answer.StatusCode, Header(answer, "Location")));
        using var form = await lab.DecideAsync(edge, "www.po.co/uk/phones", "POST");
        Assert.Equal(410, (int)form.StatusCode);
    }

    [Fact]
    public async Task Only_a_trusted_proxy_says_where_a_request_went()
    {
        await using var lab = await GateLab.StartAsync(Closed, lab => lab.Case.Rules = lab.Case.Rules with { TrustedProxies = ["10.0.0.0/8"] });
        using var answer = await lab.DecideAsync("caddy", "www.po.co/uk/phones");
        Assert.Equal(421, (int)answer.StatusCode);
        using var direct = await lab.GetAsync("www.po.co/global/phones", "X-Forwarded-Host: www.poco.in", "X-Forwarded-Uri: /", "X-Country: FR", "Accept-Language: es");
        Assert.Equal("https://www.mi.com/global/support", Header(direct, "Location"));
        using var shelf = await lab.GetAsync("www.po.co/global/item/sample-x7", "X-Country: FR", "Accept-Language: es");
        Assert.Equal("https://www.mi.com/es/product/sample-x7", Header(shelf, "Location"));
    }

    [Fact]
    public async Task What_a_visitor_claims_about_the_target_is_not_passed_on_by_a_proxy()
    {
        await using var lab = await GateLab.StartAsync(Closed);
        using var answer = await lab.GetAsync("www.po.co/uk/phones", "Accept-Language: en-GB", "X-Forwarded-Uri: /uk/accessories", "X-Forwarded-Method: POST");
        Assert.Equal("https://www.mi.com/uk/shop/phones", Header(answer, "Location"));
    }

    [Fact]
    public async Task An_app_may_be_answered_with_a_status_that_has_no_body()
    {
        await using var lab = await GateLab.StartAsync(Closed, lab => lab.Case.Apps[0] = lab.Case.Apps[0] with { Status = 204, Body = "" });
        using var answer = await lab.GetAsync("app.po.co/v1/home");
        Assert.Equal((204, "app_gone"), ((int)answer.StatusCode, Header(answer, "X-Storefold-Outcome")));
    }

    [Fact]
    public async Task A_trusted_proxy_states_the_country()
    {
        await using var lab = await GateLab.StartAsync(Closed);
        using var answer = await lab.GetAsync("www.po.co/global/item/sample-x7", "X-Country: FR", "Accept-Language: es");
        Assert.Equal("https://www.mi.com/fr/product/sample-x7", Header(answer, "Location"));
    }

    [Fact]
    public async Task A_milestone_holds_from_its_own_second_on()
    {
        await using var lab = await GateLab.StartAsync("2024-10-20T22:59:58");
        await Is(lab, "2024-10-20T22:59:59.999", 204);
        await Is(lab, "2024-10-20T23:00:00", 403);
        await Is(lab, "2024-12-31T17:59:59", 403);
        await Is(lab, "2024-12-31T18:00:00", 301);

        static async Task Is(GateLab lab, string utc, int status)
        {
            lab.MoveTo(utc);
            using var answer = await lab.GetAsync("www.po.co/uk/cart");
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_journal_is_read_once_a_second_at_most_and_may_be_away()
    {
        await using var lab = await GateLab.StartAsync(Stopped, lab => lab.Passed = []);
        for (var request = 0; request < 5; request++) (await lab.GetAsync("www.po.co/uk/phones")).Dispose();
        Assert.Equal(1, lab.Readings);

        lab.Passed = [new PassedMilestone(Milestone.Close, "uk", SomeUtc(Stopped), "Ada", "early")];
        lab.MoveTo("2024-10-22T00:00:01");
        using var closed = await lab.GetAsync("www.po.co/uk/phones");
        Assert.Equal((301, 2), ((int)closed.StatusCode, lab.Readings));

        lab.Failure = new StoreException("the disk is gone");
        lab.MoveTo("2024-10-22T00:00:02");
        using var still = await lab.GetAsync("www.po.co/uk/phones");
        Assert.Equal((301, 3), ((int)still.StatusCode, lab.Readings));
        Assert.Contains("the disk is gone", Assert.Single(lab.Reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_the_host_are_served_after_the_close()
    {
        await using var lab = await GateLab.StartAsync(Closed);
        using var robots = await lab.GetAsync("www.po.co/robots.txt");
        Assert.Equal("User-agent: *\nAllow: /\nSitemap: https://www.po.co/sitemap.xml\n", await Body(robots));
        using var sitemap = await lab.GetAsync("www.po.co/sitemap.xml");
        Assert.Contains("<loc>https://www.po.co/uk/item/sample-x7</loc>", await Body(sitemap), StringComparison.Ordinal);
        using var links = await lab.GetAsync("www.po.co/.well-known/assetlinks.json");
        Assert.Equal("[]", await Body(links));
    }

    [Fact]
    public async Task Every_page_of_ours_says_its_type_how_long_it_may_be_kept_and_runs_nothing()
    {
        await using var lab = await GateLab.StartAsync(Stopped);
        var pages = new[]
        {
            ("notice", "text/html"), ("support", "text/html"), ("support.json", "application/json"), ("feed.atom", "application/atom+xml"),
            ("calendar.ics", "text/calendar"), ("banner.html", "text/html"), ("banner.js", "text/javascript"),
        };
        foreach (var (page, type) in pages)
        {
            using var answer = await lab.GetAsync("www.po.co/uk/closing/" + page + "?lang=en-GB");
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("public, max-age=60", Header(answer, "Cache-Control"));
            Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        }
    }

    private static NodaTime.Instant SomeUtc(string utc) => Storefold.Tests.Deciding.SomeGate.Utc(utc);

    private static Task<string> Body(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : "";
}
