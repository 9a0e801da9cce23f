using Storefold.Matching;

namespace Storefold.Tests.Matching;

public sealed class CouponCodes
{
    private static readonly CouponTerms TenPercent = new() { Type = "percent", Value = 10 };

    [Theory]
    [InlineData("SAVE10", "save10", false, true, true)]
    [InlineData("SAVE10", "SÀVE10", false, false, true)]
    [InlineData("SAVE10", "SAVE10  ", false, false, true)]
    [InlineData("SAVE10", "ＳＡＶＥ１０", false, false, true)]
    [InlineData("straße", "STRASSE", false, false, true)]
    [InlineData("mike", "mıke", false, false, true)]
    [InlineData("SAVE10", "SAVE\u200B10", false, false, true)]
    [InlineData("SÀVE", "SA\u0300VE", false, false, true)]
    [InlineData("ÀB", "àB", false, false, true)]
    [InlineData("SAVE10", " SAVE10", false, false, false)]
    [InlineData("SAVE10", "SAVE1O", false, false, false)]
    [InlineData("SAVE10", "SAVE10", true, true, true)]
    public void Case_37_codes_collide_as_the_targets_collation_says(
        string one, string other, bool binary, bool nocase, bool unicode)
    {
        bool Collide(string collation) =>
            string.Equals(CodeKey.Of(one, collation), CodeKey.Of(other, collation), StringComparison.Ordinal);

        Assert.Equal((binary, nocase, unicode), (Collide("binary"), Collide("nocase"), Collide("unicode_ai_ci")));
    }

    [Fact]
    public void An_unknown_collation_is_refused() =>
        Assert.Throws<ArgumentException>(() => CodeKey.Of("A", "utf8_bin"));

    [Fact]
    public void Case_37_an_accented_code_into_a_shop_that_holds_the_plain_one_is_reissued()
    {
        var outcome = Resolve("SÀVE10", TenPercent with { Value = 20 }, TenPercent, ["SAVE10"]);
        Assert.Equal(new ClashOutcome("SÀVE10-POCO", true, CouponClash.DifferentTerms), outcome);
    }

    [Fact]
    public void Case_37_a_code_of_thirty_characters_is_shortened_for_a_column_of_twenty()
    {
        const string code = "SUMMERSALE-2024-ANNIVERSARY-30";
        var outcome = Resolve(code, TenPercent, null, [], 20);
        Assert.Equal(new ClashOutcome("SUMMERSALE-2024-POCO", true, CouponClash.TooLong), outcome);
        Assert.Equal(20, outcome.NewCode?.Length);

        var next = Resolve(code, TenPercent, null, ["SUMMERSALE-2024-POCO"], 20);
        Assert.Equal(new ClashOutcome("SUMMERSALE-20-POCO-2", true, CouponClash.TooLong), next);
    }

    [Fact]
    public void A_free_code_stays_as_it_is() =>
        Assert.Equal(
            new ClashOutcome("SAVE10", false, CouponClash.Free), Resolve("SAVE10", TenPercent, null, ["OTHER"], 20));

    [Fact]
    public void Identical_terms_still_get_a_code_and_a_counter_of_their_own()
    {
        Assert.Equal(
            new ClashOutcome("SAVE10-POCO", true, CouponClash.IdenticalTerms),
            Resolve("SAVE10", TenPercent with { Value = 10.00m }, TenPercent, ["save10"]));

        // Only where the target lets two coupons have one code do they share it, with counters apart all the same.
        Assert.Equal(
            new ClashOutcome("SAVE10", false, CouponClash.IdenticalTerms),
            Resolve("SAVE10", TenPercent, TenPercent, []));
        Assert.Equal(
            new ClashOutcome("SAVE10-POCO", true, CouponClash.DifferentTerms),
            Resolve("SAVE10", TenPercent, TenPercent with { MinSpend = 50 }, []));
    }

