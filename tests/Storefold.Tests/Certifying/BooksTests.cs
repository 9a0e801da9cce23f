using Storefold.Certifying;
using Storefold.Shop;

namespace Storefold.Tests.Certifying;

public sealed class BooksTests
{
    [Fact]
    public void Books_in_which_everything_adds_up_have_no_problem_and_no_breach()
    {
        var books = SomeCertificate.BalancedBooks();
        Assert.Empty(books.Problems());
        Assert.Empty(books.Breaches());
    }

    [Fact]
    public void A_row_without_a_fate_is_named_with_all_its_figures()
    {
        var books = SomeCertificate.BalancedBooks();
        var row = books.Fates[1] with { Source = 1_206 };
        Assert.Equal(2, row.Unexplained);
        Assert.Equal(
            [
                "Site poco-uk, order: 1206 rows in the source, but created 1150 + merged 0 + skipped 50 "
                + "+ quarantined 4 + erased 0 = 1204; 2 unexplained.",
            ],
            (books with { Fates = [books.Fates[0], row, .. books.Fates.Skip(2)] }).Problems());
    }

    [Fact]
    public void A_penny_that_is_missing_is_named()
    {
        var books = SomeCertificate.BalancedBooks();
        var row = books.Money[0] with { Target = 123_840.49m };
        Assert.Equal(
            [
                "GBP order.total_grand: 128450.99 in the source, but not carried 4300.49 + quarantined 310.00 "
                + "+ target 123840.49 leaves 0.01.",
            ],
            (books with { Money = [row, books.Money[1]] }).Problems());
    }

    [Fact]
    public void An_eighth_decimal_beside_a_huge_amount_is_not_lost_in_a_sum()
    {
        var row = new MoneyRow(
            "GBP", "order.total_grand", 999_999_999_999_999_999.00000001m,
            SomeCertificate.Amounts(("cart", 0.00000001m)), 0m, 999_999_999_999_999_999m);
        Assert.True(row.Balances);
        Assert.False((row with { NotCarried = ByRule.None<decimal>() }).Balances);
        // 29 digits are the most that a decimal holds: adding these two as decimals would round the difference away.
        const decimal Huge = 7_922_816_251_426_433_759_354_395_033m;
        var edge = new MoneyRow("GBP", "x", Huge, ByRule.None<decimal>(), 0.01m, Huge);
        Assert.Equal(new Rational(-1, 100), edge.Imbalance);
    }

    [Fact]
    public void A_point_that_is_missing_on_either_side_is_named_on_that_side()
    {
        var books = SomeCertificate.BalancedBooks();
        var row = books.Points[0];
        Assert.Equal(
            [
                "Programme poco: 12501 points in the source, but expired 300 + written off 0 + quarantined 199 "
                + "+ converted 12001 leaves 1.",
            ],
            (books with { Points = [row with { Source = 12_501m }] }).Problems());
        Assert.Equal(
            ["Programme poco: 15602 points in the target, but converted 12001 x rate 13/10 + rounding 3/5 leaves 0.1."],
            (books with { Points = [row with { Rounding = new Rational(3, 5) }] }).Problems());
    }

    [Fact]
    public void A_third_of_a_point_balances_exactly_and_a_rounded_third_does_not()
    {
        // Eleven lots of one point at 1/3, rounded up once: 4 points, of which 1/3 is rounding.
        var row = new PointsRow("club", new Rational(1, 3), 11m, 0m, 0m, 0m, 11m, new Rational(1, 3), 4m);
        Assert.True(row.Balances);
        Assert.False((row with { Rounding = Rational.Of(0.3333333333333333333333333333m) }).Balances);
    }

