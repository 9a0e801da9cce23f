using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>Cases 16 to 27, 29 and 31: what stands in an order stays, also where the target has less room for it.</summary>
public sealed class Orders_keep_what_was_agreed
{
    [Fact]
    public async Task Case_16_a_deleted_product_leaves_its_snapshot_on_the_line()
    {
        using var lab = TwoShops.Open();
        lab.Poco("""
            INSERT INTO products VALUES (1, 'f1', 'POCO F1', 'gone');
            INSERT INTO product_sites VALUES (1, 'uk');
            INSERT INTO product_variants (id, product_id, sku, name, state) VALUES (7, 1, 'F1-BLACK', 'Black', 'gone');
            """);
        lab.Order(10);
        lab.Line(1, 10, variant: "7", name: "POCO F1 as sold in 2018");
        lab.Line(2, 10, name: "A thing that nobody knows any more");

        await lab.FoldAsync();

        Assert.Equal(
            ["POCO F1 as sold in 2018|archived", "A thing that nobody knows any more|NULL"],
            lab.Ask("SELECT l.title, p.status FROM order_lines l LEFT JOIN products p ON p.id = l.product_id ORDER BY l.id"));
    }

    [Fact]
    public async Task Case_17_the_order_of_a_deleted_customer_stays_with_its_invoice()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "gone@post.example", state: "erased");
        lab.Order(10, "C-1");
        lab.Poco("""UPDATE orders SET invoices = '["INV-2019-0007"]'""");

        var result = await lab.FoldAsync();

        Assert.Equal("""N-10|NULL|["INV-2019-0007"]|1200""", lab.One("SELECT number, customer_id, invoices, total_grand FROM orders"));
        Assert.Equal(1, result.Rows("customer", "skipped", "erased_customer"));
        Assert.Equal(1, result.Lost("order.customer", "reference_to_skipped"));
    }

    [Fact]
    public async Task Case_18_yen_are_scaled_and_fils_that_do_not_fit_are_refused_never_rounded()
    {
        using var lab = TwoShops.Open();
        lab.Order(10, total: "1200", currency: "JPY");
        lab.Order(11, total: "12.340", currency: "KWD");
        lab.Order(12, total: "12.345", currency: "KWD");

        await lab.FoldAsync();

        Assert.Equal(["N-10|120000|JPY", "N-11|1234|KWD"], lab.Ask("SELECT number, total_grand, currency FROM orders ORDER BY number"));
        Assert.Equal("12|money_scale|total_grand", lab.One("SELECT source_key, code, field FROM storefold_quarantine"));
    }

    [Fact]
    public async Task Case_19_lines_that_do_not_add_up_to_the_total_are_not_made_to()
    {
        using var lab = TwoShops.Open();
        lab.Order(10, total: "24.01");
        lab.Line(1, 10);
        lab.Line(2, 10);
        lab.Poco("""UPDATE order_lines SET gross_sum = '12.00', taxes = '[{"amount":"2.00000001","code":"V","rate":"20"}]'""");

        await lab.FoldAsync();

        Assert.Equal("2401|2400", lab.One("SELECT total_grand, (SELECT sum(line_gross) FROM order_lines) FROM orders"));
        Assert.Equal(["""[{"amount":"2.00000001","code":"V","rate":"20"}]"""], lab.Ask("SELECT DISTINCT taxes FROM order_lines"));
    }

    [Fact]
    public async Task Case_20_a_rate_that_the_target_has_no_place_for_is_listed_as_not_carried()
    {
        using var lab = TwoShops.Open();
        lab.Order(10);
        lab.Poco("UPDATE orders SET base_rate = '1.1734'");

        var result = await lab.FoldAsync();

        Assert.Equal(1, result.Lost("order.fx_to_base", "no_base_rate"));
    }

    [Theory]
    [InlineData("source", "original")] // case 21
    [InlineData("credit", "store_credit")] // case 23
    public async Task Cases_21_and_23_a_refund_of_shipping_alone_keeps_its_split_and_where_it_went(string backTo, string destination)
    {
        using var lab = TwoShops.Open();
        lab.Order(10);
        lab.Poco($"""
            INSERT INTO payments (id, order_id, action, amount, outcome) VALUES (1, 10, 'take', '12.00', 'ok');
            INSERT INTO refunds (id, order_id, payment_id, amount, goods_part, delivery_part, correction, lines, back_to, outcome)
            VALUES (1, 10, 1, '4.99', '0', '4.99', '0', '[]', '{backTo}', 'ok');
            """);

        await lab.FoldAsync();

        Assert.Equal($"499|0|499|0|{destination}|1", lab.One("SELECT amount, items, shipping, adjustment, destination, payment_id FROM order_refunds"));
    }

    [Fact]
    public async Task Case_22_a_refund_between_transfer_and_close_is_caught_up_with_its_points()
    {
        using var lab = TwoShops.Open();
        lab.Customer("C-1", "ann@post.example");
        lab.Order(10, "C-1");
        lab.Points(1, "C-1", [100]);
        await lab.FoldAsync();
        Assert.Equal("130", lab.One("SELECT balance FROM points_accounts"));

        // What the shop does for a refund: the money, the state, and ten points back from the account, which is empty by now.
        lab.Poco("""
            INSERT INTO refunds (id, order_id, amount, lines, back_to, outcome) VALUES (1, 10, '12.00', '[]', 'source', 'ok');
            UPDATE orders SET refunded_total = '12.00', money_state = 'back';
            INSERT INTO points_entries (id, account_id, seq, at_ms, kind, points, state, order_id)
            VALUES (900, 1, 9, 1729600000000, 'reversed', -10, 'booked', 10);
            UPDATE points_accounts SET balance = balance - 10;
            """);
        await lab.FoldAsync();

        Assert.Equal("1200|succeeded", lab.One("SELECT amount, state FROM order_refunds"));
        Assert.Equal("refunded|1200", lab.One("SELECT pay_status, total_refunded FROM orders"));
        Assert.Equal("117", lab.One("SELECT balance FROM points_accounts"));
        Assert.Equal("0", Assert.Single(lab.Ask("poco.db", "SELECT balance FROM points_accounts")));
        Assert.Equal(0, (await lab.FoldAsync()).Written);
    }

    [Fact]
    public async Task Case_24_three_parcels_of_two_carriers_with_one_delivered()
    {
        using var lab = TwoShops.Open();
        lab.Order(10);
        lab.Poco("""
            INSERT INTO shipments (id, site, state) VALUES (1, 'uk', 'on_its_way');
            INSERT INTO shipment_orders VALUES (1, 1, 10);
            INSERT INTO parcels (id, shipment_id, carrier, tracking_no) VALUES (1, 1, 'swift', 'A'), (2, 1, 'swift', 'B'), (3, 1, 'royal', 'C');
            INSERT INTO tracking_events (id, shipment_id, parcel_id, at_ms, status) VALUES
              (1, 1, 2, 1719835200000, 'delivered'), (2, 1, 3, 1719835200000, 'customs');
            """);

        await lab.FoldAsync();

        Assert.Equal(
            ["swift|A|NULL", "swift|B|delivered", "royal|C|customs"],
            lab.Ask("SELECT p.carrier_code, p.tracking_no, e.status FROM parcels p LEFT JOIN tracking_events e ON e.parcel_id = p.id ORDER BY p.id"));
    }

    [Fact]
    public async Task Case_25_one_shipment_covers_two_orders()
    {
        using var lab = TwoShops.Open();
        lab.Order(10);
        lab.Order(11);
        lab.Line(1, 10);
        lab.Line(2, 11);
        lab.Poco("""
            INSERT INTO shipments (id, site, state) VALUES (1, 'uk', 'there');
            INSERT INTO shipment_orders VALUES (1, 1, 10), (2, 1, 11);
            INSERT INTO shipment_lines VALUES (1, 1, 10, 1, '1'), (2, 1, 11, 2, '1');
            """);

        await lab.FoldAsync();

        Assert.Equal(
            ["N-10", "N-11"],
            lab.Ask("SELECT o.number FROM shipment_orders s JOIN orders o ON o.id = s.order_id WHERE s.shipment_id = 1 ORDER BY s.position"));
        Assert.Equal("2", lab.One("SELECT count(*) FROM shipment_lines WHERE shipment_id = 1"));
    }

    [Fact]
    public async Task Case_26_two_orders_that_one_payment_settled_stay_together_and_the_money_is_there_once()
    {
        using var lab = TwoShops.Open();
        lab.Order(10);
        lab.Order(11);
        lab.Poco("""
            UPDATE orders SET checkout_ref = 'BASKET-7';
            INSERT INTO payments (id, order_id, action, amount, outcome) VALUES (1, 10, 'take', '24.00', 'ok');
            """);

        await lab.FoldAsync();

        Assert.Equal(["N-10|BASKET-7", "N-11|BASKET-7"], lab.Ask("SELECT number, group_ref FROM orders ORDER BY number"));
        Assert.Equal("2400", lab.One("SELECT sum(amount) FROM order_payments"));
    }

    [Fact]
    public async Task Cases_27_and_29_a_reused_tracking_number_and_its_disordered_events_stay_apart_and_complete()
    {
        using var lab = TwoShops.Open();
        lab.Order(10);
        lab.Order(11);
        lab.Poco("""
            INSERT INTO shipments (id, site, state) VALUES (1, 'uk', 'there'), (2, 'uk', 'on_its_way');
            INSERT INTO shipment_orders VALUES (1, 1, 10), (2, 2, 11);
            INSERT INTO parcels (id, shipment_id, carrier, tracking_no) VALUES (1, 1, 'swift', 'REUSED'), (2, 2, 'swift', 'REUSED');
            INSERT INTO tracking_events (id, shipment_id, parcel_id, at_ms, offset_minutes, status) VALUES
              (1, 1, 1, 1719867600000, 330, 'delivered'), (2, 1, 1, 1719835200000, 330, 'announced'),
              (3, 1, 1, 1719835200000, 330, 'announced'), (4, 2, 2, 1719838800000, 60, 'moving');
            """);

        var result = await lab.FoldAsync();

        Assert.Equal(
            [
                "1|delivered|2024-07-01T21:00:00.000000Z", "1|info_received|2024-07-01T12:00:00.000000Z",
                "1|info_received|2024-07-01T12:00:00.000000Z", "2|in_transit|2024-07-01T13:00:00.000000Z",
            ],
            lab.Ask("SELECT e.shipment_id, e.status, e.at FROM tracking_events e ORDER BY e.shipment_id, e.position"));
        Assert.Equal(4, result.Lost("shipment.event.offset_minutes", "no_event_offset"));
    }

    [Fact]
    public async Task Case_31_a_return_in_the_post_on_closing_day_keeps_its_later_deadline()
    {
        using var lab = TwoShops.Open();
        lab.Order(10);
        lab.Line(1, 10);
        lab.Poco("""
            INSERT INTO return_cases (id, number, site, kind, order_id, state, wish, labels, deadline_ms, opened_ms)
            VALUES (1, 'R-1', 'uk', 'return', 10, 'travelling', 'money', '[{"url":"https://swift.example/label/9"}]', 1732579200000, 1729400000000);
            INSERT INTO return_lines VALUES (1, 1, 10, 1, '1', 'Too large', 'opened');
            """);

        await lab.FoldAsync();

        Assert.Equal(
            "R-1|in_transit|refund|2024-11-26T00:00:00.000000Z|1",
            lab.One("SELECT number, state, requested_resolution, deadline_at, order_id FROM cases"));
        Assert.Equal("1|1", lab.One("SELECT order_line_id, qty FROM case_lines"));
    }
}
