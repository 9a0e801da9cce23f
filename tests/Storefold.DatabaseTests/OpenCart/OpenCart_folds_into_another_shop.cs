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

    [Fact]
    public void A_shop_folds_into_OpenCart_which_keeps_every_row_it_had()
    {
        using var shops = new Tests.Sample.SampleShops(Samples.Poco.SampleOptions.Default with { Customers = 60 });
        using var lab = OpenCartLab.AsTarget(shops);
        var own = Own(lab);

        var first = lab.Transfer();
        var verified = lab.Verify();
        var second = lab.Transfer();

        Assert.True(first.Written > 500, $"only {first.Written} rows were written");
        Assert.True(verified.IsClean, $"{verified.MismatchCount} differences:\n" + string.Join('\n', verified.Mismatches.Take(20)));
        Assert.Equal(0, second.Written);
        Assert.Equal(own, Own(lab));
        // What the checkout would let moved customers spend is what the books say.
        Assert.Equal(
            first.Points.Sum(points => points.Target),
            decimal.Parse(lab.OpenCart.Cell("SELECT sum(points) FROM oc_customer_reward WHERE customer_reward_id > 880"), CultureInfo.InvariantCulture));
        Assert.Equal("0", lab.OpenCart.Cell("SELECT count(*) FROM oc_coupon WHERE char_length(code) > 20"));
    }

    /// <summary>Every cell of the rows that the shop had, as one figure a table.</summary>
    private static string[] Own(OpenCartLab lab) =>
    [
        .. new[]
        {
            ("customer", 315), ("address", 404), ("order", 1243), ("order_product", 2460), ("order_total", 6387), ("order_history", 4409),
            ("customer_reward", 880), ("customer_transaction", 35), ("review", 271), ("coupon", 7), ("coupon_history", 152), ("return", 58),
        }.Select(table =>
        {
            var columns = lab.OpenCart.Cell(
                "SELECT group_concat(concat('coalesce(`', column_name, '`, 0)')) FROM information_schema.columns "
                + $"WHERE table_schema = database() AND table_name = 'oc_{table.Item1}'");
            return lab.OpenCart.Cell(
                $"SELECT '{table.Item1}', count(*), sum(crc32(concat_ws('|', {columns}))) FROM `oc_{table.Item1}` WHERE {table.Item1}_id <= {table.Item2}");
        }),
    ];
}
