using Storefold.Loyalty;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Loyalty;

public sealed class ConversionIdentities
{
    private const int Accounts = 20_000;

    [Fact]
    [Trait("Category", "Seeded")]
    public void Every_point_is_expired_written_off_or_converted_and_the_books_balance()
    {
        var random = Seed.Random(20241021);
        var (withExpiry, withDebt, withPending) = (0, 0, 0);
        for (var number = 0; number < Accounts; number++)
        {
            var rule = RandomAccounts.Rule(random);
            var account = RandomAccounts.Account(random, number);
            var decimals = random.Next(4);
            var conversion = Points.Convert(rule, account, decimals);

            HoldIdentities(rule, account, decimals, conversion);
            AgreeWithTheAccount(rule, account, conversion);
            KeepEveryLot(rule, account, conversion);
            if (conversion.Expired > 0) withExpiry++;
            if (conversion.SourceBalance < 0) withDebt++;
            if (conversion.Lots.Any(lot => lot.Pending)) withPending++;
        }

        int[] seen = [withExpiry, withDebt, withPending];
        Assert.True(seen.Min() > 1000, string.Join(' ', seen));
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public void The_order_of_the_lots_changes_nothing()
    {
        var random = Seed.Random(7);
        for (var number = 0; number < 2_000; number++)
        {
            var rule = RandomAccounts.Rule(random);
            var account = RandomAccounts.Account(random, number);
            var one = Points.Convert(rule, account, 2);
            var other = Points.Convert(rule, account with { Lots = RandomAccounts.Shuffled(random, account.Lots) }, 2);
            Assert.Equal(one.InputHash, other.InputHash);
            Assert.Equal(one.IdempotencyKey, other.IdempotencyKey);
            Assert.Equal(one.Lots, other.Lots);
            Assert.Equal(one.ExpiredLots, other.ExpiredLots);
            Assert.Equal(one.SpentLots, other.SpentLots);
        }
    }

    private static void HoldIdentities(LoyaltyRule rule, PointsAccount account, int decimals, Conversion conversion)
    {
        var unit = new Rational(1, (int)Math.Pow(10, decimals));
        var rounding = conversion.Rounding;
        Assert.Equal(conversion.SourceBalance, conversion.Expired + conversion.WrittenOff + conversion.Converted);
        Assert.Equal(Rational.Of(conversion.Converted) * rule.Rate, conversion.Exact);
        Assert.Equal(Rational.Of(conversion.Target), conversion.Exact + rounding);
        Assert.Equal(conversion.Target, conversion.Lots.Sum(lot => lot.Points));
        Assert.Equal(conversion.Converted, conversion.Lots.Sum(lot => lot.SourcePoints));
        Assert.Equal(conversion.Target, decimal.Round(conversion.Target, decimals));
        Assert.True(rounding < unit && rounding > -unit, $"{account.Key}: {rounding}");
        Assert.True(rule.Rounding switch
        {
            RoundingRule.Up => rounding >= Rational.Zero,
            RoundingRule.Down => rounding <= Rational.Zero,
            _ => rounding <= unit * new Rational(1, 2) && rounding >= -unit * new Rational(1, 2),
        }, $"{account.Key}: {rule.Rounding} {rounding}");
        foreach (var lot in conversion.Lots)
        {
            var off = Rational.Of(lot.Points) - (Rational.Of(lot.SourcePoints) * rule.Rate);
            Assert.True(off < unit && off > -unit, $"{account.Key} {lot.SourceKey}: {off}");
        }
    }

    // The same figures without lots to walk through: expired lots are the oldest, so a balance below the lots' sum is
    // taken from them first.
    private static void AgreeWithTheAccount(LoyaltyRule rule, PointsAccount account, Conversion conversion)
    {
        var balance = Math.Max(account.Balance, account.EntriesSum ?? account.Balance);
        var owned = account.Lots.Where(lot => lot.ActivatesAt is not { } at || at <= Points.FreezeAt)
            .Where(lot => lot.Remaining > 0).ToArray();
        var pending = account.Lots.Where(lot => lot.ActivatesAt > Points.FreezeAt).ToArray();
        var surplus = Math.Max(0m, owned.Sum(lot => lot.Remaining) - Math.Max(0m, balance));
        var ended = owned.Where(lot => lot.ExpiresAt <= Points.FreezeAt).Sum(lot => lot.Remaining);
        var expiredOwned = Math.Max(0m, ended - surplus);
        var expiredPending = pending.Where(lot => lot.ExpiresAt <= Points.FreezeAt && lot.Remaining > 0)
            .Sum(lot => lot.Remaining);

        Assert.Equal(balance + pending.Sum(lot => lot.Remaining), conversion.SourceBalance);
        Assert.Equal(expiredOwned + expiredPending, conversion.Expired);
        Assert.Equal(conversion.Expired, conversion.ExpiredLots.Sum(lot => lot.Points));
        Assert.Equal(rule.Negative == NegativeBalances.WriteOff ? Math.Min(0m, balance) : 0m, conversion.WrittenOff);
        Assert.Equal(account.EntriesSum is { } sum && sum != account.Balance, conversion.Discrepancy is not null);
    }

    private static void KeepEveryLot(LoyaltyRule rule, PointsAccount account, Conversion conversion)
    {
        var booked = conversion.Lots.Select(lot => lot.SourceKey).Except(["residual"], StringComparer.Ordinal)
            .Concat(conversion.ExpiredLots.Select(lot => lot.Key)).Concat(conversion.SpentLots);
        Assert.Equal(Sorted(account.Lots.Select(lot => lot.Key)), Sorted(booked));
        var sources = account.Lots.ToDictionary(lot => lot.Key, StringComparer.Ordinal);
        foreach (var lot in conversion.Lots)
        {
            if (!sources.TryGetValue(lot.SourceKey, out var source)) continue;
            Assert.Equal(source.ExpiresAt is null, lot.ExpiresAt is null);
            Assert.True(lot.ExpiresAt is null || lot.ExpiresAt >= source.ExpiresAt, "L6: never expires earlier");
            Assert.True(lot.ExpiresAt is null
                || lot.ExpiresAt >= Points.Days(rule.MinimumValidityDays), "minimum validity");
            Assert.Equal(source.ActivatesAt > Points.FreezeAt, lot.Pending);
            Assert.Equal(lot.Pending ? source.ActivatesAt : null, lot.ActivatesAt);
        }
    }

    private static string Sorted(IEnumerable<string> keys) => string.Join(' ', keys.Order(StringComparer.Ordinal));
}
