using Storefold.Engine;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

public sealed class A_second_run_moves_only_what_changed
{
    private const string Order = "(SELECT min(id) FROM orders WHERE site = 'uk' AND state = 'placed' AND number NOT LIKE 'NASTY%')";

    /// <summary>A retiring order that nothing else refers to.</summary>
    private const string LonelyOrder =
        """
        SELECT o.id FROM orders o
        WHERE o.site <> 'in' AND o.state = 'placed' AND o.number NOT LIKE 'NASTY%'
          AND o.id <> (SELECT min(id) FROM orders WHERE site = 'uk' AND state = 'placed')
          AND NOT EXISTS (SELECT 1 FROM shipment_orders s WHERE s.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM coupon_uses u WHERE u.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM coupon_codes k WHERE k.held_by_order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM points_entries e WHERE e.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM return_cases c WHERE c.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM gift_card_entries g WHERE g.order_id = o.id)
          AND EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id)
        ORDER BY o.id LIMIT 1
        """;

    [Fact]
    public async Task Nothing_changed_so_nothing_is_written()
    {
        using var lab = new FoldLab();
        var first = await lab.TransferAsync();
        var shop = lab.ShopDump();
        var source = lab.SourceDump();

        foreach (var _ in new[] { 2, 3 })
        {
            var again = await lab.TransferAsync();
            Assert.Equal(0, again.Written);
            Assert.Equal(first.Rows, again.Rows);
            Assert.Equal(
                first.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal),
                again.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
            Assert.Equal(first.Points, again.Points);
            Dump.AssertSame(shop, lab.ShopDump(), "target");
            Dump.AssertSame(source, lab.SourceDump(), "source");
            await lab.AssertVerifiesAsync();
        }
    }

    [Theory]
    [InlineData("an order line", "order_lines -0 +1",
        "INSERT INTO order_lines SELECT (SELECT max(id) + 1 FROM order_lines), order_id, variant_id, kind, 'One more', variant_name, "
        + "sku, ean, image, options, bundle_line_id, quantity, net_each, gross_each, net_sum, gross_sum, taxes, discounts "
        + "FROM order_lines WHERE order_id = {0} LIMIT 1")]
    [InlineData("a payment", "order_payments -0 +1",
        "INSERT INTO payments SELECT (SELECT max(id) + 1 FROM payments), order_id, method, gateway, 'again', action, '1.00', outcome, "
        + "at_ms, brand, last_digits FROM payments "
        + "WHERE order_id IN (SELECT id FROM orders WHERE site = 'uk' AND state = 'placed') LIMIT 1")]
    [InlineData("a customer's name", "customers -1 +1",
        "UPDATE customers SET given_name = 'Renamed' WHERE id = (SELECT customer_id FROM orders WHERE site = 'uk' "
        + "AND customer_id IS NOT NULL AND customer_id NOT IN (SELECT customer_id FROM customer_sites WHERE site = 'in') "
        + "ORDER BY id DESC LIMIT 1)")]
    [InlineData("an event taken back", "order_events -1 +0",
        "DELETE FROM order_log WHERE id = (SELECT max(l.id) FROM order_log l JOIN orders o ON o.id = l.order_id "
        + "WHERE o.site = 'uk' AND o.state = 'placed')")]
    [InlineData("a wish", "wishlist_items -1 +0",
        "DELETE FROM wishlists WHERE id = (SELECT min(id) FROM wishlists WHERE site = 'uk')")]
    [InlineData("a tracking event", "tracking_events -0 +1",
        "INSERT INTO tracking_events SELECT (SELECT max(id) + 1 FROM tracking_events), shipment_id, parcel_id, at_ms + 1, "
        + "offset_minutes, status, code, 'Knocked', place FROM tracking_events "
        + "WHERE shipment_id = (SELECT min(id) FROM shipments WHERE site = 'uk') LIMIT 1")]
    [InlineData("a quarantined customer who is mended", "customers -0 +1, wishlist_items -0 +1",
        "UPDATE customers SET given_name = 'Mended' WHERE id = 'N-000001'")]
    public async Task What_changed_in_the_source_is_moved(string what, string changes, string sql)
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var before = lab.ShopDump();
        lab.Source(sql.Replace("{0}", Order, StringComparison.Ordinal));

