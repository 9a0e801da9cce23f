using Storefold.Certifying;
using Storefold.Engine;

namespace Storefold.DatabaseTests.Matrix;

/// <summary>
/// Each platform that can be read into each that can be written, both with the demo data of the real platform. What a pair has
/// to come to is counted by each platform's own client, without the packs.
/// </summary>
public sealed class Every_platform_folds_into_every_other
{
    /// <summary>Every platform once at least on each side, and each kind of database with each.</summary>
    private static readonly (string Source, string Target)[] Chosen =
    [
        ("vendure on SQLite", "vendure on PostgreSQL"), ("vendure on PostgreSQL", "vendure on SQLite"), ("vendure on PostgreSQL", "opencart"),
        ("medusa", "mi-platform"), ("medusa", "opencart"), ("woocommerce", "vendure on PostgreSQL"), ("opencart", "medusa"), ("opencart", "mi-platform"),
        ("shopify-export", "woocommerce"), ("shopify-export", "vendure on PostgreSQL"), ("shopify-export", "mi-platform"), ("poco-store", "medusa"),
        ("poco-store", "vendure on SQLite"), ("poco-store", "woocommerce"), ("mi-platform", "opencart"), ("mi-platform", "mi-platform"),
    ];

    public static IEnumerable<TheoryDataRow<string, string>> ChosenPairs => Chosen.Select(pair => new TheoryDataRow<string, string>(pair.Source, pair.Target));

    public static IEnumerable<TheoryDataRow<string, string>> OtherPairs => All.Except(Chosen).Select(pair => new TheoryDataRow<string, string>(pair.Source, pair.Target));

    private static IEnumerable<(string Source, string Target)> All => from source in Platforms.Sources from target in Platforms.Targets select (source, target);

    [Theory]
    [MemberData(nameof(ChosenPairs))]
    public Task Nothing_is_lost_nothing_else_is_touched_and_a_second_run_changes_nothing(string source, string target) =>
        FoldAsync(Platforms.Of(source), Platforms.Of(target));

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherPairs))]
    public Task Nor_between_any_other_two(string source, string target) => FoldAsync(Platforms.Of(source), Platforms.Of(target));

    [Fact]
    public void The_chosen_pairs_have_every_platform_on_each_side()
    {
        Assert.Equal(Platforms.Sources.Order(StringComparer.Ordinal), Chosen.Select(pair => pair.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(Platforms.Targets.Order(StringComparer.Ordinal), Chosen.Select(pair => pair.Target).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Empty(Chosen.Except(All));
    }

    private static async Task FoldAsync(Platform from, Platform into)
    {
        using var lab = new MatrixLab(from, into);
        var (own, sold) = (lab.Target.Rows(), lab.Target.Ordered(into));

        var first = await lab.TransferAsync();
        var stated = await lab.StateAsync();
        var written = lab.Target.Rows();
        var ordered = lab.Target.Ordered(into);
        var second = await lab.TransferAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{from} | {into} | {first.Rows} | {first.Written} | {string.Join(", ", lab.Aside().Select(aside => $"{aside.Value} {aside.Key.Row} {aside.Key.Code}"))}");
        if (stated.Complaints.Count > 0) Assert.Fail(string.Join('\n', stated.Complaints) + '\n' + await lab.DifferencesAsync());
        Assert.True(first.Written > 500, $"only {first.Written} rows were written");
        Assert.Equal(0, second.Written);
        var again = lab.Target.Rows();
        Assert.Empty(Gone(written, again).Concat(Gone(again, written)).Select(Said));
        Own_rows_are_as_they_were(Gone(own, written), stated.Certificate.Books, into);
        Rows_aside_have_the_reasons_that_are_known(lab, from, into);
        Money_is_what_both_shops_say(stated.Certificate.Books, lab.Source.Ordered(from), sold, ordered);
        Points_are_all_accounted_for(first, stated.Certificate.Books, from, into);
        if (into.Contradictions is { } asked) Assert.Equal("0", lab.Target.One(asked));
    }

    private static void Rows_aside_have_the_reasons_that_are_known(MatrixLab lab, Platform from, Platform into)
    {
        var aside = lab.Aside();
        // Amounts that the target cannot hold are refused, never rounded; what hangs on these orders waits with them.
        var refused = into.Decimals is 2 ? from.FinerThanCents : 0;
        Assert.Equal(refused, aside.GetValueOrDefault(("order", "money_scale")));
        Assert.All(aside.Keys, key => Assert.Equal(refused > 0, key.Code is "money_scale" or "depends_on_quarantined"));
    }

    /// <summary>Of every currency: the target has more by what the source sold, but for what was kept aside.</summary>
    private static void Money_is_what_both_shops_say(
        Books books, Dictionary<string, (long Orders, decimal Total)> source, Dictionary<string, (long Orders, decimal Total)> before,
        Dictionary<string, (long Orders, decimal Total)> after)
    {
        var moved = 0;
        foreach (var row in books.Money.Where(row => row.What.ToString() is "order.total_grand"))
        {
            var currency = row.Currency.ToString();
            var arrived = after.GetValueOrDefault(currency).Total - before.GetValueOrDefault(currency).Total;
            Assert.Equal((currency, source.GetValueOrDefault(currency).Total), (currency, row.Target + row.Quarantined));
            Assert.Equal((currency, arrived), (currency, row.Target));
            moved++;
        }

        Assert.True(moved > 0, "no money moved");
        var orders = books.Fates.Where(row => row.Entity.ToString() is "order").ToList();
        Assert.Equal(orders.Sum(row => row.Created), after.Values.Sum(sum => sum.Orders) - before.Values.Sum(sum => sum.Orders));
        Assert.Equal(source.Values.Sum(sum => sum.Orders), orders.Sum(row => row.Created + row.Quarantined));
    }

    private static void Points_are_all_accounted_for(TransferResult first, Books books, Platform from, Platform into)
    {
        Assert.Equal(from.Programme is not null && into.Programme is not null, books.Points.Count > 0);
        Assert.All(books.Points, row => Assert.True(row.Balances, row.ToString()));
        Assert.Equal(first.Points.Sum(points => points.Target), books.Points.Sum(row => row.Target));
    }

    /// <summary>But for balances of people whose accounts became one by a named merge.</summary>
    private static void Own_rows_are_as_they_were(Dictionary<string, List<string>> gone, Books books, Platform into)
    {
        var merged = books.TargetOwn.Where(row => row.Entity.ToString() is "loyalty").Sum(row => row.Merged);
        Assert.InRange(into.MergesPointsInto is { } table && gone.Remove(table, out var balances) ? balances.Count : 0, 0, merged);
        Assert.Empty(gone.Select(Said));
        Assert.All(books.TargetOwn, row => Assert.Equal((row.Entity, 0L), (row.Entity, row.Changed)));
    }

    /// <summary>Rows of tables that are no longer there as they were.</summary>
    private static Dictionary<string, List<string>> Gone(Dictionary<string, List<string>> before, Dictionary<string, List<string>> after)
    {
        var gone = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (table, rows) in before)
        {
            var left = after.GetValueOrDefault(table, []).CountBy(row => row, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            List<string> missing = [.. rows.Where(row => (left[row] = left.GetValueOrDefault(row) - 1) < 0)];
            if (missing.Count > 0) gone.Add(table, missing);
        }

        return gone;
    }

    private static string Said(KeyValuePair<string, List<string>> gone) => $"{gone.Key}: {gone.Value.Count} rows, such as {gone.Value[0]}";
}
