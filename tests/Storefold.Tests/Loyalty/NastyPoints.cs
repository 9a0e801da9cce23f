using NodaTime;
using Storefold.Loyalty;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Loyalty;

/// <summary>Cases 32 to 34 of the forty, and their neighbours.</summary>
public sealed class NastyPoints
{
    [Fact]
    public void Case_32_a_lot_that_ends_at_the_last_second_of_the_freeze_day_expires_exactly_then()
    {
        var london = DateTimeZoneProviders.Tzdb["Europe/London"];
        var lastSecond = new LocalDateTime(2024, 10, 21, 23, 59, 59).InZoneStrictly(london).ToInstant();
        var account = new PointsAccount("7", "poco", 100, [new("a", 100, null, Points.At(lastSecond))], null);

        Conversion At(Instant freeze) => Points.Convert(Points.Rule(1) with { FreezeAt = freeze }, account);

        Assert.Equal(100m, At(lastSecond - Duration.FromSeconds(1)).Target);
        Assert.Equal(100m, At(lastSecond).Expired);
        Assert.Equal(0m, At(lastSecond).Target);
        Assert.Equal("a", Assert.Single(At(lastSecond).ExpiredLots).Key);
    }

    [Fact]
    public void Case_32_a_lot_that_ends_while_nobody_can_spend_gets_that_time_back()
    {
        var account = Points.Account(
            60, Points.Lot("in", 10, 30), Points.Lot("edge", 20, 52), Points.Lot("after", 30, 53));
        var lots = Points.Convert(Points.Rule(1, windowDays: 52), account).Lots
            .ToDictionary(lot => lot.SourceKey, StringComparer.Ordinal);
        Assert.Equal(Points.Days(82), lots["in"].ExpiresAt);
        Assert.Equal(Points.Days(104), lots["edge"].ExpiresAt);
        Assert.Equal(Points.Days(53), lots["after"].ExpiresAt);
        Assert.Equal(Points.Days(30), lots["in"].SourceExpiresAt);
    }

    [Fact]
    public void A_moved_lot_is_valid_for_the_least_time_that_the_plan_promises()
    {
        var account = Points.Account(
            60, Points.Lot("short", 10, 5), Points.Lot("long", 20, 300), Points.Lot("ever", 30));
        var lots = Points.Convert(Points.Rule(1, minimumDays: 180), account).Lots
            .ToDictionary(lot => lot.SourceKey, StringComparer.Ordinal);
        Assert.Equal(Points.Days(180), lots["short"].ExpiresAt);
        Assert.Equal(Points.Days(300), lots["long"].ExpiresAt);
        Assert.Null(lots["ever"].ExpiresAt);
    }

    [Fact]
    public void Case_33_pending_points_move_as_pending_and_vanish_when_the_order_is_cancelled()
    {
        var account = Points.Account(100, Points.Lot("bought", 100), Points.Lot("waiting", 50, activatesInDays: 80));
        var conversion = Points.Convert(Points.Rule(1, 3), account);
        var pending = conversion.Lots.Single(lot => lot.Pending);
        Assert.Equal(("waiting", Points.Days(80)), (pending.SourceKey, pending.ActivatesAt));
        Assert.Equal(150m, conversion.SourceBalance);
        Assert.Equal(50m, conversion.Target);

        var books = new LedgerBooks();
        foreach (var posting in Ledger.Postings(conversion)) books.Add(posting);
        var (customer, unit) = (Ledger.TargetCustomer("7"), Ledger.TargetUnit("mi"));
        Assert.Equal(Rational.Of(pending.Points), books.Balance(customer, unit, PostingState.Pending));
        Assert.True(books.Proves("mi", ("poco", new Rational(1, 3))));

        books.Void(conversion.IdempotencyKey + "/lot/waiting");
        Assert.Equal(Rational.Zero, books.Balance(customer, unit, PostingState.Pending));
        Assert.Equal(Rational.Of(conversion.Target - pending.Points), books.Balance(customer, unit));
        Assert.True(books.Proves("mi", ("poco", new Rational(1, 3))));
        Assert.Throws<InvalidOperationException>(() => books.Post(conversion.IdempotencyKey + "/lot/waiting"));
    }

