using Storefold.Deciding.Outcomes;

namespace Storefold.Tests.Deciding;

public sealed class Nothing_is_bought_and_everything_else_works
{
    private const string Stopped = "2024-10-21T12:00:00";

    [Theory]
    [InlineData("/cart")]
    [InlineData("/cart/")]
    [InlineData("/CART")]
    [InlineData("/cart/add/12")]
    [InlineData("/checkout?step=2")]
    [InlineData("/api/cart/items")]
    [InlineData("//cart")]
    [InlineData("/./cart")]
    [InlineData("/help/../cart")]
    [InlineData("/help/%2e%2e/cart")]
    [InlineData("/help/..%2fcart")]
    [InlineData("/%63art")]
    [InlineData("/%2563art")]
    [InlineData("/cart;jsessionid=1")]
    [InlineData("/help;x/..;y/cart")]
    [InlineData("/\\cart")]
    [InlineData("/help%5c..%5ccart")]
    [InlineData("/cart%2Fadd")]
    public void A_purchase_is_refused_in_every_disguise(string path)
    {
        var gate = new SomeGate();
        Assert.Equal(403, Assert.IsType<PurchaseRefused>(gate.Get(Stopped, "www.po.co/uk" + path)).Status);
        Assert.IsType<Pass>(gate.Get("2024-10-20T22:59:59", "www.po.co/uk" + path));
    }

    [Fact]
    public void A_purchase_that_seems_to_lie_outside_every_site_is_refused() =>
        Assert.IsType<PurchaseRefused>(new SomeGate().Get(Stopped, "www.po.co/x%2f..%2fuk/cart"));

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/phones")]
    [InlineData("GET", "/cartridges")]
    [InlineData("GET", "/account/orders")]
    [InlineData("POST", "/account/login")]
    [InlineData("GET", "/orders/PC1000001?key=abc")]
    [InlineData("GET", "/api/orders")]
    [InlineData("POST", "/api/payments/callback/paybridge")]
    [InlineData("POST", "/api/payments/notify/paybridge")]
    [InlineData("POST", "/api/refunds/77")]
    [InlineData("POST", "/api/carriers/dhl/events")]
    [InlineData("GET", "/help/returns")]
    public void Everything_else_passes(string method, string path) =>
        Assert.IsType<Pass>(new SomeGate().Get(Stopped, "www.po.co/uk" + path, method));

    [Fact]
    public void An_order_posted_to_the_api_is_refused_and_a_list_of_orders_is_not()
    {
        Assert.IsType<PurchaseRefused>(new SomeGate().Get(Stopped, "www.po.co/uk/api/orders", "POST"));
        Assert.IsType<Pass>(new SomeGate().Get(Stopped, "www.po.co/uk/api/orders", "HEAD"));
    }

    [Theory]
    [InlineData("/cart", "text/html,*/*", false)]
    [InlineData("/cart", null, false)]
    [InlineData("/cart", "*/*", false)]
    [InlineData("/cart", "application/json", true)]
    [InlineData("/cart", "application/problem+json", true)]
    [InlineData("/api/cart", "*/*", true)]
    [InlineData("/api/cart", "text/html", false)]
    public void People_get_a_page_and_programs_a_problem_document(string path, string? accept, bool program)
    {
        var refused = Assert.IsType<PurchaseRefused>(new SomeGate().Get(Stopped, "www.po.co/uk" + path, "POST", accept: accept));
        Assert.Equal(program, refused.ForProgram);
    }

    [Fact]
    public void A_form_sent_after_the_close_is_not_redirected_away()
    {
        foreach (var method in new[] { "POST", "PUT", "DELETE", "PATCH", "OPTIONS" })
            Assert.Equal("method", Assert.IsType<Gone>(new SomeGate().Get("2025-01-02T00:00:00", "www.po.co/uk/account/login", method)).Reason);
    }

    [Fact]
    public void A_platform_without_routes_cannot_tell_purchases_and_leads_home_after_the_close()
    {
        var gate = new SomeGate { Routes = new Dictionary<string, Storefold.Packs.Routes.SourceRoutes>(StringComparer.Ordinal) };
        gate.Rows.Clear();
        Assert.IsType<Pass>(gate.Get(Stopped, "www.po.co/uk/cart"));
        Assert.Equal("https://www.mi.com/uk", Assert.IsType<Redirect>(gate.Get("2025-01-02T00:00:00", "www.po.co/uk/anything/at/all")).Location);
    }
}
