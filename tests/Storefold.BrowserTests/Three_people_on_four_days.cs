using System.Globalization;
using System.Net;
using Storefold.Tests.Gate;

namespace Storefold.BrowserTests;

/// <summary>
/// The commissioned case as shoppers meet it: a real browser, the documented edge, the gate on the journal of a rehearsed
/// fold. What each of them sees is written out; the screenshots are in artifacts/screenshots.
/// </summary>
public sealed class Three_people_on_four_days(Chromium chromium)
{
    private static readonly Person Briton = new("uk", "en-GB", 1280);
    private static readonly Person German = new("elsewhere", "de-DE", 1280);
    private static readonly Person AppUser = new("app", "en-GB", 390);

    [Fact]
    public async Task While_the_notice_is_up_everything_goes_on() => await WalkAsync(
        "announced", "2024-10-01T12:00:00Z",
        britain: ["200 ", "old shop, banner", "old shop, banner", "old shop, banner", "200 "],
        elsewhere: ["200 ", "old shop, banner", "old shop, banner", "old shop, banner", "200 "],
        app: ["200 with Sunset", "200 with Sunset", "old shop, banner"]);

    [Fact]
    public async Task When_purchases_have_stopped_only_buying_is_refused() => await WalkAsync(
        "stopped", "2024-11-15T12:00:00Z",
        britain: ["200 ", "403 ", "old shop, banner", "old shop, banner", "200 "],
        elsewhere: ["200 ", "403 ", "old shop, banner", "old shop, banner", "200 "],
        app: ["200 with Sunset", "403 application/problem+json", "old shop, banner"]);

    [Fact]
    public async Task Once_closed_every_address_leads_to_its_counterpart() => await WalkAsync(
        "closed", "2025-01-02T12:00:00Z",
        britain: ["200 ", "new shop /uk", "new shop /uk/user/orders/", "new shop /uk/product/", "200 "],
        elsewhere: ["200 ", "new shop /de", "new shop /de/user/find-order", "new shop /de/product/", "200 "],
        app: ["410 application/problem+json", "410 application/problem+json", "new shop /uk/product/"]);

    [Fact]
    public async Task Two_years_later_notice_support_and_redirects_still_stand() => await WalkAsync(
        "later", "2027-01-02T12:00:00Z",
        britain: ["200 ", "new shop /uk", "new shop /uk/user/orders/", "new shop /uk/product/", "200 "],
        elsewhere: ["200 ", "new shop /de", "new shop /de/user/find-order", "new shop /de/product/", "200 "],
        app: ["410 application/problem+json", "410 application/problem+json", "new shop /uk/product/"]);

    // The third of an app's is what happens when its user taps a link to a product and it opens in the browser.
    private async Task WalkAsync(string day, string at, string[] britain, string[] elsewhere, string[] app)
    {
        await using var town = await Town.OpenAsync(await RehearsedShop.PlanAsync(), at);
        await using var browser = await chromium.InAsync(town);
        var link = await RehearsedShop.OrderLinkAsync();
        string[] british = ["/uk/closing/notice", "/uk/cart", link, "/uk/item/sample-c4", "/uk/closing/support"];
        // Somebody else's order number, with a made-up secret.
        string[] foreign = ["/global/closing/notice", "/global/checkout", "/global/orders/PC1000001?key=guess", "/global/item/sample-c4", "/global/closing/support"];
        await StopsAsync(browser, Briton, day, british, britain);
        await StopsAsync(browser, German, day, foreign, elsewhere);
        await StopsAsync(browser, AppUser, day, ["/uk/item/sample-c4"], app[2..]);
        Assert.Equal(app[0], await CallAsync(town, HttpMethod.Get, "/uk/api/products"));
        Assert.Equal(app[1], await CallAsync(town, HttpMethod.Post, "/uk/api/checkout"));
    }

    private static async Task StopsAsync(TownBrowser browser, Person person, string day, string[] paths, string[] expected)
    {
        for (var stop = 0; stop < paths.Length; stop++)
        {
            var seen = await browser.VisitAsync(person, "www.po.co" + paths[stop], string.Create(CultureInfo.InvariantCulture, $"walk-{day}-{person.Name}-{stop + 1}"));
            Assert.True(seen.StartsWith(expected[stop], StringComparison.Ordinal), $"{person.Name} at {paths[stop]}: {seen}, not {expected[stop]}");
        }
    }

    /// <summary>What the installed app gets from its API: never HTML, never a redirect.</summary>
    private static async Task<string> CallAsync(Town town, HttpMethod method, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var request = new HttpRequestMessage(method, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{town.Port}{path}"));
        request.Headers.Host = "app.po.co";
        request.Headers.TryAddWithoutValidation("User-Agent", "PocoStore/5.2 (Android 14)");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (answer.StatusCode != HttpStatusCode.OK) return $"{status} {answer.Content.Headers.ContentType?.MediaType}";
        return answer.Headers.Contains("Sunset") && answer.Headers.Contains("Deprecation") ? status + " with Sunset" : status;
    }
}
