namespace Storefold.Tests.Platform;

public sealed class A_shop_folds_into_a_platform_over_HTTP
{
    [Fact]
    public async Task It_verifies_clean_and_a_second_run_writes_nothing()
    {
        await using var lab = await HttpLab.StartAsync();

        var first = await lab.TransferAsync();

        Assert.True(first.Written > 500, $"only {first.Written} rows were written");
        await lab.Lab.AssertVerifiesAsync();
        Assert.Equal(0, lab.OpenBatches());
        var applied = lab.Server.Applied;
        var second = await lab.TransferAsync();
        Assert.Equal(0, second.Written);
        Assert.Equal(applied, lab.Server.Applied);
        await lab.Lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Its_books_and_its_rows_are_those_of_the_same_fold_into_a_database()
    {
        using var database = new FoldLab();
        await using var lab = await HttpLab.StartAsync(from: database);

        var expected = await database.TransferAsync();
        var found = await lab.TransferAsync();

        Assert.Equal(expected.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal), found.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        Assert.Equal(expected.Points, found.Points);
        foreach (var table in new[] { "customers", "orders", "order_lines", "points_accounts", "points_entries", "coupon_codes", "tracking_events" })
            Assert.Equal(database.Target($"SELECT count(*) FROM {table}"), lab.Lab.Target($"SELECT count(*) FROM {table}"));
    }
}
