using Storefold.Tests.Vendure;

namespace Storefold.DatabaseTests.Vendure;

public sealed class A_shop_moves_into_Vendure_on_PostgreSQL : IDisposable
{
    private const string Moved = "site IN ('uk', 'global') AND state <> 'basket' AND NOT is_test";

    private readonly TestDatabase _database = PostgresServer.Shared.Restore("platforms/vendure-3.7.3.pg15.sql.xz");
    private readonly PocoIntoVendure _fold;

    public A_shop_moves_into_Vendure_on_PostgreSQL() => _fold = new PocoIntoVendure(_database.PlanAddress, _ => { });

    public void Dispose()
    {
        _fold.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Nothing_differs_a_second_run_writes_nothing_and_each_database_counts_the_same()
    {
        var stock = _database.Cell("SELECT count(*) || '/' || coalesce(max(id), 0) FROM stock_movement");
        var own = _database.Cell(Own);

        var first = _fold.Transfer();

        Assert.True(first.Written > 2_000, $"{first.Written} rows");
        Assert.Empty(_database.Rows("SELECT row, code, detail FROM storefold_quarantine"));
        Assert.Empty(_fold.Differences());
        Assert.Equal(0, _fold.Transfer().Written);
        Assert.Equal(
            _fold.Source($"SELECT currency, count(*), CAST(round(sum(grand_total * 100)) AS INTEGER) FROM orders WHERE {Moved} GROUP BY currency ORDER BY currency"),
            _database.Rows("""
                SELECT "currencyCode" || '|' || count(*) || '|' || sum("subTotalWithTax" + "shippingWithTax") FROM "order"
                WHERE code LIKE 'PC%' GROUP BY "currencyCode" ORDER BY "currencyCode"
                """), StringComparer.Ordinal);
        Assert.Equal(stock, _database.Cell("SELECT count(*) || '/' || coalesce(max(id), 0) FROM stock_movement"));
        Assert.Equal(own, _database.Cell(Own));
    }

    [Theory]
    [InlineData("UPDATE \"order\" SET state = 'Cancelled' WHERE code = (SELECT max(code) FROM \"order\" WHERE code LIKE 'PC%')", "order")]
    [InlineData("UPDATE order_line SET \"listPrice\" = \"listPrice\" + 1 WHERE id = (SELECT max(id) FROM order_line)", "order.line")]
    [InlineData("UPDATE payment SET amount = amount - 1 WHERE id = (SELECT max(id) FROM payment)", "order.payment")]
    [InlineData("UPDATE customer SET \"firstName\" = \"firstName\" || ' ' WHERE id = (SELECT max(id) FROM customer)", "customer")]
    public void What_somebody_changes_afterwards_is_found_and_named(string edit, string row)
    {
        _fold.Transfer();
        _database.Execute(edit);

        Assert.Contains(_fold.Verify().Mismatches, found => string.Equals(found.Row, row, StringComparison.Ordinal));
    }

    /// <summary>One figure over all columns of the rows that were there before.</summary>
    private const string Own = """
        SELECT md5(string_agg(t.row, ';' ORDER BY t.row)) FROM (
            SELECT c::text AS row FROM customer AS c WHERE id <= 278
            UNION ALL SELECT o::text FROM "order" AS o WHERE code NOT LIKE 'PC%'
            UNION ALL SELECT l::text FROM order_line AS l WHERE id <= 1013
            UNION ALL SELECT v::text FROM product_variant AS v WHERE id <= 88
            UNION ALL SELECT p::text FROM promotion AS p WHERE id <= 5) AS t
        """;
}
