using Storefold.Deciding.Outcomes;

namespace Storefold.Tests.Deciding;

public sealed class Hosts_and_files_of_hosts
{
    private const string Open = "2024-10-22T00:00:00";
    private const string Closed = "2025-01-02T00:00:00";

    [Theory]
    [InlineData("www.example.org")]
    [InlineData("")]
    [InlineData("po.co")]
    [InlineData("www.po.co.evil.example")]
    [InlineData("www.po.co:80a")]
    [InlineData("user@www.po.co")]
    [InlineData("[::1]:8080")]
    [InlineData("www.po.co, www.poco.in")]
    [InlineData("www.po.co..")]
    public void A_host_that_the_plan_does_not_know_is_misdirected(string host) =>
        Assert.IsType<UnknownHost>(new SomeGate().Get(Closed, host + "/uk/phones"));

    [Theory]
    [InlineData("WWW.PO.CO")]
    [InlineData("www.po.co:443")]
    [InlineData("www.po.co:80")]
    [InlineData("www.po.co.")]
    [InlineData("Www.Po.Co.:8443")]
    public void A_host_is_known_in_every_spelling(string host) =>
        Assert.IsType<Redirect>(new SomeGate().Get(Closed, host + "/uk/phones"));

    [Fact]
    public void An_absolute_target_counts_before_the_host()
    {
        var view = new SomeGate().View(SomeGate.Utc(Closed));
        Storefold.Deciding.GateRequest Of(string target) => new("GET", "http", "www.poco.in", target);
        Assert.IsType<Redirect>(Storefold.Deciding.Ladder.Decide(view, Of("http://www.po.co/uk/phones")));
        Assert.IsType<UnknownHost>(Storefold.Deciding.Ladder.Decide(view, Of("http://www.po.co@evil.example/uk")));
        Assert.IsType<Pass>(Storefold.Deciding.Ladder.Decide(view, Of("*")));
    }

    [Fact]
    public void Certificates_go_on_being_renewed_on_every_host()
    {
        foreach (var host in new[] { "www.po.co", "app.po.co", "www.poco.in" })
        foreach (var at in new[] { Open, Closed, "2031-01-01T00:00:00" })
            Assert.IsType<Pass>(new SomeGate().Get(at, host + "/.well-known/acme-challenge/abc"));
    }

    [Theory]
    [InlineData("/.well-known/assetlinks.json", "[]")]
    [InlineData("/.well-known/apple-app-site-association", "{\"applinks\":{\"apps\":[],\"details\":[]}}")]
    [InlineData("/apple-app-site-association", "{\"applinks\":{\"apps\":[],\"details\":[]}}")]
    public void Links_open_in_the_app_until_the_close_and_in_the_browser_after_it(string path, string body)
    {
        Assert.IsType<Pass>(new SomeGate().Get(Open, "www.po.co" + path));
        Assert.Equal(body, Assert.IsType<EmptyAppLinks>(new SomeGate().Get(Closed, "www.po.co" + path)).Body);
        Assert.Equal(body, Assert.IsType<EmptyAppLinks>(new SomeGate().Get(Closed, "app.po.co" + path)).Body);
    }

    [Fact]
    public void Robots_and_the_old_sitemap_are_served_after_the_close_so_that_crawlers_meet_the_redirects()
    {
        var gate = new SomeGate();
        Assert.IsType<Pass>(gate.Get(Open, "www.po.co/robots.txt"));
        Assert.Equal(["https://www.po.co/sitemap.xml"], Assert.IsType<Robots>(gate.Get(Closed, "www.po.co/robots.txt")).Sitemaps);
        Assert.Equal(2, Assert.IsType<OldSitemap>(gate.Get(Closed, "www.po.co/sitemap.xml")).Sites.Count);
        Assert.Equal("uk", Assert.Single(Assert.IsType<OldSitemap>(gate.Get(Closed, "www.po.co/uk/sitemap.xml")).Sites).Name);
    }

    [Fact]
    public void Above_all_sites_the_chooser_is_the_shops_until_all_have_closed()
    {
        var gate = new SomeGate();
        Assert.IsType<Pass>(gate.Get(Open, "www.po.co/"));
        Assert.Equal("https://www.mi.com/global", Assert.IsType<Redirect>(gate.Get(Closed, "www.po.co/")).Location);
        Assert.Equal("https://www.mi.com/global", Assert.IsType<Redirect>(gate.Get(Closed, "www.po.co/elsewhere/deep")).Location);
        Assert.IsType<Gone>(gate.Get(Closed, "www.po.co/", "POST"));
        Assert.IsType<Gone>(gate.Get("2030-06-01T00:00:00", "www.po.co/"));

        gate.Sites[1] = gate.Sites[1] with { Zone = NodaTime.DateTimeZoneProviders.Tzdb["America/Los_Angeles"] };
        Assert.IsType<Pass>(gate.Get("2024-12-31T20:00:00", "www.po.co/"));
        Assert.IsType<Pass>(gate.Get("2024-12-31T20:00:00", "www.po.co/robots.txt"));
    }

    [Fact]
    public void Before_the_notice_nothing_of_ours_is_there()
    {
        foreach (var path in new[] { "/uk/closing/notice", "/uk/closing/banner.js", "/uk/closing/feed.atom", "/uk/cart", "/uk/" })
            Assert.IsType<Pass>(new SomeGate().Get("2024-09-23T08:59:59", "www.po.co" + path));
        Assert.IsType<Pass>(new SomeGate().Get("2024-09-23T08:59:59", "app.po.co/v1/home"));
    }

    [Fact]
    public void Pages_of_ours_take_only_their_methods_and_unknown_ones_are_not_found()
    {
        var gate = new SomeGate();
        Assert.IsType<OwnPage>(gate.Get(Open, "www.po.co/uk/closing/notice", "HEAD"));
        Assert.IsType<OwnPage>(gate.Get(Open, "www.po.co/UK/Closing/NOTICE/"));
        Assert.Equal("GET, HEAD", Assert.IsType<MethodNotAllowed>(gate.Get(Open, "www.po.co/uk/closing/notice", "POST")).Allow);
        Assert.Equal("POST", Assert.IsType<MethodNotAllowed>(gate.Get(Open, "www.po.co/uk/closing/reactions")).Allow);
        Assert.IsType<OwnPage>(gate.Get(Open, "www.po.co/uk/closing/reactions", "POST"));
        Assert.IsType<NotFound>(gate.Get(Open, "www.po.co/uk/closing/decide?edge=nginx"));
        Assert.IsType<Pass>(gate.Get(Open, "www.po.co/uk/closing-down-sale"));
    }
}
