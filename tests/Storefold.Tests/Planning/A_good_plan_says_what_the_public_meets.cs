using NodaTime;
using Storefold.Planning;

namespace Storefold.Tests.Planning;

public sealed class A_good_plan_says_what_the_public_meets
{
    private static readonly string Folder = Path.Combine(Plans.Folder(), "Good");

    [Fact]
    public void Without_a_finding()
    {
        var result = Plans.ReadFile(Path.Combine(Folder, "public.yaml"));
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Plan);
    }

    [Fact]
    public void When_each_milestone_comes()
    {
        var timetable = Read().Timetable;
        Assert.Equal(Milestones.All, timetable?.Milestones.Select(milestone => milestone.Milestone));
        Assert.Equal(30, timetable?.Line);
        Assert.Equal(Instant.FromUtc(2024, 9, 23, 9, 0), timetable?.Find(Milestone.Notice)?.At["uk"]);
        Assert.Equal(Instant.FromUtc(2024, 9, 23, 10, 0), timetable?.Find(Milestone.Notice)?.At["global"]);
        Assert.Equal(Instant.FromUtc(2024, 10, 20, 23, 0), Read().Loyalty[0].FreezeAt);
        Assert.Equal(15, Read().Limits.SyncEveryMinutes);
    }

    [Fact]
    public void What_the_notices_say() => Assert.Equal(
        new NoticeRules("POCO", "Xiaomi", Folder, Sample: true, ControllerChange: true, "Xiaomi Technology (sample)",
            "https://privacy.mi.example/poco", 43),
        Read().Notices);

    [Fact]
    public void Who_helps()
    {
        var support = Read().Support;
        Assert.Equal((Path.Combine(Folder, "service-centres.csv"), 51), (support.CentresFile, support.Line));
        Assert.Equal("uk social, global both", string.Join(", ", support.Sites.Select(site => $"{site.Site} {site.By}")));
        Assert.Equal([new("X", "https://x.example/poco-uk"), new("Facebook", "https://facebook.example/poco")], support.Sites[0].Links);
        Assert.Equal([new("Mi support", "https://www.mi.com/global/support")], support.Sites[1].Links);
    }

    [Fact]
    public void Where_updates_are_posted()
    {
        var channels = Read().Channels;
        var mastodon = channels[0];
        Assert.Equal(("mastodon", "mastodon", "https://social.example/hooks/hunter2", "https://social.example/${POCO_HOOK}", "hunter2"),
            (mastodon.Name, mastodon.Kind, mastodon.Url, mastodon.UrlDisplay, mastodon.Token));
        Assert.Equal(("en-GB", 480, "uk", 57), (mastodon.Locale, mastodon.Limit, string.Join(' ', mastodon.Sites), mastodon.Line));
        var hook = channels[1];
        Assert.Equal(("http://127.0.0.1:8080/hook", null, "en-GB", 280, "uk global"),
            (hook.Url, hook.Token, hook.Locale, hook.Limit, string.Join(' ', hook.Sites)));
    }

    [Fact]
    public void A_channel_shows_nothing_secret_of_itself() =>
        Assert.Equal("mastodon (mastodon, https://social.example/${POCO_HOOK})", Read().Channels[0].ToString());

    [Fact]
    public void What_apps_are_answered()
    {
        var apps = Read().Apps;
        Assert.Equal(("poco-app", "app.po.co api.po.co", "uk global", "PocoStore/", 403, "application/json", "{\"code\":403}", 68),
            (apps[0].Name, string.Join(' ', apps[0].Hosts), string.Join(' ', apps[0].Sites), apps[0].UserAgent, apps[0].Status,
                apps[0].ContentType, apps[0].Body, apps[0].Line));
        Assert.Empty(apps[1].Hosts);
        Assert.Equal((410, "application/problem+json", null), (apps[1].Status, apps[1].ContentType, apps[1].Body));
    }

    [Fact]
    public void Which_hosts_of_a_domain_must_keep_answering()
    {
        var domains = Read().Domains;
        Assert.Equal("po.co mail.po.co www.po.co xn--bcher-kva.po.co app.po.co api.po.co", string.Join(' ', domains[0].Hosts));
        Assert.Equal(("po.co", "Xiaomi", false, "ns1.mi.com ns2.mi.com", 77),
            (domains[0].Name, domains[0].To, domains[0].Mail, string.Join(' ', domains[0].NameServers), domains[0].Line));
        Assert.Equal(("poco.shop", true), (domains[1].Name, domains[1].Mail));
        Assert.Empty(domains[1].Hosts);
    }

    [Fact]
    public void How_the_gate_answers()
    {
        var gate = Read().Gate;
        Assert.Equal(("/_closing/poco", "X-Country", "https://www.mi.com/global/support", 79),
            (gate.Prefix, gate.CountryHeader, gate.Help, gate.Line));
        Assert.Equal("10.1.0.0/16 2001:db8::/32 192.0.2.1", string.Join(' ', gate.TrustedProxies));
        Assert.Equal("/flash-sale/* /gr%C3%B6%C3%9Fe", string.Join(' ', gate.Gone));
    }

    [Fact]
    public void What_a_plan_leaves_out_has_a_default()
    {
        var plan = Plans.Read(Plans.Minimal).Plan;
        Assert.NotNull(plan);
        Assert.Null(plan.Timetable);
        Assert.Equal(new NoticeRules("Poco", "www.mi.com", null, Sample: false, ControllerChange: false, null, null, 0), plan.Notices);
        Assert.Equal((null, 0), (plan.Support.CentresFile, plan.Support.Line));
        Assert.Empty(plan.Support.Sites);
        Assert.Empty(plan.Channels);
        Assert.Empty(plan.Apps);
        Assert.Empty(plan.Domains);
        Assert.Equal(GateRules.Default, plan.Gate);
        Assert.Equal(60, plan.Limits.SyncEveryMinutes);
    }

    [Theory]
    [InlineData("https://hooks.example/${SECRET}", "", "hunter2 with a blank")]
    [InlineData("${SECRET}", "", "ftp://hunter2.example")]
    [InlineData("${SECRET}", "", "http://hunter2.example")]
    [InlineData("${SECRET}", "", "https://poco:hunter2@hooks.example")]
    [InlineData("${SECRET}", "", "https://hooks.example/#hunter2")]
    [InlineData("${SECRET}", "", "hunter2")]
    [InlineData("https://hooks.example", "token: \"${SECRET}\"", "hunter2\nX-Header: hunter2")]
    [InlineData("https://hooks.example", "token: \"${SECRET}\"", "  ")]
    public void What_a_variable_of_a_channel_holds_is_never_shown(string url, string token, string value)
    {
        using var folder = new TempFolder();
        var channel = $"channels:\n  news: {{ kind: webhook, url: \"{url}\", {token} }}\n";
        File.WriteAllText(folder.File("plan.yaml"), Plans.Minimal + channel);
        var result = PlanReader.Read(folder.File("plan.yaml"), name => name is "SECRET" ? value : null, Plans.Clock);
        Assert.Contains("channels.news", Plans.Only(result).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Plans.Only(result).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:3000")]
    [InlineData("http://[::1]:3000/api")]
    [InlineData("https://social.example:8443/api?v=1")]
    public void A_channel_may_be_on_this_machine_or_on_a_port_of_its_own(string url) => Assert.Empty(
        Plans.Read(Plans.Minimal + $"channels:\n  news: {{ kind: webhook, url: \"{url}\" }}\n").Diagnostics);

    [Fact]
    public void An_app_may_lie_beside_a_kept_site_under_the_host_of_a_retiring_one()
    {
        const string Kept = "  in: { address: po.co/in, retires: false, time_zone: UTC, locales: [en], select: { source: poco, channels: [in] } }\n";
        var text = Plans.Minimal
            .Replace("select: { source: poco }", "select: { source: poco, channels: [uk] }", StringComparison.Ordinal)
            .Replace("www.po.co/uk", "po.co/uk", StringComparison.Ordinal)
            .Replace("allowed_hosts:", Kept + "allowed_hosts:", StringComparison.Ordinal);
        Assert.Empty(Plans.Read(text + "apps: { store: { hosts: [app.po.co], sites: [uk] } }\n").Diagnostics);
    }

    private static PlanModel Read()
    {
        var plan = Plans.ReadFile(Path.Combine(Folder, "public.yaml")).Plan;
        Assert.NotNull(plan);
        return plan;
    }
}
