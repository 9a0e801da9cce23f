using System.Globalization;
using Storefold.Connectors.Sqlite;

namespace Storefold.DatabaseTests.WooCommerce;

/// <summary>
/// A small shop made by hand folds into the real WooCommerce; what its pages make of the rows is asked of its own tables, by
/// WordPress's and WooCommerce's own rules.
/// </summary>
public sealed class What_WooCommerce_shows_of_a_moved_shop(What_WooCommerce_shows_of_a_moved_shop.MovedShop moved)
    : IClassFixture<What_WooCommerce_shows_of_a_moved_shop.MovedShop>
{
    private const string Zone = "Europe/Dublin";

    [Fact]
    public void It_verifies_clean_and_a_second_run_writes_nothing()
    {
        Assert.DoesNotContain(moved.First.Figures.Keys, key => key.Section is "rows" && key.Fate is "quarantined");
        Assert.Empty(WooCommerceShop.Differences(moved.Shop.Verify()));
        Assert.Equal(0, moved.Shop.Transfer().Written);
    }

    [Fact]
    public void Nothing_that_somebody_typed_is_taken_for_HTML()
    {
        // What pages print as it stands: WordPress has no filter behind these columns.
        var shown = moved.Woo.Rows(
            """
            SELECT comment_author FROM wp_comments WHERE comment_agent = 'Storefold'
            UNION ALL SELECT comment_content FROM wp_comments WHERE comment_agent = 'Storefold'
            UNION ALL SELECT u.display_name FROM wp_users u WHERE u.user_login LIKE 'storefold-%'
            UNION ALL SELECT m.meta_value FROM wp_usermeta m JOIN wp_users u ON u.ID = m.user_id
                WHERE u.user_login LIKE 'storefold-%' AND m.meta_key IN ('first_name', 'last_name', 'nickname')
            UNION ALL SELECT p.post_title FROM wp_posts p JOIN wp_postmeta x ON x.post_id = p.ID AND x.meta_key = '_storefold'
            """);

        Assert.DoesNotContain(shown, text => text.Contains('<', StringComparison.Ordinal) || text.Contains('>', StringComparison.Ordinal));
        Assert.All(shown, text => Assert.Equal(System.Net.WebUtility.HtmlDecode(text), Unescaped(text)));
        var seen = shown.Select(System.Net.WebUtility.HtmlDecode).ToList();
        Assert.Contains("<script>alert(1)</script> & it's \"good\" &amp; &lt;3", seen, StringComparer.Ordinal);
        Assert.Contains("Ann <img src=x onerror=alert(2)>", seen, StringComparer.Ordinal);
        Assert.Contains("Thanks <b>Ann</b> & Co", seen, StringComparer.Ordinal);
        Assert.Contains("Sent <i>today</i>", seen, StringComparer.Ordinal);
        Assert.Contains("Cup & <u>Saucer</u>", seen, StringComparer.Ordinal);
        Assert.Contains("Bo & <s>Co</s>", seen, StringComparer.Ordinal);
    }

    [Fact]
    public void The_sums_of_an_order_add_up_to_its_total_with_and_without_tax()
    {
        var orders = moved.Woo.Rows(
            """
            SELECT n.meta_value, o.total_amount, o.tax_amount + d.shipping_tax_amount, d.shipping_total_amount, d.shipping_tax_amount,
                d.discount_total_amount, d.discount_tax_amount,
                (SELECT group_concat(i.order_item_type, ' ', m.meta_key, ' ', m.meta_value ORDER BY m.meta_id SEPARATOR '|')
                    FROM wp_woocommerce_order_items i JOIN wp_woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id
                    WHERE i.order_id = o.id AND m.meta_key IN ('_line_subtotal', '_line_subtotal_tax', '_line_total', '_line_tax',
                        'discount_amount', 'discount_amount_tax'))
            FROM wp_wc_orders o JOIN wp_wc_order_operational_data d ON d.order_id = o.id
            JOIN wp_wc_orders_meta n ON n.order_id = o.id AND n.meta_key = '_order_number'
            JOIN wp_wc_orders_meta x ON x.order_id = o.id AND x.meta_key = '_storefold'
            WHERE o.type = 'shop_order' ORDER BY 1
            """).Select(row => row.Split('\t')).ToList();

        Assert.Equal(6, orders.Count);
        foreach (var order in orders)
        {
            var (total, tax, shipping, shippingTax) = (Amount(order[1]), Amount(order[2]), Amount(order[3]), Amount(order[4]));
            var (cut, cutTax) = (Amount(order[5]), Amount(order[6]));
            decimal Sum(string item, string key) => order[7].Split('|').Where(one => one.StartsWith($"{item} {key} ", StringComparison.Ordinal))
                .Sum(one => Amount(one[(item.Length + key.Length + 2)..]));
            var fees = Sum("fee", "_line_total");
            Assert.Equal((order[0], total), (order[0], Sum("line_item", "_line_subtotal") - cut + fees + shipping + tax));
            Assert.Equal(
                (order[0], total),
                (order[0], Sum("line_item", "_line_subtotal") + Sum("line_item", "_line_subtotal_tax") - cut - cutTax
                    + fees + Sum("fee", "_line_tax") + shipping + shippingTax));
            if (order[7].Contains("coupon", StringComparison.Ordinal))
                Assert.Equal((order[0], cut, cutTax), (order[0], Sum("coupon", "discount_amount"), Sum("coupon", "discount_amount_tax")));
        }

        // What the customer was told: the price before, and what came off it. What a line of its own takes off is no discount besides.
        Assert.Equal(
            ["1 20 4", "2 10 2", "3 5 0", "4 0 0", "5 0 0", "6 0 0"],
            orders.Select(order => string.Create(CultureInfo.InvariantCulture, $"{order[0]} {Amount(order[5]):0.##} {Amount(order[6]):0.##}")),
            StringComparer.Ordinal);
    }

    [Fact]
    public void An_order_that_was_sent_counts_as_fulfilled()
    {
        // 1 and 4 wholly (4's shipments do not say what is in them), 2 in part, 3 not yet, 5 in two, of which one is on its way; 6 has none.
        Assert.Equal(
            ["1\tfulfilled", "2\tpartially_fulfilled", "3\tunfulfilled", "4\tfulfilled", "5\tpartially_fulfilled", "6\tno_fulfillments"],
            moved.Woo.Rows(
                """
                SELECT n.meta_value, coalesce(f.meta_value, 'no_fulfillments') FROM wp_wc_orders_meta n
                JOIN wp_wc_orders_meta x ON x.order_id = n.order_id AND x.meta_key = '_storefold'
                LEFT JOIN wp_wc_orders_meta f ON f.order_id = n.order_id AND f.meta_key = '_fulfillment_status'
                WHERE n.meta_key = '_order_number' ORDER BY 1
                """));
    }

    [Fact]
    public void Comments_and_posts_say_the_sites_own_time()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var times = moved.Woo.Rows(
            """
            SELECT comment_date, comment_date_gmt FROM wp_comments WHERE comment_agent = 'Storefold'
            UNION ALL SELECT p.post_date, p.post_date_gmt FROM wp_posts p JOIN wp_postmeta x ON x.post_id = p.ID AND x.meta_key = '_storefold'
            UNION ALL SELECT p.post_modified, p.post_modified_gmt FROM wp_posts p
                JOIN wp_wc_orders_meta x ON x.order_id = p.ID AND x.meta_key = '_storefold'
            """).Select(row => row.Split('\t').Select(Time).ToArray()).ToList();

        Assert.All(times, pair => Assert.Equal(TimeZoneInfo.ConvertTimeFromUtc(pair[1], zone), pair[0]));
        Assert.Contains(times, pair => pair[0] != pair[1]);
        Assert.Contains(times, pair => pair[0] == pair[1]);
        Assert.Contains(times, pair => pair[1] == new DateTime(2024, 7, 1, 23, 30, 0));
    }

    [Fact]
    public void Stars_of_placeholders_are_counted_and_those_of_the_own_products_are_left_alone()
    {
        // As WC_Comments counts: stars of approved comments, and approved comments that answer nobody.
        var counted = moved.Woo.Cell(
            """
            SELECT concat_ws(' ', format(avg(r.meta_value), 2), count(*), max(l.average_rating), max(l.rating_count),
                max(a.meta_value), max(k.meta_value), max(v.meta_value))
            FROM wp_posts p JOIN wp_postmeta x ON x.post_id = p.ID AND x.meta_key = '_storefold'
            JOIN wp_comments c ON c.comment_post_ID = p.ID AND c.comment_approved = '1' AND c.comment_parent = 0
            JOIN wp_commentmeta r ON r.comment_id = c.comment_ID AND r.meta_key = 'rating'
            LEFT JOIN wp_wc_product_meta_lookup l ON l.product_id = p.ID
            LEFT JOIN wp_postmeta a ON a.post_id = p.ID AND a.meta_key = '_wc_average_rating'
            LEFT JOIN wp_postmeta k ON k.post_id = p.ID AND k.meta_key = '_wc_rating_count'
            LEFT JOIN wp_postmeta v ON v.post_id = p.ID AND v.meta_key = '_wc_review_count'
            WHERE p.post_type = 'product' GROUP BY p.ID
            """);

        Assert.Equal("4.33 3 4.33 3 4.33 a:2:{i:4;i:2;i:5;i:1;} 3", counted);
        Assert.Equal(moved.OwnStars, MovedShop.Stars(moved.Woo));
    }

    [Fact]
    public void A_shipment_and_a_review_that_the_old_shop_takes_back_are_counted_no_more()
    {
        using var other = new MovedShop(MovedShop.Offset);
        other.Change(
            """
            DELETE FROM shipment_orders WHERE shipment_id IN (1, 6); DELETE FROM shipment_lines WHERE shipment_id IN (1, 6);
            DELETE FROM shipments WHERE id IN (1, 6); DELETE FROM review_replies WHERE review_id = 1; DELETE FROM reviews WHERE id = 1;
            """);
        other.Shop.Transfer();

        Assert.Empty(WooCommerceShop.Differences(other.Shop.Verify()));
        Assert.Equal(
            ["1\tno_fulfillments", "5\tunfulfilled"],
            other.Woo.Rows(
                """
                SELECT n.meta_value, coalesce(f.meta_value, 'no_fulfillments') FROM wp_wc_orders_meta n
                JOIN wp_wc_orders_meta x ON x.order_id = n.order_id AND x.meta_key = '_storefold'
                LEFT JOIN wp_wc_orders_meta f ON f.order_id = n.order_id AND f.meta_key = '_fulfillment_status'
                WHERE n.meta_key = '_order_number' AND n.meta_value IN ('1', '5') ORDER BY 1
                """));
        Assert.Equal(
            ["_wc_average_rating\t4.00", "_wc_rating_count\ta:1:{i:4;i:2;}", "_wc_review_count\t2"],
            other.Woo.Rows(
                """
                SELECT m.meta_key, m.meta_value FROM wp_postmeta m JOIN wp_postmeta x ON x.post_id = m.post_id AND x.meta_key = '_storefold'
                WHERE m.meta_key LIKE '\_wc\_%' ORDER BY 1
                """));
        // A site that states its hours only, half ones too.
        Assert.Equal("0", other.Woo.Cell(
            "SELECT count(*) FROM wp_comments WHERE comment_agent = 'Storefold' AND comment_date <> comment_date_gmt + INTERVAL 330 MINUTE"));
        Assert.True(other.Woo.Number("SELECT count(*) FROM wp_comments WHERE comment_agent = 'Storefold'") > 3);
    }

    private static string Unescaped(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateTime Time(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The fold that the tests look at.</summary>
    public sealed class MovedShop : IDisposable
    {
        internal const string Offset =
            """
            UPDATE wp_options SET option_value = '' WHERE option_name = 'timezone_string';
            UPDATE wp_options SET option_value = '5.5' WHERE option_name = 'gmt_offset';
            """;

        private const string Address = """'{"full_name":"Ann Lee","line1":"1 High St","city":"Cork","country":"IE"}'""";

        public MovedShop()
            : this($"UPDATE wp_options SET option_value = '{Zone}' WHERE option_name = 'timezone_string';")
        {
        }

        internal MovedShop(string zone)
        {
            // One zone, as its administrator would load it.
            var load = Programs.Run(Programs.Find("mariadb-tzinfo-to-sql", "mariadb-server"), "/usr/share/zoneinfo/" + Zone, Zone);
            var known = MariaDbServer.Shared.Run(null, $"SELECT count(*) FROM mysql.time_zone_name WHERE name = '{Zone}'").Trim();
            if (known is "0") MariaDbServer.Shared.Run("mysql", load);
            Shop = new WooCommerceShop(Plan, zone);
            OwnStars = Stars(Woo);
            First = Shop.Transfer();
        }

        internal WooCommerceShop Shop { get; }

        internal TestDatabase Woo => Shop.Woo;

        internal string OwnStars { get; }

        internal Storefold.Engine.TransferResult First { get; }

        internal static string Stars(TestDatabase woo) => woo.Cell(
            """
            SELECT count(*), sum(crc32(concat_ws('|', l.product_id, l.rating_count, l.average_rating, m.meta_id, m.meta_key, m.meta_value)))
            FROM wp_wc_product_meta_lookup l LEFT JOIN wp_postmeta m ON m.post_id = l.product_id AND m.meta_key LIKE '\_wc\_%'
            WHERE NOT EXISTS (SELECT 1 FROM wp_postmeta x WHERE x.post_id = l.product_id AND x.meta_key = '_storefold')
            """);

        internal void Change(string sql)
        {
            using var mi = SqliteSession.Open(Shop.InFolder("old.db"), SqliteAccess.ReadWrite);
            mi.Execute(sql);
        }

        public void Dispose() => Shop.Dispose();

        private static string Plan(TempFolder folder, TestDatabase woo)
        {
            using var mi = SqliteSession.Open(folder.File("old.db"), SqliteAccess.Create);
            mi.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));
            var own = woo.Cell("SELECT min(sku) FROM wp_wc_product_meta_lookup WHERE sku <> '' AND rating_count > 0");
            mi.Execute(
                $$"""
                INSERT INTO products (id, sku, handle, title, status) VALUES (1, 'old-only-1', 'cup', 'Cup & <u>Saucer</u>', 'live'),
                    (2, '{{own}}', 'theirs', 'Theirs', 'live');
                INSERT INTO customers (id, kind, email, first_name, last_name, company, status, created_at) VALUES
                    (1, 'registered', 'ann@old.example', 'Ann', 'Lee', 'A & B', 'active', '2024-07-01T10:00:00Z'),
                    (2, 'registered', 'bo@old.example', 'Bo & <s>Co</s>', 'O''Hara &amp; Sons', NULL, 'active', '2024-07-01T10:00:00Z');
                INSERT INTO customer_addresses (
                    id, customer_id, position, kind, is_default_ship, is_default_bill, full_name, company, line1, city, country) VALUES
                    (1, 1, 0, 'shipping', 1, 1, 'Ann & Bo  Lee', 'Löwe & Sohn &amp; &lt;x&gt;', '1 & 2 High St', 'Cork &amp', 'IE'),
                    (2, 1, 1, 'shipping', 0, 0, 'Ann &amp; Bo', 'A &amp; B', '3 Low St', 'Cork', 'IE'),
                    (3, 2, 0, 'shipping', 1, 0, 'Bo &quot;B&quot; Co', 'B', '&lt;4&gt;', 'Cork', 'IE');
                INSERT INTO orders (
                    id, number, customer_id, email, placed_at, currency, prices_include_tax, total_items, total_discount, total_shipping, total_tax, total_fees,
                    total_grand, total_paid, total_refunded, placement, pay_status, fulfil_status, coupon_codes, ship_address, bill_address)
                SELECT value, value, 1, 'ann@old.example', '2024-0' || value || '-15T23:30:00Z', 'EUR', 1, 12000, 2400, 600, 1600, 0,
                    10200, 10200, 0, 'confirmed', 'paid', 'delivered', '["TEN"]', {{Address}}, {{Address}} FROM json_each('[1,2,3,4,5,6]');
                -- By the price of one, and tax; the discount of the shipping stands with the order only.
                UPDATE orders SET total_tax = 1700, total_discount = 2500 WHERE id = 1;
                INSERT INTO order_lines (
                    id, order_id, position, product_id, kind, title, qty, unit_net, unit_gross, line_net, line_gross, discounts) VALUES
                    (11, 1, 0, 1, 'goods', 'Cup', '2', 5000, 6000, 8000, 9600, '[{"source":"coupon","amount":"24.00"}]'),
                    (12, 1, 1, NULL, 'shipping', 'Post', '1', 500, 600, 500, 600, '[{"source":"coupon","amount":"1.00"}]');
                -- Without a price of one before: by what the discounts say, with tax. Medusa works them out to 18 places.
                UPDATE orders SET total_discount = 1200, total_tax = 1700 WHERE id = 2;
                INSERT INTO order_lines (
                    id, order_id, position, product_id, kind, title, qty, unit_net, unit_gross, line_net, line_gross, discounts) VALUES
                    (21, 2, 0, 1, 'goods', 'Cup', '2', NULL, NULL, 8000, 9600, '[{"source":"coupon","amount":"12.000000000000000001"}]'),
                    (22, 2, 1, NULL, 'shipping', 'Post', '1', NULL, NULL, 500, 600, NULL);
                -- Of the whole order; no line knows of it.
                UPDATE orders SET total_discount = 500, total_tax = 0, total_grand = 9600, total_shipping = 100 WHERE id = 3;
                INSERT INTO order_lines (id, order_id, position, product_id, kind, title, qty, unit_net, unit_gross, line_net, line_gross) VALUES
                    (31, 3, 0, 1, 'goods', 'Cup', '2', 5000, 5000, 10000, 10000), (32, 3, 1, NULL, 'shipping', 'Post', '1', 100, 100, 100, 100);
                -- A line of its own that takes off.
                UPDATE orders SET total_discount = 1000, total_tax = 0, total_fees = -1000, total_grand = 9600, coupon_codes = NULL WHERE id = 4;
                INSERT INTO order_lines (id, order_id, position, product_id, kind, title, qty, unit_net, unit_gross, line_net, line_gross) VALUES
                    (41, 4, 0, 1, 'goods', 'Cup', '2', 5000, 5000, 10000, 10000), (42, 4, 1, NULL, 'fee', 'Coupon', '1', -1000, -1000, -1000, -1000),
                    (43, 4, 2, NULL, 'shipping', 'Post', '1', 600, 600, 600, 600);
                -- None at all, but for pennies of rounding; no line; one that was cancelled.
                UPDATE orders SET total_discount = 0, total_tax = 1667, total_shipping = 0, total_grand = 10001 WHERE id = 5;
                INSERT INTO order_lines (id, order_id, position, product_id, kind, title, qty, unit_net, unit_gross, line_net, line_gross) VALUES
                    (51, 5, 0, 1, 'goods', 'Cup', '3', 2779, 3334, 8334, 10001);
                UPDATE orders SET total_discount = 900, total_tax = 0, total_shipping = 0, total_grand = 0, total_paid = 0 WHERE id = 6;
                INSERT INTO order_events (id, order_id, position, at, type, actor, is_visible, text) VALUES
                    (1, 1, 0, '2024-07-01T23:30:00Z', 'note', 'Ann <img src=x onerror=alert(2)>', 1, 'Sent <i>today</i>'),
                    (2, 2, 0, '2024-01-15T12:00:00Z', 'note', NULL, 0, 'R&D');
                INSERT INTO shipments (id, created_at, shipped_at, state)
                SELECT value, '2024-07-01T23:30:00Z', '2024-07-01T23:30:00Z', 'shipped' FROM json_each('[1,2,3,4,5,6]');
                UPDATE shipments SET state = 'pending' WHERE id IN (3, 5);
                INSERT INTO shipment_orders (id, shipment_id, order_id) VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4), (5, 5, 5), (6, 6, 5);
                INSERT INTO shipment_lines (id, shipment_id, order_line_id, qty) VALUES
                    (1, 1, 11, '2'), (2, 2, 21, '1'), (3, 3, 31, '2'), (5, 5, 51, '1'), (6, 6, 51, '2');
                INSERT INTO reviews (id, product_id, customer_id, author_name, rating, rating_best, rating_worst, body, status, created_at) VALUES
                    (1, 1, 1, 'Ann <img src=x onerror=alert(2)>', '5', '5', '1',
                        '<script>alert(1)</script> & it''s "good" &amp; &lt;3', 'approved', '2024-07-01T23:30:00Z'),
                    (2, 1, 2, 'Bo', '4', '5', '1', 'Good', 'approved', '2024-01-01T12:00:00Z'),
                    (3, 1, NULL, 'Cy', '4', '5', '1', 'Good', 'approved', '2024-01-01T12:00:00Z'),
                    (4, 1, NULL, 'Di', '1', '5', '1', 'Bad', 'pending', '2024-01-01T12:00:00Z'),
                    (5, 2, NULL, 'Ed', '1', '5', '1', 'Bad', 'approved', '2024-01-01T12:00:00Z');
                INSERT INTO review_replies (id, review_id, author, body, at) VALUES
                    (1, 1, 'Shop & <b>Co</b>', 'Thanks <b>Ann</b> & Co', '2024-07-02T23:30:00Z');
                INSERT INTO coupons (id, title, type, value, is_active, is_mappable, created_at) VALUES
                    (1, 'Ten', 'percent', '10', 1, 1, '2024-07-01T23:30:00Z');
                INSERT INTO coupon_codes (id, coupon_id, code) VALUES (1, 1, 'OLDTEN'), (2, 1, 'OLDTEN2');
                """);
            return
                $$"""
                retirement: old
                sources:
                  old: { pack: mi-platform, connection: "sqlite:old.db" }
                target: { pack: woocommerce, connection: "{{woo.PlanAddress}}" }
                sites:
                  shop:
                    address: shop.example
                    retires: true
                    time_zone: Europe/London
                    locales: [en-GB]
                    select: { source: old, channels: [mi] }
                    target: { fallback: "https://new.example/" }
                allowed_hosts: [new.example]
                coupons: { suffix: -OLD }
                accounts: { dormant_after_months: 18, as_of: 2024-10-21 00:00 UTC }
                """;
        }
    }
}
