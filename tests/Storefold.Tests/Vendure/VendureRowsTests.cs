using System.Text;

namespace Storefold.Tests.Vendure;

/// <summary>Fields of particular rows, and of all rows where one comparison says it: the target's tables beside the retired shop's.</summary>
[Collection(VendureFoldCollection.Name)]
public sealed class VendureRowsTests(SharedVendureFold shared)
{
    // Orders of both shops side by side: o in the old one, t in the new one.
    private const string Orders =
        """
        v."order" AS o JOIN storefold_id_map AS m ON m.entity = 4 AND m.source = 1 AND m.source_key = o.id
        JOIN orders AS t ON t.id = m.target_key
        """;

    private readonly VendureFold _fold = shared.Get();

    [Fact]
    public void Names_and_addresses_are_the_bytes_that_they_were_decomposed_letters_and_all()
    {
        Assert.Empty(_fold.Lines(
            """
            SELECT c.id, hex(c.firstName), hex(t.first_name) FROM v.customer AS c
            JOIN storefold_id_map AS m ON m.entity = 3 AND m.source = 1 AND m.source_key = c.id AND m.fate = 1
            JOIN customers AS t ON t.id = m.target_key
            WHERE hex(c.firstName || '/' || c.lastName) <> hex(t.first_name || '/' || t.last_name)
            """));
        const string Moved =
            """
            FROM v.address AS a JOIN v.customer AS c ON c.id = a.customerId AND c.deletedAt IS NULL
            JOIN storefold_part_map AS m ON m.row = 3 * 16 + 1 AND m.source = 1 AND m.part_key = a.id
            JOIN customer_addresses AS t ON t.id = m.target_key
            LEFT JOIN v.region AS r ON r.id = a.countryId
            """;
        Assert.Equal(_fold.Number("SELECT count(*) FROM v.address AS a JOIN v.customer AS c ON c.id = a.customerId AND c.deletedAt IS NULL"),
            _fold.Number($"SELECT count(*) {Moved}"));
        Assert.Empty(_fold.Lines(
            $"""
            SELECT a.id {Moved} WHERE hex(a.fullName || a.streetLine1 || a.city || a.province || a.postalCode || a.phoneNumber || a.company)
                <> hex(coalesce(t.full_name, '') || coalesce(t.line1, '') || coalesce(t.city, '') || coalesce(t.region, '')
                    || coalesce(t.postal, '') || coalesce(t.phone, '') || coalesce(t.company, ''))
                OR r.code IS NOT t.country OR a.defaultShippingAddress IS NOT t.is_default_ship OR a.defaultBillingAddress IS NOT t.is_default_bill
            """));

        var decomposed = _fold.Lines("SELECT full_name FROM customer_addresses").Where(name => !name.IsNormalized(NormalizationForm.FormC)).ToList();
        Assert.Equal(10, decomposed.Count);
        Assert.Contains(decomposed, name => name is "Noe\u0308l Smith");
    }

    [Fact]
    public void Order_numbers_are_kept_byte_for_byte_but_for_the_one_that_was_taken()
    {
        var renamed = _fold.Lines($"SELECT o.code, t.number FROM {Orders} WHERE hex(o.code) <> hex(t.number)");

        var (old, made) = (renamed[0].Split('|')[0], renamed[0].Split('|')[1]);
        Assert.Single(renamed);
        Assert.Equal(old + "-POCO", made);
        Assert.Equal(1, _fold.Number($"SELECT count(*) FROM own.orders WHERE number = '{old}'"));
        Assert.Equal([$"{old}|{made}|number_taken"], _fold.Lines("SELECT old, new, reason FROM storefold_alias WHERE kind = 'order_number'"));
    }

    [Fact]
    public void Orders_keep_their_moment_to_the_millisecond_their_money_and_their_state()
    {
        Assert.Equal(1403, _fold.Number($"SELECT count(*) FROM {Orders}"));
        Assert.Empty(_fold.Lines(
            $"""
            SELECT o.id, o.orderPlacedAt, t.placed_at FROM {Orders}
            WHERE replace(o.orderPlacedAt, ' ', 'T') || '000Z' IS NOT t.placed_at OR o.currencyCode IS NOT t.currency OR o.state IS NOT t.native_status
                OR o.subTotalWithTax + o.shippingWithTax IS NOT t.total_grand OR o.shippingWithTax IS NOT t.total_shipping
                OR iif(o.currencyCode = 'GBP', 'uk-store', '__default_channel__') IS NOT t.channel
                OR (o.state = 'Cancelled') <> (t.placement = 'cancelled')
                OR json_extract(o.shippingAddress, '$.streetLine1') IS NOT json_extract(t.ship_address, '$.line1')
                OR json_extract(o.shippingAddress, '$.fullName') IS NOT json_extract(t.ship_address, '$.full_name')
            """));
    }

