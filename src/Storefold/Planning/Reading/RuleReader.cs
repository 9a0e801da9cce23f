using NodaTime;

namespace Storefold.Planning.Reading;

/// <summary>The sections of a plan that may be left out: <c>coupons</c>, <c>accounts</c>, <c>limits</c>.</summary>
internal static class RuleReader
{
    private const int LongestSuffix = 20;

    public static CouponRules Coupons(Section root, string retirement)
    {
        var section = root.Inner(PlanKeys.Coupons, "coupons");
        var suffix = Suffix(section) ?? "-" + retirement.Split('-')[0].ToUpperInvariant();
        return new CouponRules(suffix, section.Choice("public_codes"), section.Choice("expired"));
    }

    public static AccountRules Accounts(Section root, IReadOnlyList<LoyaltyRule> loyalty, PlanContext context)
    {
        var section = root.Inner(PlanKeys.Accounts, "accounts");
        return new AccountRules(
            section.Whole("dormant_after_months", 1, 1200) ?? 18,
            section.Whole("high_value_orders", 0, int.MaxValue),
            section.Choice("passwords"),
            AsOf(section, loyalty, root, context));
    }

    public static LimitRules Limits(Section root)
    {
        var section = root.Inner(PlanKeys.Limits, "limits");
        return new LimitRules(section.Whole("batch_size", 1, 100_000) ?? 2000, section.Percent("vanished_percent") ?? 5,
            section.Percent("quarantined_percent"), section.Whole("sync_every_minutes", 1, 10_080) ?? 60,
            section.Whole("workers", 1, LimitRules.MostWorkers) ?? 1, section.Flag("throttle") ?? false);
    }

    private static string? Suffix(Section section)
    {
        if (section.Value("suffix") is not { } value) return null;
        var clean = value.Text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
        if (clean && value.Text.Length <= LongestSuffix) return value.Text;
        section.Findings.Error(PlanCodes.BadValue, value.Line,
            $"{section.Name("suffix")}: {Words.Quote(value.Text)} cannot be part of a code",
            $"use at most {LongestSuffix} letters A to Z, digits, dashes, dots and underscores, such as -POCO");
        return null;
    }

    /// <summary>When use is judged: never by the clock, or a resumed run would judge differently.</summary>
    private static Instant AsOf(Section section, IReadOnlyList<LoyaltyRule> loyalty, Section root, PlanContext context)
    {
        if (section.Value("as_of") is { } value)
            return Times.Read(value, section.Name("as_of"), context.Now, context.Findings) ?? Instant.MinValue;
        if (loyalty.Count > 0) return loyalty.Min(rule => rule.FreezeAt);
        // Written and refused, or points whose rules were refused: reported already.
        if (section.Has("as_of") || section.Excuses("as_of") || root.Excuses("accounts")
            || root.Has("loyalty") || root.Excuses("loyalty")) return Instant.MinValue;
        section.Findings.Error(PlanCodes.Required, section.Line,
            "accounts.as_of is missing, and no freeze of points stands in for it",
            "write the moment that use is judged at: accounts: { as_of: 2024-10-21 00:00 Europe/London }");
        return Instant.MinValue;
    }
}
