using Storefold.Deciding.Outcomes;

namespace Storefold.Tests.Deciding;

public sealed class A_site_that_goes_on_never_meets_the_gate
{
    public static readonly string[] Instants =
        ["2024-01-01T00:00:00", "2024-09-24T00:00:00", "2024-10-22T00:00:00", "2025-01-02T00:00:00", "2030-06-01T00:00:00"];

    public static readonly string[] Paths =
    [
        "/", "/cart", "/api/checkout", "/closing/notice", "/closing/decide", "/closing/reactions", "/robots.txt", "/sitemap.xml",
        "/.well-known/assetlinks.json", "/apple-app-site-association", "/orders/PC1000001?key=x", "/flash-sale/1", "//x//../y?a=b",
        "/item/%2e%2e/cart", "/%00",
    ];

    [Fact]
    public void Whatever_is_asked_on_its_host_passes()
    {
        var gate = new SomeGate();
        foreach (var instant in Instants)
        foreach (var path in Paths)
        foreach (var method in new[] { "GET", "POST", "HEAD", "DELETE", "OPTIONS", "BREW" })
        foreach (var agent in new[] { "Mozilla/5.0", "PocoStore/4.2" })
        foreach (var host in new[] { "www.poco.in", "WWW.POCO.IN", "www.poco.in:443", "www.poco.in." })
            Assert.Equal(new Pass("kept_site"), gate.Get(instant, host + path, method, agent: agent));
    }

    [Fact]
    public void Below_a_host_that_it_shares_it_passes_as_well_and_so_does_what_lies_above_both()
    {
        var gate = new SomeGate();
        gate.Sites[2] = gate.Sites[2] with { Host = "www.po.co", PathPrefix = "/in" };
        foreach (var instant in Instants)
        {
            foreach (var path in Paths) Assert.Equal(new Pass("kept_site"), gate.Get(instant, "www.po.co/in" + path, "POST"));
            foreach (var path in new[] { "/", "/robots.txt", "/.well-known/assetlinks.json", "/sitemap.xml", "/about" })
                Assert.IsType<Pass>(gate.Get(instant, "www.po.co" + path));
        }

        Assert.IsType<Redirect>(gate.Get(Instants[3], "www.po.co/uk/phones"));
        Assert.IsType<Redirect>(gate.Get(Instants[3], "www.po.co/in/../uk/phones"));
        Assert.IsType<Pass>(gate.Get(Instants[3], "www.po.co/uk/../in/phones"));
        Assert.Equal("gone", gate.Get(Instants[4], "www.po.co/uk").Name);
        Assert.IsType<Pass>(gate.Get(Instants[3], "www.po.co/ukraine"));
    }

    [Fact]
    public void A_kept_site_nested_in_a_retiring_one_is_told_by_the_longer_prefix()
    {
        var gate = new SomeGate();
        gate.Sites[2] = gate.Sites[2] with { Host = "www.po.co", PathPrefix = "/uk/trade" };
        Assert.Equal(new Pass("kept_site"), gate.Get(Instants[2], "www.po.co/uk/trade/cart"));
        Assert.IsType<PurchaseRefused>(gate.Get(Instants[2], "www.po.co/uk/cart"));
        Assert.IsType<PurchaseRefused>(gate.Get(Instants[2], "www.po.co/uk/trade/../cart"));
    }
}