    [Fact]
    public void An_order_that_was_partly_paid_back_says_what_was_returned()
    {
        Assert.Equal(
            ["2023-02-12T16:44:52.417000Z|USD|17553|149547|49849|part_refunded|confirmed|part_returned"],
            _fold.Lines(
                "SELECT placed_at, currency, total_grand, total_paid, total_refunded, pay_status, placement, fulfil_status FROM orders WHERE number = 'XP6X7CUJK6QDLAU4'"));
        Assert.Equal(
            ["settled|49849|Return: défectueux|settled|149547"],
            _fold.Lines(
                """
                SELECT r.state, r.amount, r.reason, p.state, p.amount FROM order_refunds AS r JOIN orders AS o ON o.id = r.order_id
                JOIN order_payments AS p ON p.id = r.payment_id AND p.order_id = o.id WHERE o.number = 'XP6X7CUJK6QDLAU4'
                """));
    }

    [Fact]
    public void A_cancelled_order_stays_with_what_was_ordered()
    {
        Assert.Equal(
            ["cancelled|0|0|2023-01-05T20:58:24.736000Z"],
            _fold.Lines("SELECT placement, total_grand, total_tax, placed_at FROM orders WHERE number = 'MWECHA3VDQEG5QQT'"));
        Assert.Equal(
            _fold.Lines(
                """
                SELECT v.sku, l.quantity, 0 FROM v.order_line AS l JOIN v.product_variant AS v ON v.id = l.productVariantId
                WHERE l.orderId = 3 ORDER BY l.id
                """),
            _fold.Lines(
                """
                SELECT l.sku, l.qty, l.line_gross FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id
                WHERE o.number = 'MWECHA3VDQEG5QQT' AND l.kind = 'goods' ORDER BY l.position
                """));
    }

    [Fact]
    public void Lines_of_deleted_products_point_to_an_archived_placeholder_and_show_what_was_bought()
    {
        var lines = _fold.Lines(
            """
            SELECT l.sku, p.sku, p.status, p.id IN (SELECT id FROM own.products), l.title <> '', l.qty FROM order_lines AS l
            JOIN orders AS o ON o.id = l.order_id JOIN products AS p ON p.id = l.product_id
            WHERE o.number = '3467RLQJ1RH2A97R' AND l.sku = '404.038.96'
            """);

        // The shop used the number thrice and the target has it too: it tells nothing, so nothing is merged by it.
        Assert.Equal(["404.038.96|404.038.96|archived|0|1|1"], lines);
        Assert.Equal(3 + 1, _fold.Number("SELECT count(*) FROM products WHERE sku = '404.038.96'"));
        Assert.Equal(12, _fold.Number("SELECT count(*) FROM storefold_id_map WHERE entity = 1 AND fate = 2"));
    }

    [Fact]
    public void Every_line_keeps_its_product_and_quantity()
    {
        const string Lines =
            """
            v.order_line AS l JOIN v."order" AS o ON o.id = l.orderId AND o.orderPlacedAt IS NOT NULL
            JOIN storefold_part_map AS m ON m.row = 4 * 16 + 1 AND m.source = 1 AND m.parent_key = o.id AND m.part_key = l.id
            JOIN order_lines AS t ON t.id = m.target_key
            JOIN storefold_id_map AS p ON p.entity = 1 AND p.source = 1 AND p.source_key = l.productVariantId
            """;
        Assert.Equal(
            _fold.Number("SELECT count(*) FROM v.order_line AS l JOIN v.\"order\" AS o ON o.id = l.orderId WHERE o.orderPlacedAt IS NOT NULL"),
            _fold.Number($"SELECT count(*) FROM {Lines}"));
        Assert.Empty(_fold.Lines($"SELECT l.id FROM {Lines} WHERE t.product_id <> p.target_key OR CAST(t.qty AS INTEGER) <> l.quantity"));
    }

    [Fact]
    public void Parcels_keep_their_tracking_codes_and_their_orders()
    {
        Assert.Equal(
            _fold.Lines(
                """
                SELECT o.code, f.trackingCode, f.method, lower(f.state) FROM v.fulfillment AS f
                JOIN v.order_fulfillments_fulfillment AS x ON x.fulfillmentId = f.id JOIN v."order" AS o ON o.id = x.orderId
                WHERE f.trackingCode <> '' ORDER BY 2, 1
                """),
            _fold.Lines(
                """
                SELECT replace(o.number, '-POCO', ''), p.tracking_no, p.carrier_name, s.state FROM parcels AS p JOIN shipments AS s ON s.id = p.shipment_id
                JOIN shipment_orders AS x ON x.shipment_id = s.id JOIN orders AS o ON o.id = x.order_id ORDER BY 2, 1
                """));
        Assert.Equal(["Royal Mail|RM425425090GB|delivered|2023-01-05T19:22:35.000000Z"], _fold.Lines(
            """
            SELECT p.carrier_name, p.tracking_no, s.state, s.created_at FROM parcels AS p JOIN shipments AS s ON s.id = p.shipment_id
            WHERE p.tracking_no = 'RM425425090GB'
            """));
    }

