using System.Security.Cryptography;
using System.Text;
using Storefold.Loyalty;
using Storefold.Shop;

namespace Storefold.Tests.Loyalty;

public sealed class LateEntries
{
    private static readonly Conversion Converted = Points.Convert(Points.Rule(13, 10), Points.Lots(125, 40, 7));

    [Fact]
    public void A_late_refund_takes_points_back_at_the_same_rate_in_the_customers_favour()
    {
        var delta = LateDelta.Clawback(Converted, 7, "refund-1", Points.Revision);
        Assert.Equal(-7m, delta.SourcePoints);
        Assert.Equal(new Rational(-91, 10), delta.Exact);
        Assert.Equal(-9m, delta.Target);
        Assert.Equal(new Rational(1, 10), delta.Rounding);
    }

    [Fact]
    public void A_late_earn_is_a_delta_of_its_own()
    {
        var delta = LateDelta.Earn(Converted, 7, "order-9", Points.Revision);
        Assert.Equal(10m, delta.Target);
        var clawback = LateDelta.Clawback(Converted, 7, "order-9", Points.Revision);
        Assert.NotEqual(delta.IdempotencyKey, clawback.IdempotencyKey, StringComparer.Ordinal);
    }

    [Fact]
    public void A_refund_is_never_taken_back_twice()
    {
        var register = new IdempotencyRegister();
        var books = new LedgerBooks();
        foreach (var posting in Ledger.Postings(Converted)) books.Add(posting);
        var first = LateDelta.Clawback(Converted, 40, "refund-1", Points.Revision);
        var changed = LateDelta.Clawback(Converted, 41, "refund-1", Points.Revision);
        var second = LateDelta.Clawback(Converted, 40, "refund-2", Points.Revision);

        Assert.Equal(Acceptance.First, register.Accept(first.IdempotencyKey, first.InputHash));
        Assert.Equal(Acceptance.Repeated, register.Accept(first.IdempotencyKey, first.InputHash));
        Assert.Equal(Acceptance.Conflict, register.Accept(changed.IdempotencyKey, changed.InputHash));
        Assert.Equal(Acceptance.First, register.Accept(second.IdempotencyKey, second.InputHash));

        Assert.True(books.Add(Ledger.Posting(first)));
        Assert.False(books.Add(Ledger.Posting(first)));
        Assert.Equal(Rational.Of(224m - 52m), books.Balance(Ledger.TargetCustomer("7"), Ledger.TargetUnit("mi")));
        Assert.True(books.Proves("mi", ("poco", new Rational(13, 10))));
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public void Refunds_in_parts_never_take_more_than_one_refund_of_all()
    {
        var random = Seed.Random(14);
        for (var round = 0; round < 2_000; round++)
        {
            var rule = Points.Rule(random.Next(1, 30), random.Next(1, 30));
            var conversion = Points.Convert(rule, Points.Lots(1_000));
            var parts = Enumerable.Range(0, random.Next(1, 8)).Select(_ => (decimal)random.Next(1, 90)).ToArray();
            var taken = parts.Select((part, index) => LateDelta.Clawback(conversion, part, $"r{index}", "p").Target)
                .Sum();
            var atOnce = LateDelta.Clawback(conversion, parts.Sum(), "all", "p").Target;
            Assert.True(taken <= 0 && taken >= atOnce, $"{taken} {atOnce}");
        }
    }

    [Fact]
    public void The_idempotency_key_is_the_hash_of_programme_account_and_plan()
    {
        var text = Encoding.UTF8.GetBytes("4:poco1:76:plan-1");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(text)), Converted.IdempotencyKey);
        Assert.NotEqual(
            Converted.IdempotencyKey,
            PointsConverter.Convert(Points.Rule(13, 10), Points.Lots(125, 40, 7), 0, "plan-2").IdempotencyKey,
            StringComparer.Ordinal);
    }

    [Fact]
    public void The_input_hash_changes_with_every_input_and_not_with_how_a_number_is_written()
    {
        var account = Points.Account(10, Points.Lot("a", 10, 30)) with { EntriesSum = 10 };
        var rule = Points.Rule(1, 3);
        var hash = Points.Convert(rule, account).InputHash;
        Assert.Equal(hash, Points.Convert(rule, account with { Balance = 10.00m }).InputHash);
        Conversion[] others =
        [
            Points.Convert(Points.Rule(2, 3), account),
            Points.Convert(rule with { Rounding = Storefold.Planning.RoundingRule.Down }, account),
            Points.Convert(rule with { Negative = Storefold.Planning.NegativeBalances.WriteOff }, account),
            Points.Convert(rule with { FreezeAt = rule.FreezeAt + NodaTime.Duration.FromSeconds(1) }, account),
            Points.Convert(rule with { MinimumValidityDays = 1 }, account),
            Points.Convert(rule with { FrozenWindowDays = 1 }, account),
            Points.Convert(rule with { Into = "other" }, account),
            Points.Convert(rule, account, 1),
            PointsConverter.Convert(rule, account, 0, "plan-2"),
            Points.Convert(rule, account with { Key = "8" }),
            Points.Convert(rule, account with { Balance = 11 }),
            Points.Convert(rule, account with { EntriesSum = null }),
            Points.Convert(rule, account with { Lots = [Points.Lot("b", 10, 30)] }),
            Points.Convert(rule, account with { Lots = [Points.Lot("a", 9, 30)] }),
            Points.Convert(rule, account with { Lots = [Points.Lot("a", 10, 31)] }),
            Points.Convert(rule, account with { Lots = [Points.Lot("a", 10, 30, -1)] }),
            Points.Convert(rule, account with { Lots = [] }),
        ];
        Assert.Equal(others.Length + 1,
            others.Select(other => other.InputHash).Append(hash).Distinct(StringComparer.Ordinal).Count());
    }
}