        await lab.TransferAsync();

        Assert.Equal((what, changes), (what, TableChanges.Between(before, lab.ShopDump())));
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task An_order_goes_that_belongs_to_a_kept_site_now_though_a_return_of_its_line_stays()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        const string Returned =
            "SELECT l.order_id FROM order_lines l JOIN return_lines r ON r.order_line_id = l.id JOIN return_cases c ON c.id = r.case_id WHERE c.site = 'uk'";
        Assert.NotEqual("0", lab.Source($"SELECT count(*) FROM ({Returned})"), StringComparer.Ordinal);
        lab.Source($"UPDATE orders SET site = 'in' WHERE id IN ({Returned})");

        var result = await lab.TransferAsync();

        Assert.DoesNotContain(result.Figures.Keys, key => string.Equals(key.Rule, "still_referred_to", StringComparison.Ordinal));
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task An_order_that_was_deleted_goes_with_its_parts()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var before = lab.ShopDump();
        var order = lab.Source(LonelyOrder)!;
        var lines = lab.Source($"SELECT count(*) FROM order_lines WHERE order_id = {order}");
        var number = lab.Source($"SELECT number FROM orders WHERE id = {order}");
        foreach (var table in new[] { "order_lines", "payments", "refunds", "order_log", "order_addresses" })
            lab.Source($"DELETE FROM {table} WHERE order_id = {order}");
        lab.Source($"DELETE FROM orders WHERE id = {order}");

        await lab.TransferAsync();

        var changes = TableChanges.Between(before, lab.ShopDump());
        Assert.Contains($"order_lines -{lines} +0", changes, StringComparison.Ordinal);
        Assert.EndsWith("orders -1 +0", changes, StringComparison.Ordinal);
        Assert.Equal("0", lab.Target($"SELECT count(*) FROM orders WHERE number = '{number}'"));
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task A_line_goes_together_with_what_shipped_of_it()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var before = lab.ShopDump();
        var line = lab.Source(
            """
            SELECT max(l.order_line_id) FROM shipment_lines l JOIN orders o ON o.id = l.order_id
            WHERE o.site = 'uk' AND (SELECT count(*) FROM shipment_lines s WHERE s.order_line_id = l.order_line_id) = 1
              AND NOT EXISTS (SELECT 1 FROM return_lines r WHERE r.order_line_id = l.order_line_id)
              AND l.order_line_id = (SELECT max(id) FROM order_lines m WHERE m.order_id = l.order_id)
              AND l.id = (SELECT max(id) FROM shipment_lines m WHERE m.shipment_id = l.shipment_id)
            """);
        lab.Source($"DELETE FROM shipment_lines WHERE order_line_id = {line}; DELETE FROM order_lines WHERE id = {line}");

        await lab.TransferAsync();

        Assert.Equal("order_lines -1 +0, shipment_lines -1 +0", TableChanges.Between(before, lab.ShopDump()));
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task An_account_that_appears_later_is_matched_by_what_others_are_called_now()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        const string Column =
            "kind, email, email_confirmed_ms, new_email, mobile, salutation, given_name, family_name, company, lang, zone, segments, "
            + "vat_ids, state, is_employee, joined_ms, last_seen_ms, memo";
        lab.Source("UPDATE customers SET email = 'moved.on@post.example', given_name = 'Mended' WHERE id = 'N-000001'");
        await lab.TransferAsync();
        lab.Source("UPDATE customers SET email = 'moved.again@post.example' WHERE id = 'N-000001'");
        await lab.TransferAsync();
        lab.Source(
            $"INSERT INTO customers(id, {Column}) SELECT 'N-000002', {Column} FROM customers WHERE id = 'N-000001';"
            + "INSERT INTO customer_sites VALUES ('N-000002', 'uk', 0)");

        await lab.TransferAsync();

        Assert.Equal("2", lab.Target("SELECT count(*) FROM customers WHERE last_name = 'Nasty' AND first_name = 'Mended'"));
        Assert.Equal("1", lab.Target("SELECT count(*) FROM storefold_match WHERE source_key = 'N-000002'"));
        await lab.AssertVerifiesAsync();
    }
}
