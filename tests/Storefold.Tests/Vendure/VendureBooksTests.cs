using Storefold.Engine;

namespace Storefold.Tests.Vendure;

/// <summary>Every expected figure is counted here by SQL over the retired shop, without the pack's files.</summary>
[Collection(VendureFoldCollection.Name)]
public sealed class VendureBooksTests(SharedVendureFold shared)
{
    private const string CustomerSite =
        """
        iif(EXISTS (SELECT 1 FROM v.customer_channels_channel AS x JOIN v.channel AS h ON h.id = x.channelId
            WHERE x.customerId = c.id AND h.code = 'uk-store'), 'uk', 'global')
        """;

    private const string OrderSite =
        """
        iif(EXISTS (SELECT 1 FROM v.order_channels_channel AS x JOIN v.channel AS h ON h.id = x.channelId
            WHERE x.orderId = o.id AND h.code = 'uk-store'), 'uk', 'global')
        """;

    // What is expected of an order and everything in it.
    private const string OrderFate =
        $"""
        {OrderSite}, iif(o.orderPlacedAt IS NULL, 'skipped', 'created'),
        CASE WHEN o.orderPlacedAt IS NOT NULL THEN '' WHEN o.state = 'AddingItems' THEN 'cart' WHEN o.state = 'Draft' THEN 'draft'
            WHEN o.state = 'ArrangingPayment' THEN 'unfinished_checkout' ELSE '?' END, count(*)
        """;

    private static readonly Dictionary<string, string> Declared = new(StringComparer.Ordinal)
    {
        ["product"] = "product_variant",
        ["customer"] = "customer",
        ["customer.address"] = "address",
        ["customer.credential"] = "authentication_method",
        ["order"] = "\"order\"",
        ["order.line"] = "(SELECT id FROM v.order_line UNION ALL SELECT id FROM v.surcharge UNION ALL SELECT id FROM v.shipping_line)",
        ["order.payment"] = "payment",
        ["order.refund"] = "refund",
        ["order.event"] = "(SELECT 1 FROM v.history_entry WHERE orderId IS NOT NULL)",
        ["shipment"] = "fulfillment",
        ["shipment.order"] = "order_fulfillments_fulfillment",
        ["shipment.line"] = "(SELECT 1 FROM v.order_line_reference WHERE fulfillmentId IS NOT NULL)",
        ["shipment.parcel"] = "(SELECT 1 FROM v.fulfillment WHERE trackingCode <> '')",
        ["coupon"] = "promotion",
        ["coupon.code"] = "(SELECT 1 FROM v.promotion WHERE couponCode <> '')",
        ["coupon.use"] = "order_promotions_promotion",
    };

    private readonly VendureFold _fold = shared.Get();

    [Fact]
    public void Every_row_of_the_shop_has_one_fate_and_none_is_unexplained()
    {
        Assert.Equal(
            Declared.Keys.Order(StringComparer.Ordinal).ToList(),
            _fold.Verified.SourceCounts.Keys.Select(key => key.Row).Order(StringComparer.Ordinal).ToList());
        foreach (var (row, table) in Declared)
        {
            var bare = _fold.Number($"SELECT count(*) FROM {(table.StartsWith('(') ? table : "v." + table)}");
            Assert.Equal((row, bare), (row, _fold.Verified.SourceCounts[("shop", row)]));
            Assert.Equal((row, (decimal)bare), (row, Rows(row).Sum(figure => figure.Value)));
        }
    }

