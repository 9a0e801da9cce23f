using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>A bad row is kept with its raw form, stops nothing, and moves once the source is mended.</summary>
public sealed class Bad_rows_wait_in_quarantine
{
    /// <summary>Damage to the order 11, which stands beside a good one; what the quarantine says; a trace of the raw row; the mending.</summary>
    public static TheoryData<string, string, string, string> Damage => new()
    {
        { "UPDATE orders SET lang = CAST(x'4AFF72' AS TEXT) WHERE id = 11", "order|invalid_utf8|locale", "4AFF72", "UPDATE orders SET lang = 'en'" },
        { "UPDATE orders SET placed_ms = '0000-00-00' WHERE id = 11", "order|impossible_time|placed_at", "0000-00-00", "UPDATE orders SET placed_ms = 0" },
        { "UPDATE orders SET placed_ms = 999999999999999 WHERE id = 11",
            "order|impossible_time|placed_at", "999999999999999", "UPDATE orders SET placed_ms = 0" },
        { "UPDATE orders SET currency = 'ZZZ' WHERE id = 11", "order|unknown_currency|currency", "ZZZ", "UPDATE orders SET currency = 'GBP'" },
        { "UPDATE orders SET grand_total = 'twelve' WHERE id = 11", "order|not_a_number|total_grand", "twelve", "UPDATE orders SET grand_total = '12'" },
        { "UPDATE orders SET grand_total = x'0102' WHERE id = 11", "order|not_a_number|total_grand", "0102", "UPDATE orders SET grand_total = '12'" },
        { "UPDATE orders SET promo_codes = '[\"SAVE' WHERE id = 11", "order|not_json|coupon_codes", "SAVE", "UPDATE orders SET promo_codes = '[]'" },
        { "UPDATE orders SET number = NULL WHERE id = 11", "order|missing_value|number", "\"number\":null", "UPDATE orders SET number = 'N-11' WHERE id = 11" },
        { "UPDATE orders SET customer_id = 'C-404' WHERE id = 11", "order|orphan|customer", "C-404", "UPDATE orders SET customer_id = NULL" },
        { "UPDATE order_lines SET quantity = '-1' WHERE id = 2", "order.line|negative_quantity|qty", "\"-1\"", "UPDATE order_lines SET quantity = '1'" },
        { "UPDATE order_lines SET quantity = 'some' WHERE id = 2", "order.line|not_a_number|qty", "some", "UPDATE order_lines SET quantity = '1'" },
        { "UPDATE order_lines SET bundle_line_id = 1 WHERE id = 2", "order.line|orphan|parent_line",
            "parent_line", "UPDATE order_lines SET bundle_line_id = NULL" },
        {
            "INSERT INTO order_addresses (order_id, role, addressee) VALUES (11, 'ship', CAST(x'4AFF72' AS TEXT))",
            "order|invalid_utf8|ship_address", "4AFF72", "DELETE FROM order_addresses"
        },
        {
            "INSERT INTO order_addresses (order_id, role, addressee) VALUES (11, 'ship', x'4AFF72')",
            "order|invalid_utf8|ship_address", "4AFF72", "DELETE FROM order_addresses"
        },
    };

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task A_bad_order_is_kept_raw_and_moves_once_it_is_mended(string damage, string found, string raw, string mending)
    {
        using var lab = TwoOrders();
        lab.Poco(damage);

        var first = await lab.FoldAsync();

        Assert.Equal("N-10", lab.One("SELECT number FROM orders"));
        Assert.Equal(found, lab.One("SELECT row, code, field FROM storefold_quarantine"));
        Assert.Contains(raw, lab.One("SELECT raw FROM storefold_quarantine"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, first.Rows("order", "quarantined"));
        Assert.Equal(1, first.Rows("order.line", "quarantined"));

        lab.Poco(mending);
        await lab.FoldAsync();

        Assert.Equal(["N-10", "N-11"], lab.Ask("SELECT number FROM orders ORDER BY number"));
        Assert.Empty(lab.Ask("SELECT id FROM storefold_quarantine"));
    }

    [Fact]
    public async Task Who_could_not_be_moved_is_one_of_all_in_the_certificate()
    {
        using var lab = TwoShops.Open();
        foreach (var (id, site) in new[] { ("C-1", "uk"), ("C-2", "uk"), ("C-3", "eu"), ("C-4", "in") }) lab.Customer(id, id + "@post.example", site: site);
        lab.Poco("UPDATE customers SET lang = CAST(x'4AFF72' AS TEXT) WHERE id = 'C-2'");
        await lab.FoldAsync();

        var (exit, output, error) = await CommandLine.RunAsync("certificate", lab.PlanFile);

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("33.33 % of the customers need to do nothing", output, StringComparison.Ordinal);
        Assert.Contains("Customers in quarantine: 1.", output, StringComparison.Ordinal);
        Assert.Contains("Customers of a channel that no site of the plan has: 1.", output, StringComparison.Ordinal);
    }

    /// <summary>Rows that belong to nothing.</summary>
    public static TheoryData<string, string> Strays => new()
    {
        { "INSERT INTO order_lines (id, order_id, kind, quantity) VALUES (9, 404, 'item', '1')", "order.line|orphan|404" },
        { "INSERT INTO order_lines (id, order_id, kind, quantity) VALUES (9, NULL, 'item', '1')", "order.line|orphan|null" },
        { "INSERT INTO payments (id, order_id, action, amount, outcome) VALUES (9, 404, 'take', '5.00', 'ok')", "order.payment|orphan|404" },
        { "INSERT INTO tracking_events (id, shipment_id, status) VALUES (9, 404, 'moving')", "shipment.event|orphan|404" },
        { "INSERT INTO points_entries (id, account_id, kind, points, state) VALUES (9, 404, 'earned', 5, 'booked')", "loyalty.entry|orphan|404" },
        { "INSERT INTO customers (id, kind, state) VALUES (NULL, 'member', 'active')", "customer|null_key|null" },
    };

    [Theory]
    [MemberData(nameof(Strays))]
    public async Task A_row_that_belongs_to_nothing_is_kept_raw(string stray, string found)
    {
        using var lab = TwoOrders();
        lab.Poco(stray);
        var expected = found.Split('|');

        var result = await lab.FoldAsync();

        Assert.Equal($"{expected[0]}|{expected[1]}", lab.One("SELECT row, code FROM storefold_quarantine"));
        Assert.Contains($":{expected[2]}", lab.One("SELECT raw FROM storefold_quarantine"), StringComparison.Ordinal);
        Assert.Equal(1, result.Rows(expected[0], "quarantined", expected[1]));
        Assert.Equal(2, result.Rows("order", "created"));
    }

    [Fact]
    public async Task What_depends_on_a_quarantined_row_waits_with_it_and_moves_with_it()
    {
        using var lab = TwoOrders();
        lab.Customer("C-1", "ann@post.example");
        lab.Points(1, "C-1", [100]);
        lab.Poco("""
            UPDATE customers SET given_name = CAST(x'FF' AS TEXT);
            UPDATE orders SET customer_id = 'C-1' WHERE id = 11;
            INSERT INTO shipments (id, site, state) VALUES (1, 'uk', 'there');
            INSERT INTO shipment_orders VALUES (1, 1, 11);
            """);

        await lab.FoldAsync();

        Assert.Equal(
            ["customer|invalid_utf8", "loyalty|depends_on_quarantined", "order|depends_on_quarantined", "shipment.order|depends_on_quarantined"],
            lab.Ask("SELECT row, code FROM storefold_quarantine ORDER BY row"));
        Assert.Equal("100|open", Assert.Single(lab.Ask("poco.db", "SELECT balance, state FROM points_accounts")));

        lab.Poco("UPDATE customers SET given_name = 'Ann'");
        var mended = await lab.FoldAsync();

        Assert.Empty(lab.Ask("SELECT id FROM storefold_quarantine"));
        Assert.Equal("N-11|130|1", lab.One(
            "SELECT o.number, a.balance, s.shipment_id FROM orders o JOIN points_accounts a USING (customer_id) JOIN shipment_orders s ON s.order_id = o.id"));
        Assert.Equal(0, mended.Rows("order", "quarantined"));
    }

    [Fact]
    public async Task A_row_that_turns_bad_after_it_was_moved_is_named_until_it_is_mended()
    {
        using var lab = TwoOrders();
        await lab.FoldAsync();
        lab.Poco("UPDATE orders SET grand_total = 'twelve' WHERE id = 11");

        await lab.TransferAsync();

        var stale = Assert.Single((await lab.VerifyAsync()).Mismatches);
        Assert.Equal("stale order poco/11", $"{stale.KindName} {stale.Row} {stale.Source}/{stale.SourceKey}");
        Assert.Equal("1200", lab.One("SELECT total_grand FROM orders WHERE number = 'N-11'"));

        lab.Poco("UPDATE orders SET grand_total = '13.00' WHERE id = 11");
        await lab.FoldAsync();
        Assert.Equal("1300", lab.One("SELECT total_grand FROM orders WHERE number = 'N-11'"));
    }

    [Fact]
    public async Task A_list_of_sites_that_is_no_list_stops_nothing()
    {
        using var lab = TwoOrders();
        lab.Poco("""
            INSERT INTO coupons (id, sites, title, kind, origin) VALUES
              (1, '["uk"', 'Broken', 'percent', 'campaign'), (2, '["uk"]', 'Whole', 'percent', 'campaign');
            """);

        await lab.FoldAsync();

        Assert.Equal("coupon|not_json", lab.One("SELECT row, code FROM storefold_quarantine"));
        Assert.Equal("Whole", lab.One("SELECT title FROM coupons"));
    }

    [Fact]
    public async Task A_row_that_the_target_refuses_waits_and_is_no_difference()
    {
        using var lab = TwoOrders();
        lab.Mi("CREATE TRIGGER no_big_orders BEFORE INSERT ON orders WHEN NEW.total_grand > 5000 BEGIN SELECT RAISE(ABORT, 'too much'); END");
        lab.Poco("UPDATE orders SET grand_total = '99.00' WHERE id = 11");

        var result = await lab.FoldAsync();

        Assert.Equal(1, result.Rows("order", "quarantined", "target_refused"));
        Assert.Contains("N-11", lab.One("SELECT raw FROM storefold_quarantine"), StringComparison.Ordinal);
        var verified = await lab.VerifyAsync();
        Assert.Equal(
            result.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal),
            verified.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));

        lab.Mi("DROP TRIGGER no_big_orders");
        await lab.TransferAsync();
        await lab.AssertCleanAsync();
        Assert.Equal(["N-10", "N-11"], lab.Ask("SELECT number FROM orders ORDER BY number"));
    }

    private static MutantLab TwoOrders()
    {
        var lab = TwoShops.Open();
        lab.Order(10);
        lab.Order(11);
        lab.Line(1, 10);
        lab.Line(2, 11);
        return lab;
    }
}
