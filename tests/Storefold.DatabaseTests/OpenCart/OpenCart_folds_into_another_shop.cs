using System.Globalization;

namespace Storefold.DatabaseTests.OpenCart;

public sealed class OpenCart_folds_into_another_shop
{
    [Fact]
    public void It_verifies_clean_a_second_run_changes_nothing_and_every_point_is_accounted_for()
    {
        using var lab = OpenCartLab.AsSource();
        var rewards = lab.OpenCart.Cell("SELECT sum(points) FROM oc_customer_reward");
        var dry = lab.Transfer(dryRun: true);

        var first = lab.Transfer();
        var verified = lab.Verify();
        var second = lab.Transfer();

        Assert.True(verified.IsClean, $"{verified.MismatchCount} differences:\n" + string.Join('\n', verified.Mismatches.Take(20)));
        Assert.Equal(0, second.Written);
        Assert.Equal(dry.Written, first.Written);
        Assert.All(first.Points, points => Assert.Equal(points.Balance, points.Expired + points.WrittenOff + points.Converted));
        Assert.Equal("1210|315", lab.Sqlite("SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM customers WHERE id <> 900)"));
        Assert.Equal("own@mi.example|7|WELCOME10", lab.Sqlite(
            "SELECT c.email, o.number, k.code FROM customers c, orders o, coupon_codes k WHERE c.id = 900 AND o.id = 901 AND k.id = 903"));
        Assert.Equal("WELCOME10-OC", lab.Sqlite("SELECT code FROM coupon_codes WHERE code LIKE 'WELCOME10-%'"));
        // Whole accounts, each rounded up by itself: never less than the exact rate, and less than a point more per account.
        var exact = long.Parse(rewards, CultureInfo.InvariantCulture) * 13m / 10;
        var moved = decimal.Parse(lab.Sqlite("SELECT sum(balance) FROM points_accounts"), CultureInfo.InvariantCulture);
        Assert.InRange(moved, exact, exact + 295);
    }
}
