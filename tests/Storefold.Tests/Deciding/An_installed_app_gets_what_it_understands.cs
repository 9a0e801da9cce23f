using System.Globalization;
using System.Text.Json;
using Storefold.Deciding.Outcomes;

namespace Storefold.Tests.Deciding;

public sealed class An_installed_app_gets_what_it_understands
{
    private const string Announced = "2024-09-24T00:00:00";
    private const string Stopped = "2024-10-22T00:00:00";
    private const string Closed = "2025-01-02T00:00:00";

    [Theory]
    [InlineData("app.po.co/v1/home", "okhttp/4")]
    [InlineData("www.po.co/uk/api/home", "PocoStore/4.2 (Android)")]
    public void Before_the_close_it_is_told_when_it_ends(string address, string agent)
    {
        var pass = Assert.IsType<AppPass>(new SomeGate().Get(Announced, address, agent: agent));
        // RFC 8594: an HTTP-date; RFC 9745: a structured date.
        Assert.Equal("Tue, 31 Dec 2024 18:00:00 GMT", pass.Sunset);
        Assert.True(DateTimeOffset.TryParseExact(pass.Sunset, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Equal("@1727082000", pass.Deprecation);
        Assert.Contains("<https://www.po.co/uk/closing/notice>; rel=\"sunset\"", pass.Link, StringComparison.Ordinal);
        Assert.Contains("rel=\"deprecation\"", pass.Link, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.po.co/v1/home", "okhttp/4", "GET")]
    [InlineData("app.po.co/", "Mozilla/5.0", "GET")]
    [InlineData("app.po.co/api/cart", "okhttp/4", "POST")]
    [InlineData("app.po.co/uk/phones", "okhttp/4", "GET")]
    [InlineData("www.po.co/uk/", "PocoStore/4.2", "GET")]
    [InlineData("www.po.co/global/item/sample-x7", "PocoStore/4.2", "GET")]
    [InlineData("www.po.co/uk/orders/PC1000001?key=x", "PocoStore/1", "DELETE")]
    public void After_the_close_it_gets_a_problem_document_and_never_a_page_or_a_redirect(string address, string agent, string method)
    {
        foreach (var at in new[] { Closed, "2031-01-01T00:00:00" })
        {
            var gone = Assert.IsType<AppGone>(new SomeGate().Get(at, address, method, agent: agent));
            Assert.Equal(410, gone.Status);
            using var document = JsonDocument.Parse(gone.Body);
            Assert.Equal(410, document.RootElement.GetProperty("status").GetInt32());
            Assert.False(string.IsNullOrEmpty(document.RootElement.GetProperty("title").GetString()));
        }
    }

    [Fact]
    public void The_plan_may_say_what_an_installed_app_understands()
    {
        var gate = new SomeGate();
        gate.Apps[0] = gate.Apps[0] with { Status = 200, ContentType = "application/json", Body = "{\"err\":\"closed\"}" };
        var gone = Assert.IsType<AppGone>(gate.Get(Closed, "app.po.co/v1/home"));
        Assert.Equal((200, "{\"err\":\"closed\"}"), (gone.Status, gone.Body));
    }

    [Fact]
    public void It_cannot_buy_after_purchases_have_stopped()
    {
        var gate = new SomeGate();
        foreach (var address in new[] { "app.po.co/api/cart", "app.po.co/uk/checkout", "app.po.co/x/..%2fcart" })
        {
            Assert.True(Assert.IsType<PurchaseRefused>(gate.Get(Stopped, address, "POST")).ForProgram);
            Assert.IsType<AppPass>(gate.Get(Announced, address, "POST"));
        }

        Assert.IsType<AppPass>(gate.Get(Stopped, "app.po.co/v1/home"));
        Assert.IsType<Pass>(gate.Get(Stopped, "app.po.co/api/payments/callback/x", "POST"));
        Assert.True(Assert.IsType<PurchaseRefused>(gate.Get(Stopped, "www.po.co/uk/cart", agent: "PocoStore/4")).ForProgram);
    }

    [Fact]
    public void It_ends_with_the_last_of_its_sites()
    {
        var gate = new SomeGate();
        gate.Sites[1] = gate.Sites[1] with { Zone = NodaTime.DateTimeZoneProviders.Tzdb["America/Los_Angeles"] };
        Assert.IsType<AppPass>(gate.Get("2024-12-31T20:00:00", "app.po.co/v1/home"));
        Assert.IsType<AppGone>(gate.Get("2024-12-31T20:00:00", "app.po.co/uk/home"));
        Assert.IsType<AppGone>(gate.Get("2025-01-01T02:00:00", "app.po.co/v1/home"));
    }

    [Fact]
    public void An_app_that_also_serves_a_site_that_goes_on_is_left_alone()
    {
        var gate = new SomeGate();
        gate.Apps[0] = gate.Apps[0] with { Sites = ["uk", "india"] };
        Assert.Equal(new Pass("kept_site"), gate.Get(Closed, "app.po.co/v1/home"));
    }
}