    [Fact]
    public void Points_balance_for_every_account_that_follows_the_rule_and_for_no_other_rounding()
    {
        const int Seed = 20241021;
        TestContext.Current.SendDiagnosticMessage($"seed {Seed}");
        var random = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var rate = new Rational(random.Next(1, 200), random.Next(1, 200));
            var converted = random.Next(-50_000, 500_000) / (decimal)Math.Pow(10, random.Next(3));
            var (expired, writtenOff, quarantined) = (random.Next(1_000), random.Next(1_000), random.Next(1_000));
            var exact = Rational.Of(converted) * rate;
            var target = Math.Ceiling((decimal)exact.Numerator / (decimal)exact.Denominator);
            var row = new PointsRow(
                "club", rate, converted + expired + writtenOff + quarantined, expired, writtenOff, quarantined,
                converted, Rational.Of(target) - exact, target);
            Assert.True(row.Balances, $"seed {Seed}, round {round}: {row}");
            Assert.False((row with { Rounding = row.Rounding + new Rational(1, 1_000_000_007) }).Balances);
            Assert.False((row with { Target = target + 1 }).Balances);
        }
    }

    [Fact]
    public void A_count_below_zero_that_makes_a_sum_come_out_is_found()
    {
        var books = SomeCertificate.BalancedBooks();
        var row = books.Fates[2] with { Created = 3_312, Erased = -10 };
        Assert.True(row.Balances);
        Assert.Equal(
            ["Site poco-uk, order.line: erased is -10, a count below 0."],
            (books with { Fates = [.. books.Fates.Take(2), row, .. books.Fates.Skip(3)] }).Problems());
    }

    [Fact]
    public void A_row_that_stands_twice_is_found()
    {
        var books = SomeCertificate.BalancedBooks();
        Assert.Equal(
            ["Site poco-uk, order.line: stands more than once."],
            (books with { Fates = [.. books.Fates, books.Fates[2]] }).Problems());
    }

    [Fact]
    public void Coupons_that_contradict_the_fates_are_found()
    {
        var books = SomeCertificate.BalancedBooks();
        Assert.Equal(
            ["Coupons: 221 codes, but the fates tell of 220.", "Coupons: 3 aliases, but only 2 codes reissued."],
            (books with { Coupons = books.Coupons with { Codes = 221, Reissued = 2, Aliases = 3 } }).Problems());
    }

    [Fact]
    public void The_share_that_needs_no_action_is_rounded_down_so_that_all_means_all()
    {
        var share = new NeedsNoAction(new(10_001, 10_000), default, default);
        Assert.Equal(0.9999m, share.Share);
        Assert.Equal(1m, (share with { Customers = new(10_001, 10_001) }).Share);
        Assert.Equal(1m, (share with { Customers = default }).Share);
        var books = SomeCertificate.BalancedBooks() with { NeedsNoAction = new(new(366, 367), new(1_154, 0), default) };
        Assert.Equal(["Needs no action: 367 of 366 customers."], books.Problems());
    }

    [Fact]
    public void Whoever_waits_in_quarantine_or_is_of_no_site_is_one_of_all()
    {
        var moved = new NeedsNoAction(new(361, 361), new(1_150, 1_150), default);
        Assert.Equal(1m, moved.Share);
        Assert.Equal(
            ["Needs no action: 361 customers in all, but the fates tell of 366.", "Needs no action: 1150 orders in all, but the fates tell of 1154."],
            (SomeCertificate.BalancedBooks() with { NeedsNoAction = moved }).Problems());
    }

    [Fact]
    public void Target_rows_that_went_missing_are_a_problem_and_changed_ones_a_breach()
    {
        var books = SomeCertificate.BalancedBooks();
        Assert.Equal(
            ["Target's own customer: 512 rows before, but untouched 451 + merged 60 + changed 0 + traded 0 leaves 1."],
            (books with { TargetOwn = [new("customer", 512, 451, 60, 0)] }).Problems());
        var changed = books with { TargetOwn = [new("customer", 512, 451, 60, 1)] };
        Assert.Empty(changed.Problems());
        Assert.Equal(
            ["Target's own customer: 1 rows differ without a named merge, the promise is 0."], changed.Breaches());
    }

    [Fact]
    public void A_write_to_a_kept_site_is_a_breach()
    {
        var books = SomeCertificate.BalancedBooks() with { KeptSites = [new("poco-india", 3, 0), new("mi", 0, 2)] };
        Assert.Equal(
            [
                "Kept site poco-india: 3 of its rows were written, the promise is 0.",
                "Kept site mi: 2 of its answers were altered, the promise is 0.",
            ],
            books.Breaches());
    }

    [Fact]
    public void A_mismatch_found_by_the_verification_is_a_breach()
    {
        var certificate = SomeCertificate.Balanced();
        Assert.Empty(certificate.Breaches());
        Assert.Equal(
            ["Verification: 2 mismatches between source and target."],
            (certificate with { Verification = new(7, 14_523, 2) }).Breaches());
    }
}
