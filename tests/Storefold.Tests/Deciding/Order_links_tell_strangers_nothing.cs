using Storefold.Deciding.Outcomes;

namespace Storefold.Tests.Deciding;

public sealed class Order_links_tell_strangers_nothing
{
    private const string Closed = "2025-01-02T00:00:00";
    private const string LookUp = "https://www.mi.com/uk/user/find-order";

    [Theory]
    [InlineData("/orders/PC1000001?key=" + SomeGate.Secret, "https://www.mi.com/uk/user/orders/PC1000001")]
    [InlineData("/track/PC1000001?utm_source=mail&key=" + SomeGate.Secret, "https://www.mi.com/uk/user/orders/PC1000001")]
    [InlineData("/orders/PC1000002?key=another", "https://www.mi.com/uk/user/orders/PC1000002-POCO")]
    public void The_secret_of_the_link_leads_to_the_order(string path, string location) =>
        Assert.Equal(location, Location(path));

    [Theory]
    [InlineData("/orders/PC1000001")]
    [InlineData("/orders/PC1000001?key=")]
    [InlineData("/orders/PC1000001?key=wrong")]
    [InlineData("/orders/PC1000001?key=another")]
    [InlineData("/orders/PC1000001?KEY=" + SomeGate.Secret)]
    [InlineData("/orders/PC1000001?key=wrong&key=" + SomeGate.Secret)]
    [InlineData("/orders/PC1000003")]
    [InlineData("/orders/PC1000003?key=")]
    [InlineData("/orders/PC9999999")]
    [InlineData("/orders/PC9999999?key=" + SomeGate.Secret)]
    [InlineData("/orders/..%2f..%2fuser")]
    public void Any_other_link_leads_to_the_look_up_page(string path) => Assert.Equal(LookUp, Location(path));

    [Fact]
    public void An_order_that_exists_and_one_that_does_not_look_the_same()
    {
        var gate = new SomeGate();
        var real = gate.Get(Closed, "www.po.co/uk/orders/PC1000001");
        Assert.Equal(real, gate.Get(Closed, "www.po.co/uk/orders/PC9999999"));
        Assert.Equal("no-store", real.CacheControl);
        Assert.Equal(302, real.Status);
    }

    [Fact]
    public void No_secret_token_or_session_goes_any_further()
    {
        var gate = new SomeGate();
        foreach (var path in new[]
                 {
                     $"/orders/PC1000001?key={SomeGate.Secret}", $"/orders/PC9?key={SomeGate.Secret}", $"/account/reset?token={SomeGate.Secret}",
                     $"/phones;jsessionid={SomeGate.Secret}", $"/phones?sid={SomeGate.Secret}", $"/item/sample-x7?session={SomeGate.Secret}#{SomeGate.Secret}",
                     $"/reset/{SomeGate.Secret}", $"/item/{SomeGate.Secret}", $"/orders/{SomeGate.Secret}",
                 })
        {
            Assert.DoesNotContain(SomeGate.Secret, Assert.IsType<Redirect>(gate.Get(Closed, "www.po.co/uk" + path)).Location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_target_without_a_look_up_page_gives_help()
    {
        var gate = new SomeGate();
        var plan = gate.Plan;
        var map = new Storefold.Redirects.RedirectMap(plan, null, [], gate.Orders);
        var view = gate.View(SomeGate.Utc(Closed)) with { Redirects = map };
        Assert.Equal("https://www.mi.com/global/support", Assert.IsType<Redirect>(SomeGate.Ask(view, "www.po.co/uk/orders/PC7")).Location);
    }

    private static string Location(string path) => Assert.IsType<Redirect>(new SomeGate().Get(Closed, "www.po.co/uk" + path)).Location;
}
