using Storefold.Connectors.Sqlite;

namespace Storefold.DatabaseTests.WooCommerce;

/// <summary>Expected figures are counted by SQL over the shop's own tables, without the pack's files.</summary>
public sealed class A_WooCommerce_shop_folds_into_another_platform
{
    [Fact]
    public void It_arrives_whole_verifies_clean_and_a_second_run_writes_nothing()
    {
        using var shop = WooCommerceShop.IntoMi();
        Assert.Empty(shop.Check());

        var dry = shop.Transfer(dryRun: true);
        var first = shop.Transfer();
        var verified = shop.Verify();
        var second = shop.Transfer();

        Assert.Equal((first.Rows, first.Written), (dry.Rows, dry.Written));
        Assert.DoesNotContain(first.Figures.Keys, key => key.Section is "rows" && key.Fate is "quarantined" or "none");
        Assert.Empty(WooCommerceShop.Differences(verified));
        Assert.Equal(0, second.Written);

        // The books start from the tables and end with one fate a row.
        Assert.Equal(21, verified.SourceCounts.Count);
        foreach (var (row, rows) in verified.SourceCounts)
        {
            var explained = first.Figures.Where(figure => string.Equals(figure.Key.Name, row.Row, StringComparison.Ordinal) && figure.Key.Section is "rows").Sum(figure => figure.Value);
            Assert.Equal((row.Row, (decimal)rows), (row.Row, explained));
        }

        Rows_that_are_no_orders_stay_behind_by_name(first);
        Money_is_what_the_shop_says(shop);
        Reviews_keep_their_state(shop);
        Uses_of_coupons_are_those_of_the_orders(shop);
        Parcels_are_those_that_the_shop_sent(shop);
    }

    private static void Rows_that_are_no_orders_stay_behind_by_name(Storefold.Engine.TransferResult first)
    {
        decimal Skipped(string row, string rule) =>
            first.Figures.Where(figure => (figure.Key.Name, figure.Key.Rule) == (row, rule) && figure.Key.Section is "rows").Sum(figure => figure.Value);
        Assert.Equal(125, Skipped("order", "checkout_draft"));
        Assert.Equal(3, Skipped("order", "trashed_order"));
        Assert.Equal(17, Skipped("review", "trashed_review"));
        Assert.Equal(1, Skipped("customer", "staff"));
        Assert.Equal(8, Skipped("coupon.use", "use_in_draft"));
    }

    private static void Money_is_what_the_shop_says(WooCommerceShop shop)
    {
        using var mi = Mi(shop);
        foreach (var (type, from, amount) in new[]
        {
            ("shop_order", "orders o", "o.total_grand"), ("shop_order_refund", "order_refunds r JOIN orders o ON o.id = r.order_id", "r.amount"),
        })
        {
            var expected = shop.Woo.Rows(
                $"""
                SELECT o.currency, CAST(sum(abs(o.total_amount)) * 100 AS SIGNED) FROM wp_wc_orders o
                LEFT JOIN wp_wc_orders p ON p.id = o.parent_order_id
                WHERE o.type = '{type}' AND coalesce(p.status, o.status) NOT IN ('wc-checkout-draft', 'trash') GROUP BY 1
                """);
            Assert.Equal(Text(expected), Text(Lines(mi, $"SELECT o.currency, sum({amount}) FROM {from} GROUP BY 1")));
        }

        // Net amounts below a penny are rounded by name; what was agreed, with tax, comes out even.
        Assert.Equal("0", Text(Lines(mi, "SELECT count(*) FROM order_lines WHERE line_gross IS NULL OR line_net IS NULL")));
        Assert.Equal(shop.Woo.Cell("SELECT count(DISTINCT id) FROM wp_wc_orders WHERE type = 'shop_order' AND status NOT IN ('wc-checkout-draft', 'trash') AND customer_id = 0"),
            Lines(mi, "SELECT count(*) FROM orders WHERE customer_id IS NULL")[0]);
    }

    private static void Reviews_keep_their_state(WooCommerceShop shop)
    {
        using var mi = Mi(shop);
        Assert.Equal(
            Text(shop.Woo.Rows(
                """
                SELECT CASE comment_approved WHEN '1' THEN 'approved' WHEN '0' THEN 'pending' ELSE comment_approved END AS s, count(*),
                    sum((SELECT m.meta_value FROM wp_commentmeta m WHERE m.comment_id = c.comment_ID AND m.meta_key = 'rating'))
                FROM wp_comments c WHERE comment_type = 'review' AND comment_approved NOT IN ('trash', 'post-trashed') GROUP BY 1 ORDER BY 1
                """)),
            Text(Lines(mi, "SELECT status, count(*), CAST(sum(rating) AS INTEGER) FROM reviews GROUP BY 1 ORDER BY 1")));
    }

    private static void Uses_of_coupons_are_those_of_the_orders(WooCommerceShop shop)
    {
        // usage_count falls when an order is cancelled: what stands is the shop's own count, and nothing was taken back twice.
        using var mi = Mi(shop);
        Assert.Equal(
            Text(shop.Woo.Rows(
                """
                SELECT i.order_item_name, count(*), sum(d.coupon_usages_are_counted)
                FROM wp_woocommerce_order_items i JOIN wp_wc_orders o ON o.id = i.order_id
                JOIN wp_wc_order_operational_data d ON d.order_id = o.id
                JOIN wp_posts p ON p.post_type = 'shop_coupon' AND p.post_title = i.order_item_name
                JOIN wp_postmeta m ON m.post_id = p.ID AND m.meta_key = 'usage_count'
                WHERE i.order_item_type = 'coupon' AND o.status NOT IN ('wc-checkout-draft', 'trash') AND p.post_title <> 'one-person'
                GROUP BY 1 ORDER BY hex(i.order_item_name)
                """)),
            Text(Lines(mi, "SELECT k.code, count(*), count(*) - count(u.reversed_at) FROM coupon_uses u JOIN coupon_codes k ON k.id = u.code_id GROUP BY 1 ORDER BY hex(k.code)")));
    }

    private static void Parcels_are_those_that_the_shop_sent(WooCommerceShop shop)
    {
        using var mi = Mi(shop);
        var numbers = shop.Woo.Rows(
            """
            SELECT json_value(concat('[', m.meta_value, ']'), '$[0]') AS n FROM wp_wc_order_fulfillment_meta m
            WHERE m.meta_key = '_tracking_number'
            UNION ALL
            SELECT regexp_substr(m.meta_value, 's:15:"tracking_number";s:[0-9]+:"\\K[^"]+') FROM wp_wc_orders_meta m
            WHERE m.meta_key = '_wc_shipment_tracking_items' ORDER BY n
            """);
        Assert.Equal(1105, numbers.Length);
        Assert.Equal(Text(numbers.Order(StringComparer.Ordinal)), Text(Lines(mi, "SELECT tracking_no FROM parcels").Order(StringComparer.Ordinal)));
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => line.Replace('\t', '|')));

    internal static SqliteSession Mi(WooCommerceShop shop) => SqliteSession.Open(shop.InFolder("mi.db"), SqliteAccess.ReadOnly);

    internal static List<string> Lines(SqliteSession session, string sql) =>
        [.. Storefold.Tests.Sample.SampleShops.Rows(session, sql).Select(row => string.Join('|', row))];
}