    [Fact]
    public void Coupons_that_clash_are_reissued_and_the_old_code_is_kept_as_an_alias()
    {
        Assert.Equal(
            ["1111-ÉTÉ", "FREESHIP", "POCO5-POCO", "WELCOME10-POCO"],
            _fold.Lines("SELECT code FROM coupon_codes WHERE id NOT IN (SELECT id FROM own.coupon_codes) ORDER BY code"));
        Assert.Equal(
            ["POCO5|POCO5-POCO|identical_terms", "WELCOME10|WELCOME10-POCO|different_terms"],
            _fold.Lines("SELECT old, new, reason FROM storefold_alias WHERE kind = 'coupon_code' ORDER BY 1"));
        Assert.Equal(
            ["Five off|fixed_cart|5|2000|NULL|NULL|NULL", "Free shipping|free_ship|NULL|NULL|60|NULL|NULL",
                "Singles day 2023|percent|11|NULL|NULL|NULL|2023-12-01T00:00:00.000000Z", "Welcome 10%|percent|10|NULL|NULL|1|NULL"],
            _fold.Lines(
                "SELECT title, type, value, min_spend, limit_total, limit_per_customer, ends_at FROM coupons WHERE id NOT IN (SELECT id FROM own.coupons) ORDER BY 1"));
        Assert.Equal(["POCO5|2", "welcome10|3"], _fold.Lines(
            "SELECT k.code, k.used_count FROM coupon_codes AS k WHERE k.code IN ('POCO5', 'welcome10') ORDER BY 1"));
    }

    [Fact]
    public void Uses_of_a_coupon_follow_the_person_who_was_merged()
    {
        const string Uses =
            """
            SELECT p.customer, k.couponCode, replace(o.orderPlacedAt, ' ', 'T') || '000Z' FROM v.order_promotions_promotion AS x
            JOIN v.promotion AS k ON k.id = x.promotionId AND k.couponCode <> ''
            JOIN v."order" AS o ON o.id = x.orderId AND o.orderPlacedAt IS NOT NULL
            JOIN own.planted AS p ON p.customer = o.customerId AND p.kind = 'auto' ORDER BY 1, 3, 2
            """;
        Assert.NotEmpty(_fold.Lines(Uses));
        Assert.Equal(_fold.Lines(Uses), _fold.Lines(
            """
            SELECT p.customer, replace(k.code, '-POCO', ''), u.at FROM coupon_uses AS u JOIN coupon_codes AS k ON k.id = u.code_id
            JOIN own.planted AS p ON p.mi = u.customer_id AND p.kind = 'auto' WHERE u.id NOT IN (SELECT id FROM own.coupon_uses) ORDER BY 1, 3, 2
            """));
        Assert.Equal(
            _fold.Lines(
                """
                SELECT k.couponCode, count(*), sum(o.state = 'Cancelled') FROM v.order_promotions_promotion AS x
                JOIN v.promotion AS k ON k.id = x.promotionId AND k.couponCode <> ''
                JOIN v."order" AS o ON o.id = x.orderId AND o.orderPlacedAt IS NOT NULL GROUP BY 1 ORDER BY 1
                """),
            _fold.Lines(
                """
                SELECT replace(k.code, '-POCO', ''), count(*), count(u.reversed_at) FROM coupon_uses AS u JOIN coupon_codes AS k ON k.id = u.code_id
                WHERE u.id NOT IN (SELECT id FROM own.coupon_uses) GROUP BY 1 ORDER BY 1
                """));
    }

    [Fact]
    public void Orders_of_customers_whom_the_shop_had_deleted_move_without_them()
    {
        var lines = _fold.Lines(
            $"SELECT t.customer_id, t.email FROM {Orders} JOIN v.customer AS c ON c.id = o.customerId WHERE c.deletedAt IS NOT NULL");

        Assert.Equal(24, lines.Count);
        Assert.All(lines, line => Assert.Equal("NULL|NULL", line));
        Assert.Empty(_fold.Lines(
            $"SELECT o.id FROM {Orders} JOIN v.customer AS c ON c.id = o.customerId WHERE c.deletedAt IS NULL AND (t.customer_id IS NULL OR t.email IS NOT c.emailAddress)"));
    }

    [Fact]
    public void Ids_go_on_above_those_that_the_target_had_given()
    {
        foreach (var table in new[] { "customers", "orders", "order_lines", "order_payments", "products", "coupons", "coupon_codes", "coupon_uses" })
        {
            Assert.Equal((table, 1L), (table, _fold.Number(
                $"SELECT min(id) > (SELECT max(id) FROM own.{table}) FROM main.{table} WHERE id NOT IN (SELECT id FROM own.{table})")));
        }
    }
}
