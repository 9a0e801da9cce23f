using System.Text;
using NodaTime;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;
using Storefold.Redirects;

namespace Storefold.Tests.Deciding;

public sealed class Nobody_is_sent_anywhere_else(ITestOutputHelper output)
{
    private const int Rounds = 60_000;

    private static readonly string[] Pieces =
    [
        "/", "//", "\\", "/\\", "..", ".", "%2e", "%2E%2e", "%2f", "%5c", "%00", "%0d%0a", "%0D%0ALocation:", "\r\n", "\0", "\t", " ", "@", ":", "?", "#",
        "&", "=", ";", "%", "%%", "%zz", "%c0%ae", "%ff", "%F0%9F%98%80", "😀", "\ud800", "ö", "手", "evil.example", "//evil.example", "https://evil.example",
        "http://", "javascript:alert(1)", "data:text/html,x", "www.mi.com", "www.mi.com@evil.example", "www.po.co", "uk", "/uk", "/uk/", "/global/", "phones",
        "item", "sample-x7", "orders", "PC1000001", "key=", SomeGate.Secret, "closing", "notice", "flash-sale", "api", "cart", "{", "}", "<script>", "\"", "'",
        "xn--", "%E6%89%8B", "*", "a", "Z", "~", "+", ",", "|", "^", "`", "%25", "%2525", "%u002f", "．．", "／",
    ];

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("///evil.example/%2e%2e")]
    [InlineData("/\\evil.example")]
    [InlineData("/uk//evil.example")]
    [InlineData("/uk/%5c%5cevil.example")]
    [InlineData("/uk/https:%2f%2fevil.example")]
    [InlineData("/uk/@evil.example")]
    [InlineData("/uk/%0d%0aLocation:%20https://evil.example")]
    [InlineData("/uk/\r\nSet-Cookie: a=b")]
    [InlineData("/uk/?next=https://evil.example")]
    [InlineData("/uk/item/%2f%2fevil.example")]
    [InlineData("/uk/orders/%2f%2fevil.example?key=x")]
    [InlineData("/uk/%E2%80%AEevil.example")]
    [InlineData("/uk/.evil.example")]
    public void A_hostile_path_leads_nowhere_else(string path) =>
        AssertSafe(new SomeGate().View(SomeGate.Utc("2025-01-02T00:00:00")), new GateRequest("GET", "https", "www.po.co", path));

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://www.mi.com@evil.example/")]
    [InlineData("https://www.mi.com:8443/")]
    [InlineData("https://www.mi.com.evil.example/")]
    [InlineData("https://WWW.MI.COM/")]
    [InlineData("http://www.mi.com/")]
    [InlineData("https://www.mi.com\\@evil.example/")]
    [InlineData("https://www.mi.com/\r\nSet-Cookie: a=b")]
    [InlineData("https://www.mi.com/手")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://www.po.co/uk/phones")]
    [InlineData("https://www.po.co/")]
    [InlineData("https://app.po.co/x")]
    [InlineData("")]
    public void A_row_that_leads_there_is_not_compiled_and_the_visitor_is_led_home(string target)
    {
        var gate = new SomeGate();
        gate.AllowedHosts.AddRange(["www.po.co", "app.po.co"]);
        gate.Rows.RemoveAll(row => row.Path is "/phones");
        gate.Rows.Add(new RedirectRow("uk", "/phones", RedirectKind.Category, target, "test"));
        Assert.Equal("https://www.mi.com/uk", Assert.IsType<Redirect>(gate.Get("2025-01-02T00:00:00", "www.po.co/uk/phones")).Location);
    }

    [Fact]
    public void A_path_below_the_target_address_cannot_leave_it()
    {
        var guard = new SafeLocation(new SomeGate().Plan);
        foreach (var path in new[] { "//evil.example", "/\\evil.example", "/../../x", "/a?b=c#d", "/a b", "/手", "/%2e%2e/x", "/@evil.example" })
            Assert.StartsWith("https://www.mi.com/uk/", guard.Compile("https://www.mi.com/uk", path) + "/", StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_no_longer_allowed_is_not_served()
    {
        var gate = new SomeGate();
        var view = gate.View(SomeGate.Utc("2025-01-02T00:00:00"));
        gate.AllowedHosts.Clear();
        gate.AllowedHosts.Add("elsewhere.example");
        var narrowed = view with { Redirects = new RedirectMap(gate.Plan, SomeGate.Platform.Routes.Target, gate.Rows, gate.Orders) };
        Assert.Equal("no_target", Assert.IsType<Gone>(SomeGate.Ask(narrowed, "www.po.co/uk/phones")).Reason);
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public void Random_hostile_requests_end_with_an_answer_and_every_redirect_on_the_allow_list()
    {
        var random = Seed.Random(20241231);
        var gate = new SomeGate();
        GateView[] views = [.. A_site_that_goes_on_never_meets_the_gate.Instants.Select(instant => gate.View(SomeGate.Utc(instant)))];
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
        {
            var request = Hostile(random);
            var outcome = AssertSafe(views[random.Next(views.Length)], request);
            names[outcome.Name] = names.GetValueOrDefault(outcome.Name) + 1;
        }

        foreach (var (name, count) in names.OrderBy(pair => pair.Key, StringComparer.Ordinal)) output.WriteLine($"{name} {count}");
        // The grammar has to reach the redirects, or it proves nothing.
        Assert.True(names["redirect"] > Rounds / 20, "too few redirects");
    }

    private static GateRequest Hostile(Random random)
    {
        string[] hosts = ["www.po.co", "www.po.co", "www.po.co", "www.po.co", "www.poco.in", "app.po.co", "evil.example", "www.po.co:80", "www.po.co\r\nx", "..", ""];
        string[] methods = ["GET", "GET", "GET", "GET", "HEAD", "POST", "get", "CONNECT", ""];
        string[] starts = ["/uk/", "/uk/", "/global/", "/", "", "http://www.po.co/uk/", "/uk/orders/", "/uk/item/"];
        return new GateRequest(
            methods[random.Next(methods.Length)], "https", hosts[random.Next(hosts.Length)], starts[random.Next(starts.Length)] + Some(random, 8),
            random.Next(9) == 0 ? "PocoStore/1" : Some(random, 2), Some(random, 2), random.Next(2) == 0 ? Some(random, 4) : "en-GB,de;q=0.5",
            random.Next(3) == 0 ? Some(random, 1) : null);
    }

    private static string Some(Random random, int most)
    {
        var text = new StringBuilder();
        for (var left = random.Next(most + 1); left > 0; left--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    private static Outcome AssertSafe(GateView view, GateRequest request)
    {
        var outcome = Ladder.Decide(view, request);
        Assert.False(string.IsNullOrEmpty(outcome.CacheControl));
        Assert.InRange(outcome.Status, 200, 499);
        if (outcome is AppGone gone) Assert.DoesNotContain('<', gone.Body);
        if (outcome is not Redirect redirect) return outcome;
        var location = new Uri(redirect.Location, UriKind.Absolute);
        Assert.Equal(("https", "www.mi.com", 443, ""), (location.Scheme, location.Host, location.Port, location.UserInfo));
        Assert.StartsWith("https://www.mi.com/", redirect.Location, StringComparison.Ordinal);
        Assert.All(redirect.Location, letter => Assert.InRange(letter, '!', '~'));
        return outcome;
    }
}