    [Fact]
    public void A_suffix_that_is_taken_too_is_counted_up()
    {
        var taken = new[] { "SAVE10", "SAVE10-POCO", "save10-poco-2" };
        Assert.Equal("SAVE10-POCO-3", Resolve("SAVE10", TenPercent, null, taken).NewCode);
        Assert.Equal(CouponClash.Taken, Resolve("SAVE10", TenPercent, null, taken).Reason);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    public void A_code_that_cannot_fit_is_left_to_a_person(int maxLength) =>
        Assert.Equal(
            new ClashOutcome(null, false, CouponClash.NoRoom), Resolve("SAVE10", TenPercent, null, [], maxLength));

    [Fact]
    public void A_shortened_code_never_cuts_a_character_in_half()
    {
        var outcome = Resolve("🎁🎁🎁🎁🎁🎁🎁🎁", TenPercent, null, [], 7);
        Assert.Equal("🎁🎁-POCO", outcome.NewCode);
    }

    [Fact]
    public void Thousands_of_long_codes_all_find_a_place_of_their_own()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        bool IsTaken(string code) => taken.Contains(CodeKey.Of(code, CodeKey.UnicodeAiCi));
        for (var number = 0; number < 2_000; number++)
        {
            var code = $"A-VERY-LONG-CODE-FOR-ONE-CUSTOMER-{number:0000}";
            var outcome = CouponClash.Resolve(code, TenPercent, null, IsTaken, "-POCO", 20);
            Assert.NotNull(outcome.NewCode);
            Assert.True(outcome.NewCode.Length <= 20, outcome.NewCode);
            Assert.True(taken.Add(CodeKey.Of(outcome.NewCode, CodeKey.UnicodeAiCi)), outcome.NewCode);
        }
    }

    [Theory]
    [InlineData(10L, 3, 2, 5L)]
    [InlineData(1L, 1, 0, 0L)]
    [InlineData(1L, 0, 1, 0L)]
    [InlineData(1L, 3, 0, 0L)]
    [InlineData(1L, 0, 0, 1L)]
    [InlineData(0L, 0, 0, 0L)]
    [InlineData(null, 9, 9, null)]
    public void Remaining_uses_are_the_limit_less_used_and_held(long? limit, long used, long held, long? remaining) =>
        Assert.Equal(remaining, CouponUses.RemainingUses(limit, used, held));

    [Fact]
    public void A_count_below_zero_is_a_bad_row()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CouponUses.RemainingUses(1, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CouponUses.RemainingUses(1, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CouponUses.RemainingUses(-1, 0, 0));
        Assert.Equal(0, CouponUses.RemainingUses(long.MaxValue, 1, long.MaxValue));
    }

    [Fact]
    public void A_merge_gives_nobody_a_second_go()
    {
        var merged = CouponUses.MergeCustomerUses(
            [("source/1", 1), ("source/2", 2), ("target/9", 1), ("source/1", 1)],
            customer => customer is "source/1" ? "target/9" : customer);
        Assert.Equal([("source/2", 2L), ("target/9", 3L)], merged.Select(uses => (uses.Key, uses.Value)));
    }

    [Fact]
    public void Public_codes_are_issued_once_or_not_at_all()
    {
        Assert.Equal(CodeIssue.Once, CouponUses.Issue(hasHolder: false, "once"));
        Assert.Equal(CodeIssue.Skip, CouponUses.Issue(hasHolder: false, "skip"));
        Assert.Equal(CodeIssue.ToHolder, CouponUses.Issue(hasHolder: true, "skip"));
        Assert.Throws<ArgumentException>(() => CouponUses.Issue(hasHolder: false, "each"));
    }

    private static ClashOutcome Resolve(
        string code, CouponTerms source, CouponTerms? target, string[] taken, int? maxLength = null)
    {
        var keys = taken.Select(other => CodeKey.Of(other, CodeKey.UnicodeAiCi)).ToHashSet(StringComparer.Ordinal);
        bool IsTaken(string candidate) => keys.Contains(CodeKey.Of(candidate, CodeKey.UnicodeAiCi));
        return CouponClash.Resolve(code, source, target, IsTaken, "-POCO", maxLength);
    }
}
