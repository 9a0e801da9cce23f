using System.Security.Cryptography;
using NodaTime;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Planning;

public sealed class A_good_plan_is_read_whole
{
    private static readonly string File = Path.Combine(Plans.Folder(), "Good", "poco.yaml");

    [Fact]
    public void Without_a_finding()
    {
        var result = Plans.ReadFile(File);
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Plan);
    }

    [Fact]
    public void Name_file_and_hash_identify_it()
    {
        var plan = Read();
        Assert.Equal("poco-global-and-uk", plan.Retirement);
        Assert.Equal(File, plan.File);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(File))), plan.Sha256);
    }

    [Fact]
    public void Sources_are_numbered_in_its_order_and_found_from_its_folder()
    {
        var plan = Read();
        Assert.Equal("poco archive", string.Join(' ', plan.Sources.Select(source => source.Name)));
        Assert.Equal([1, 2], plan.Sources.Select(source => source.Number));
        var poco = plan.Sources[0];
        Assert.Equal("poco-store", poco.Pack);
        Assert.Equal("sqlite", poco.Connection.Driver);
        Assert.Equal(Path.Combine(Plans.Folder(), "Good", "shops", "poco.db"), poco.Connection.Location);
        Assert.Equal("sqlite:${POCO_DB}", poco.Connection.Display);
        Assert.Equal("Europe/London", poco.Zone.Id);
        Assert.Equal(["loyalty.freeze", "loyalty.debit"], poco.AllowWrites);
        Assert.Equal(4, poco.Line);
        Assert.Equal(DateTimeZone.Utc, plan.Sources[1].Zone);
        Assert.Empty(plan.Sources[1].AllowWrites);
        Assert.Equal(Path.Combine(Plans.Folder(), "Good", "mi.db"), plan.Target.Connection.Location);
    }

    [Fact]
    public void Sites_keep_its_order_and_get_canonical_addresses()
    {
        var plan = Read();
        Assert.Equal("uk global old in", string.Join(' ', plan.Sites.Select(site => site.Name)));
        Assert.Equal("www.po.co/uk www.po.co/global xn--bcher-kva.po.co in.po.co",
            string.Join(' ', plan.Sites.Select(site => site.Host + site.PathPrefix)));
        Assert.Equal([true, true, true, false], plan.Sites.Select(site => site.Retires));
        Assert.Equal("en de-CH zh-Hant", string.Join(' ', plan.Sites[1].Locales));
        Assert.Equal("global row", string.Join(' ', plan.Sites[1].Channels));
        Assert.Empty(plan.Sites[2].Channels);
        Assert.Equal("https://www.mi.com/uk", plan.Sites[0].TargetAddresses["GB/en"]);
        Assert.Equal("CH de fallback", string.Join(' ', plan.Sites[1].TargetAddresses.Keys));
        Assert.Equal("https://www.mi.com/", plan.Sites[1].TargetAddresses["fallback"]);
        Assert.Equal("https://www.mi.com/gr%C3%B6%C3%9Fen?from=poco", plan.Sites[2].TargetAddresses["fallback"]);
        Assert.Empty(plan.Sites[3].TargetAddresses);
    }

    [Fact]
    public void Points_rules_are_exact()
    {
        var plan = Read();
        var poco = plan.Loyalty[0];
        Assert.Equal("poco-points", poco.Programme);
        Assert.Equal("mi-points", poco.Into);
        Assert.Equal(new Rational(13, 10), poco.Rate);
        Assert.Equal(RoundingRule.HalfEven, poco.Rounding);
        Assert.Equal(NegativeBalances.WriteOff, poco.Negative);
        Assert.Equal(Instant.FromUtc(2024, 10, 20, 23, 0), poco.FreezeAt);
        Assert.Equal((90, 14), (poco.MinimumValidityDays, poco.FrozenWindowDays));
        var others = plan.Loyalty[1];
        Assert.Equal("*", others.Programme);
        Assert.Equal(new Rational(2, 1), others.Rate);
        Assert.Equal(Instant.FromUtc(2024, 10, 20, 23, 30), others.FreezeAt);
        Assert.Equal((RoundingRule.Up, NegativeBalances.Carry, 0, 0),
            (others.Rounding, others.Negative, others.MinimumValidityDays, others.FrozenWindowDays));
    }

    [Fact]
    public void Rules_say_what_it_says()
    {
        var plan = Read();
        Assert.Equal(new CouponRules("-PC", "skip", "skip"), plan.Coupons);
        Assert.Equal(new AccountRules(24, 500, "reset", Instant.FromUtc(2024, 10, 1, 7, 0, 15)), plan.Accounts);
        Assert.Equal(new LimitRules(500, 2.5m, 0m), plan.Limits);
        Assert.Equal(["www.mi.com"], plan.AllowedHosts);
    }

    [Fact]
    public void What_a_plan_leaves_out_has_a_default()
    {
        var plan = Plans.Read(Plans.Minimal).Plan;
        Assert.NotNull(plan);
        Assert.Equal(new CouponRules("-POCO", "once", "carry"), plan.Coupons);
        Assert.Equal(new AccountRules(18, null, "carry", plan.Loyalty[0].FreezeAt), plan.Accounts);
        Assert.Equal(new LimitRules(2000, 5m, null), plan.Limits);
    }

    [Fact]
    public void Recency_is_judged_at_the_earliest_freeze_where_the_plan_is_silent()
    {
        var plan = Plans.Read(Plans.Minimal
            + "  extra: { into: mi-points, rate: 1, freeze_at: 2024-09-01T00:00:00Z }\n").Plan;
        Assert.Equal(Instant.FromUtc(2024, 9, 1, 0, 0), plan?.Accounts.AsOf);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing_but_the_hash()
    {
        var plan = Plans.Read([0xEF, 0xBB, 0xBF,
            .. System.Text.Encoding.UTF8.GetBytes(Plans.Minimal.ReplaceLineEndings("\r\n"))]).Plan;
        Assert.Equal("poco-uk", plan?.Retirement);
    }

    [Fact]
    public void A_site_inside_another_sites_address_is_no_mistake()
    {
        const string Site = """
              all:
                address: www.po.co
                retires: false
                time_zone: UTC
                locales: [en]
                select: { source: poco, channels: [all] }
            allowed_hosts:
            """;
        var text = Plans.Minimal
            .Replace("select: { source: poco }", "select: { source: poco, channels: [uk] }", StringComparison.Ordinal)
            .Replace("allowed_hosts:", Site, StringComparison.Ordinal);
        Assert.Empty(Plans.Read(text).Diagnostics);
    }

    [Fact]
    public void A_target_may_lie_on_a_host_whose_other_part_retires()
    {
        var text = Plans.Minimal
            .Replace("https://www.mi.com/global", "https://www.po.co/ukraine", StringComparison.Ordinal)
            .Replace("[www.mi.com]", "[WWW.PO.CO]", StringComparison.Ordinal);
        Assert.Empty(Plans.Read(text).Diagnostics);
    }

    private static PlanModel Read()
    {
        var plan = Plans.ReadFile(File).Plan;
        Assert.NotNull(plan);
        return plan;
    }
}
