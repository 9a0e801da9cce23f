using Storefold.Loyalty;
using Storefold.Planning;

namespace Storefold.Tests.Loyalty;

public sealed class HoldingsAndStatements
{
    [Fact]
    public void Two_old_accounts_of_one_customer_are_converted_each_and_then_added()
    {
        var global = Points.Convert(Points.Rule(1, 3), Points.Account(10, Points.Lot("g", 10, 30)));
        var uk = Points.Convert(
            Points.Rule(1, 3) with { Programme = "poco-uk" },
            new PointsAccount("7", "poco-uk", 10, [Points.Lot("u", 10, 60)], null));
        var holding = TargetHolding.Add([uk, global]);

        // 4 + 4, not ceil(20/3) = 7: rounding is once per account.
        Assert.Equal(8m, holding.Target);
        Assert.Equal([("poco", "7", "g"), ("poco-uk", "7", "u")],
            holding.Lots.Select(lot => (lot.Programme, lot.Account, lot.Lot.SourceKey)));
        Assert.Equal(holding.Target, holding.Lots.Sum(lot => lot.Lot.Points));
        Assert.Throws<ArgumentException>(() => TargetHolding.Add([uk, uk]));
        Assert.Throws<ArgumentException>(() => TargetHolding.Add([]));
    }

    [Fact]
    public void A_statement_shows_every_old_point_and_where_it_went()
    {
        var account = Points.Account(
            130, Points.Lot("gone", 10, -1), Points.Lot("a", 100, 30), Points.Lot("later", 50, 300, 20));
        var statement = Statement.Of(Points.Convert(Points.Rule(13, 10, minimumDays: 90), account));

        Assert.Equal(
            [
                new(StatementKind.Moved, "7", "a", 100, 130, null, Points.Days(30), Points.Days(90)),
                new(StatementKind.Residual, "7", null, 20, 26, null, null, null),
                new(StatementKind.Pending, "7", "later", 50, 65, Points.Days(20), Points.Days(300), Points.Days(300)),
                new StatementLine(StatementKind.Expired, "7", "gone", 10, 0, null, Points.Days(-1), null),
            ],
            statement.Lines);
        Assert.Equal((180m, 221m), (statement.OldTotal, statement.NewTotal));
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public void Every_statement_adds_up()
    {
        var random = Seed.Random(19);
        for (var number = 0; number < 5_000; number++)
        {
            var conversion = Points.Convert(RandomAccounts.Rule(random), RandomAccounts.Account(random, number), 2);
            var statement = Statement.Of(conversion);
            Assert.Equal(statement.OldTotal, statement.Lines.Sum(line => line.OldPoints));
            Assert.Equal(statement.NewTotal, statement.Lines.Sum(line => line.NewPoints));
        }
    }

    [Fact]
    public void A_debt_is_shown_as_moved_or_as_written_off()
    {
        var account = Points.Account(-5);
        Assert.Equal(
            StatementKind.Debt, Assert.Single(Statement.Of(Points.Convert(Points.Rule(1), account)).Lines).Kind);
        var forgiven = Points.Convert(Points.Rule(1, negative: NegativeBalances.WriteOff), account);
        Assert.Equal(StatementKind.WrittenOff, Assert.Single(Statement.Of(forgiven).Lines).Kind);
    }
}