    [Fact]
    public void Case_34_a_negative_balance_moves_as_negative()
    {
        var conversion = Points.Convert(Points.Rule(13, 10), Points.Account(-25, Points.Lot("a", 10, 30)));
        Assert.Equal(-25m, conversion.Converted);
        Assert.Equal(-32m, conversion.Target);
        Assert.Equal(new Rational(1, 2), conversion.Rounding);
        var debt = Assert.Single(conversion.Lots);
        Assert.Equal(("residual", -32m, (long?)null), (debt.SourceKey, debt.Points, debt.ExpiresAt));
        Assert.Equal(["a"], conversion.SpentLots);
    }

    [Fact]
    public void Case_34_a_negative_balance_is_written_off_only_by_an_explicit_rule()
    {
        var rule = Points.Rule(1, negative: NegativeBalances.WriteOff);
        var conversion = Points.Convert(rule, Points.Account(-25, Points.Lot("later", 40, activatesInDays: 3)));
        Assert.Equal(-25m, conversion.WrittenOff);
        Assert.Equal(40m, conversion.Converted);
        Assert.Equal(15m, conversion.SourceBalance);
        Assert.Equal(0m, Points.Convert(rule, Points.Account(25)).WrittenOff);
    }

    [Theory]
    [InlineData(100, 80, 100)]
    [InlineData(80, 100, 100)]
    [InlineData(-10, -30, -10)]
    public void Case_34_when_balance_and_entries_disagree_the_larger_counts_and_the_account_is_flagged(
        int balance, int entries, int kept)
    {
        var conversion = Points.Convert(Points.Rule(1), Points.Account(balance) with { EntriesSum = entries });
        Assert.Equal(new BalanceDiscrepancy(balance, entries, kept), conversion.Discrepancy);
        Assert.Equal(kept, conversion.Target);
        Assert.Null(Points.Convert(Points.Rule(1), Points.Account(balance) with { EntriesSum = balance }).Discrepancy);
    }

    [Fact]
    public void Points_that_no_lot_explains_move_without_an_expiry()
    {
        var conversion = Points.Convert(Points.Rule(2), Points.Account(70, Points.Lot("a", 50, 30)));
        Assert.Equal([("a", 100m), ("residual", 40m)], conversion.Lots.Select(lot => (lot.SourceKey, lot.Points)));
        Assert.Null(conversion.Lots[1].ExpiresAt);
    }

    [Fact]
    public void A_burn_that_no_lot_shows_uses_up_the_oldest_points_first()
    {
        var account = Points.Account(
            60,
            Points.Lot("never", 30),
            Points.Lot("late", 40, 90),
            Points.Lot("soon", 20, 10),
            Points.Lot("next", 10, 20));
        var conversion = Points.Convert(Points.Rule(1), account);
        Assert.Equal(["soon", "next"], conversion.SpentLots);
        Assert.Equal([("late", 30m), ("never", 30m)], conversion.Lots.Select(lot => (lot.SourceKey, lot.SourcePoints)));
    }

    [Fact]
    public void An_expiry_that_the_source_booked_on_the_balance_alone_is_not_taken_twice()
    {
        var lots = new[] { Points.Lot("gone", 30, -5), Points.Lot("live", 70, 50) };
        Assert.Equal(70m, Points.Convert(Points.Rule(1), Points.Account(70, lots)).Target);
        Assert.Equal(0m, Points.Convert(Points.Rule(1), Points.Account(70, lots)).Expired);
        Assert.Equal(70m, Points.Convert(Points.Rule(1), Points.Account(100, lots)).Target);
        Assert.Equal(30m, Points.Convert(Points.Rule(1), Points.Account(100, lots)).Expired);
    }

    [Fact]
    public void An_account_that_cannot_be_added_up_exactly_is_refused()
    {
        var rule = Points.Rule(1);
        Assert.Throws<ArgumentException>(() => Points.Convert(rule, Points.Account(0.000000001m)));
        Assert.Throws<ArgumentException>(() => Points.Convert(rule, Points.Account(decimal.MaxValue)));
        Assert.Throws<ArgumentException>(
            () => Points.Convert(rule, Points.Account(2, Points.Lot("a", 1), Points.Lot("a", 1))));
        Assert.Throws<ArgumentException>(() => Points.Convert(rule, Points.Account(1, Points.Lot("residual", 1))));
        Assert.Throws<ArgumentException>(() => Points.Convert(Points.Rule(0), Points.Account(1)));
        Assert.Throws<ArgumentException>(() => Points.Convert(rule with { Programme = "other" }, Points.Account(1)));
        Assert.Equal(1m, Points.Convert(rule with { Programme = "*" }, Points.Account(1)).Target);
    }
}