    [Fact]
    public void The_known_oddities_of_the_shop_are_all_there()
    {
        Assert.Equal(
            "cart 38, draft 1, unfinished_checkout 1",
            string.Join(", ", Rows("order").Where(figure => figure.Key.Fate is "skipped").GroupBy(figure => figure.Key.Rule, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Sum(figure => figure.Value)}")));
        Assert.Equal(6, Rows("customer").Where(figure => figure.Key.Rule is "deleted_customer").Sum(figure => figure.Value));
        Assert.Equal(1, Rows("customer.credential").Where(figure => figure.Key.Rule is "administrator_login").Sum(figure => figure.Value));
        Assert.Equal(365, Rows("coupon.use").Where(figure => figure.Key.Rule is "automatic_promotion").Sum(figure => figure.Value));
    }

    [Fact]
    public void Customers_of_both_channels_are_booked_once_under_the_first_site()
    {
        Assert.Equal(144, _fold.Number("SELECT count(*) FROM (SELECT 1 FROM v.customer_channels_channel GROUP BY customerId HAVING count(*) = 2)"));
        Assert.Equal(144, Rows("customer").Where(figure => figure.Key.Site is "uk").Sum(figure => figure.Value));
        Assert.Equal(387 - 144, Rows("customer").Where(figure => figure.Key.Site is "global").Sum(figure => figure.Value));
    }

    [Fact]
    public void Products_with_a_sku_of_their_own_on_both_sides_are_the_same_product() => Booked("product",
        """
        SELECT 'uk', iif(count(*) OVER (PARTITION BY p.sku) = 1
            AND (SELECT count(*) FROM own.products AS t WHERE t.sku = p.sku) = 1, 'merged', 'created') AS fate, ''
        FROM v.product_variant AS p
        """, count: true);

    [Theory]
    [InlineData("customer", "v.customer AS c", "merged")]
    [InlineData("customer.address", "v.address AS a JOIN v.customer AS c ON c.id = a.customerId", "created")]
    public void Customers_and_their_addresses(string row, string from, string ofMatch) => Booked(row,
        $"""
        SELECT {CustomerSite}, CASE WHEN c.deletedAt IS NOT NULL THEN 'skipped' WHEN p.kind = 'auto' THEN '{ofMatch}' ELSE 'created' END,
            iif(c.deletedAt IS NOT NULL, 'deleted_customer', ''), count(*)
        FROM {from} LEFT JOIN own.planted AS p ON p.customer = c.id GROUP BY 1, 2, 3
        """);

    [Fact]
    public void Logins_move_only_where_nobody_else_decides_who_logs_in() => Booked("customer.credential",
        $"""
        SELECT site, iif(rule = '', 'created', 'skipped'), rule, count(*) FROM (
            SELECT iif(c.id IS NULL, '{SiteBook.NoSite}', {CustomerSite}) AS site,
                CASE WHEN c.id IS NULL AND u.identifier = 'superadmin' THEN 'administrator_login' WHEN c.deletedAt IS NOT NULL THEN 'deleted_customer'
                    WHEN p.kind = 'auto' THEN 'matched_password_kept'
                    WHEN p.kind IN ('challenge', 'review') OR p.what = 'blocked there' THEN 'held_account' ELSE '' END AS rule
            FROM v.authentication_method AS m JOIN v.user AS u ON u.id = m.userId
            LEFT JOIN v.customer AS c ON c.userId = u.id LEFT JOIN own.planted AS p ON p.customer = c.id)
        GROUP BY 1, 2, 3
        """);

    [Theory]
    [InlineData("order", "v.\"order\" AS o")]
    [InlineData("order.payment", "v.payment AS p JOIN v.\"order\" AS o ON o.id = p.orderId")]
    [InlineData("order.refund", "v.refund AS r JOIN v.payment AS p ON p.id = r.paymentId JOIN v.\"order\" AS o ON o.id = p.orderId")]
    [InlineData("order.event", "v.history_entry AS e JOIN v.\"order\" AS o ON o.id = e.orderId")]
    [InlineData("order.line",
        "(SELECT orderId FROM v.order_line UNION ALL SELECT orderId FROM v.surcharge UNION ALL SELECT orderId FROM v.shipping_line) AS l "
        + "JOIN v.\"order\" AS o ON o.id = l.orderId")]
    [InlineData("shipment.order", "v.order_fulfillments_fulfillment AS f JOIN v.\"order\" AS o ON o.id = f.orderId")]
    [InlineData("shipment.line",
        "v.order_line_reference AS f JOIN v.order_line AS l ON l.id = f.orderLineId JOIN v.\"order\" AS o ON o.id = l.orderId WHERE f.fulfillmentId > 0")]
    [InlineData("shipment",
        "v.fulfillment AS s JOIN v.order_fulfillments_fulfillment AS f ON f.fulfillmentId = s.id JOIN v.\"order\" AS o ON o.id = f.orderId")]
    [InlineData("shipment.parcel",
        "v.fulfillment AS s JOIN v.order_fulfillments_fulfillment AS f ON f.fulfillmentId = s.id JOIN v.\"order\" AS o ON o.id = f.orderId "
        + "WHERE s.trackingCode <> ''")]
    public void Orders_and_what_hangs_on_them(string row, string from) => Booked(row, $"SELECT {OrderFate} FROM {from} GROUP BY 1, 2, 3");

    [Fact]
    public void Coupons_move_and_automatic_promotions_stay()
    {
        const string Fate = "'uk', iif(coalesce(p.couponCode, '') = '', 'skipped', 'created'), iif(coalesce(p.couponCode, '') = '', 'automatic_promotion', '')";
        Booked("coupon", $"SELECT {Fate}, count(*) FROM v.promotion AS p GROUP BY 2");
        Booked("coupon.code", $"SELECT {Fate}, count(*) FROM v.promotion AS p WHERE p.couponCode <> '' GROUP BY 2");
        Booked("coupon.use",
            """
            SELECT 'uk', iif(rule = '', 'created', 'skipped'), rule, count(*) FROM (
                SELECT CASE WHEN p.couponCode IS NULL THEN 'automatic_promotion' WHEN o.orderPlacedAt IS NULL THEN 'use_in_cart' ELSE '' END AS rule
                FROM v.order_promotions_promotion AS x JOIN v.promotion AS p ON p.id = x.promotionId JOIN v."order" AS o ON o.id = x.orderId)
            GROUP BY 3
            """);
    }

    private IEnumerable<KeyValuePair<Journaling.TallyKey, decimal>> Rows(string row) => _fold.Verified.Figures
        .Where(figure => figure.Key.Section is BatchTally.RowsSection && string.Equals(figure.Key.Name, row, StringComparison.Ordinal));

    private void Booked(string row, string sql, bool count = false)
    {
        if (count) sql = $"SELECT *, count(*) FROM ({sql}) GROUP BY 1, 2, 3";
        Assert.Equal(
            _fold.Lines(sql).Order(StringComparer.Ordinal).ToList(),
            Rows(row).Select(figure => $"{figure.Key.Site}|{figure.Key.Fate}|{figure.Key.Rule}|{figure.Value}").Order(StringComparer.Ordinal).ToList());
    }
}
