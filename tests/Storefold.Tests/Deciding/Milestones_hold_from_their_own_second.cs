using NodaTime;
using Storefold.Deciding;
using Storefold.Deciding.Outcomes;
using Storefold.Planning;

namespace Storefold.Tests.Deciding;

public sealed class Milestones_hold_from_their_own_second
{
    /// <summary>Zone, local hour, and the instant that it is: worked out by hand, DST on both sides of a change.</summary>
    public static TheoryData<string, string, string> Hours => new()
    {
        { "Europe/London", "2024-10-21T00:00:00", "2024-10-20T23:00:00Z" },
        { "Europe/London", "2024-10-27T00:59:59", "2024-10-26T23:59:59Z" },
        { "Europe/London", "2024-10-27T02:00:00", "2024-10-27T02:00:00Z" },
        { "UTC", "2024-10-21T00:00:00", "2024-10-21T00:00:00Z" },
        { "America/New_York", "2024-11-03T00:30:00", "2024-11-03T04:30:00Z" },
        { "America/New_York", "2024-11-03T02:00:00", "2024-11-03T07:00:00Z" },
        { "Asia/Kolkata", "2024-10-21T00:00:00", "2024-10-20T18:30:00Z" },
        { "Australia/Lord_Howe", "2024-10-06T02:30:00", "2024-10-05T15:30:00Z" },
        { "Pacific/Kiritimati", "2024-10-21T00:00:00", "2024-10-20T10:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Hours))]
    public void Nothing_can_be_bought_from_the_second_on_at_which_purchases_stop(string zone, string local, string utc)
    {
        var gate = In(zone);
        gate.Times[Milestone.PurchasesStop] = local;
        Turns(gate, utc, "www.po.co/uk/cart", before: "pass", after: "purchase_refused");
        Turns(gate, utc, "www.po.co/uk/phones", before: "pass", after: "pass");
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void Old_addresses_redirect_from_the_second_of_the_close_on(string zone, string local, string utc)
    {
        var gate = In(zone);
        gate.Times[Milestone.PurchasesStop] = "2024-10-01T00:00:00";
        gate.Times[Milestone.Close] = local;
        Turns(gate, utc, "www.po.co/uk/phones", before: "pass", after: "redirect");
        Turns(gate, utc, "www.po.co/uk/cart", before: "purchase_refused", after: "redirect");
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void The_notice_appears_at_its_second(string zone, string local, string utc)
    {
        var gate = In(zone);
        gate.Times[Milestone.Notice] = local;
        gate.Times[Milestone.PurchasesStop] = "2024-12-01T00:00:00";
        Turns(gate, utc, "www.po.co/uk/closing/notice", before: "pass", after: "own_page");
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void Redirects_end_at_their_second_and_the_notice_stays(string zone, string local, string utc)
    {
        var gate = In(zone);
        gate.Times[Milestone.PurchasesStop] = "2024-09-25T00:00:00";
        gate.Times[Milestone.Close] = "2024-09-26T00:00:00";
        gate.Times[Milestone.LastSync] = "2024-09-27T00:00:00";
        gate.Times[Milestone.RedirectsUntil] = local;
        Turns(gate, utc, "www.po.co/uk/phones", before: "redirect", after: "gone");
        Turns(gate, utc, "www.po.co/uk/closing/feed.atom", before: "own_page", after: "own_page");
        Turns(gate, utc, "www.po.co/uk/closing/support", before: "own_page", after: "own_page");
    }

    [Fact]
    public void Callbacks_end_with_the_last_catch_up_not_with_the_close()
    {
        const string Callback = "www.po.co/uk/api/payments/callback/paybridge";
        var gate = new SomeGate();
        Turns(gate, "2024-12-31T18:00:00Z", Callback, before: "pass", after: "pass", "POST");
        Turns(gate, "2025-01-14T03:00:00Z", Callback, before: "pass", after: "gone", "POST");
    }

    [Fact]
    public void Each_site_follows_its_own_clock()
    {
        var gate = new SomeGate();
        gate.Sites[1] = gate.Sites[1] with { Zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"] };
        Assert.Equal("redirect", gate.Get("2024-12-31T18:00:00Z", "www.po.co/uk/phones").Name);
        Assert.Equal("purchase_refused", gate.Get("2024-12-31T18:00:00Z", "www.po.co/global/cart").Name);
        Assert.Equal("purchase_refused", gate.Get("2025-01-01T01:59:59Z", "www.po.co/global/cart").Name);
        Assert.Equal("redirect", gate.Get("2025-01-01T02:00:00Z", "www.po.co/global/phones").Name);
    }

    [Fact]
    public void A_close_counts_only_once_it_is_journalled()
    {
        var late = new SomeGate().View(SomeGate.Utc("2025-02-01T00:00:00"), []);
        Assert.Equal("pass", SomeGate.Ask(late, "www.po.co/uk/phones").Name);
        // The end of purchases comes with the clock: nobody buys because a process was late.
        Assert.Equal("purchase_refused", SomeGate.Ask(late, "www.po.co/uk/cart").Name);
    }

    private static SomeGate In(string zone)
    {
        var gate = new SomeGate();
        gate.Sites[0] = gate.Sites[0] with { Zone = DateTimeZoneProviders.Tzdb[zone] };
        return gate;
    }

    private static void Turns(SomeGate gate, string utc, string address, string before, string after, string method = "GET")
    {
        var at = SomeGate.Utc(utc);
        Assert.Equal(before, NameAt(at - Duration.FromSeconds(1)));
        Assert.Equal(after, NameAt(at));
        Assert.Equal(after, NameAt(at + Duration.FromSeconds(1)));

        string NameAt(Instant now) => SomeGate.Ask(gate.View(now), address, method).Name;
    }
}
