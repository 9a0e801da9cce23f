using Storefold.Connectors.Sqlite;
using Storefold.Tests.Support;

namespace Storefold.Tests.Vendure;

public sealed class PocoIntoVendureTests : IDisposable
{
    // Of both retiring sites, as the plan selects them; what is not an order there is none here.
    private const string Moved = "site IN ('uk', 'global') AND state <> 'basket' AND NOT is_test";

    private readonly string _vendure = TestData.VendureSqlite();
    private readonly PocoIntoVendure _fold;

    public PocoIntoVendureTests() =>
        _fold = new PocoIntoVendure("sqlite:vendure.db", folder => File.Copy(_vendure, Path.Combine(folder, "vendure.db")));

    public void Dispose() => _fold.Dispose();

    [Fact]
    public void A_shop_moves_into_a_Vendure_that_trades_already_and_nothing_differs()
    {
        var first = _fold.Transfer();

        Assert.True(first.Written > 2_000, $"{first.Written} rows");
        Assert.Empty(_fold.Differences());
        using var target = Open();
        Assert.Empty(Sql.Lines(target, "SELECT row, code, detail FROM storefold_quarantine"));
        Assert.Empty(Sql.Lines(target, "PRAGMA foreign_key_check"));

        Assert.Equal(0, _fold.Transfer().Written);
        Assert.Empty(_fold.Differences());
    }

    [Fact]
    public void Orders_and_their_totals_are_the_same_when_each_database_counts_for_itself()
    {
        _fold.Transfer();

        using var target = Open();
        var there = Sql.Lines(target, """
            SELECT currencyCode, count(*), sum(subTotalWithTax + shippingWithTax) FROM "order"
            WHERE id > (SELECT max(id) FROM own."order") GROUP BY currencyCode ORDER BY currencyCode
            """);
        Assert.Equal(_fold.Source($"SELECT currency, count(*), CAST(round(sum(grand_total * 100)) AS INTEGER) FROM orders WHERE {Moved} GROUP BY currency ORDER BY currency"), there);
        Assert.True(there.Count > 1, "more than one currency");
        Assert.Equal(
            _fold.Source($"SELECT number FROM orders WHERE {Moved} ORDER BY number"),
            Sql.Lines(target, "SELECT code FROM \"order\" WHERE id > (SELECT max(id) FROM own.\"order\") ORDER BY code"));
    }

    [Fact]
    public void Every_row_that_the_Vendure_had_before_is_as_it_was()
    {
        _fold.Transfer();

        using var target = Open();
        foreach (var table in target.Tables().Keys.Where(table => !table.StartsWith("s", StringComparison.Ordinal) || table.StartsWith("st", StringComparison.Ordinal)))
        {
            if (table.StartsWith("storefold_", StringComparison.Ordinal)) continue;
            Assert.Empty(Sql.Lines(target, $"SELECT '{table}', * FROM own.\"{table}\" EXCEPT SELECT '{table}', * FROM main.\"{table}\" LIMIT 3"));
        }

        Assert.Equal("7006|922", Sql.Lines(target, "SELECT (SELECT count(*) FROM stock_movement), (SELECT count(*) FROM session)")[0]);
    }

    [Theory]
    [InlineData("UPDATE \"order\" SET state = 'Cancelled' WHERE code = (SELECT max(code) FROM \"order\" WHERE code LIKE 'PC%')", "order")]
    [InlineData("UPDATE order_line SET quantity = quantity + 1 WHERE id = (SELECT max(id) FROM order_line)", "order.line")]
    [InlineData("UPDATE order_line SET listPrice = listPrice + 1 WHERE id = (SELECT max(id) FROM order_line)", "order.line")]
    [InlineData("UPDATE payment SET amount = amount - 1 WHERE id = (SELECT max(id) FROM payment)", "order.payment")]
    [InlineData("UPDATE payment SET state = 'Declined' WHERE id = (SELECT max(id) FROM payment)", "order.payment")]
    [InlineData("UPDATE customer SET firstName = firstName || ' ' WHERE id = (SELECT max(id) FROM customer)", "customer")]
    [InlineData("UPDATE address SET city = lower(city) WHERE id = (SELECT max(id) FROM address)", "customer.address")]
    [InlineData("UPDATE fulfillment SET trackingCode = 'other' WHERE id = (SELECT max(id) FROM fulfillment)", "shipment.parcel")]
    [InlineData("DELETE FROM history_entry WHERE id = (SELECT max(id) FROM history_entry WHERE data LIKE '%storefold_event%')", "order.event")]
    [InlineData("UPDATE promotion SET usageLimit = 7 WHERE id = 6", "coupon")]
    [InlineData("UPDATE promotion SET couponCode = 'OTHER' WHERE id = 6", "coupon.code")]
    public void What_somebody_changes_in_the_Vendure_afterwards_is_found_and_named(string edit, string row)
    {
        _fold.Transfer();
        using (var target = SqliteSession.Open(Path.Combine(_fold.Folder, "vendure.db"), SqliteAccess.ReadWrite)) target.Execute(edit);

        Assert.Contains(_fold.Verify().Mismatches, found => found.Row == row);
    }

    private SqliteSession Open()
    {
        var session = SqliteSession.Open(Path.Combine(_fold.Folder, "vendure.db"), SqliteAccess.ReadOnly);
        session.Execute($"ATTACH '{_vendure}' AS own");
        return session;
    }
}
