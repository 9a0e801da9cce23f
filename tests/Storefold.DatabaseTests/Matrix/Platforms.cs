using Storefold.DatabaseTests.Support;

namespace Storefold.DatabaseTests.Matrix;

/// <summary>The table of the matrix: every platform that can be read, and those that can be written.</summary>
internal static class Platforms
{
    private const string VendureOrders =
        """SELECT "currencyCode", count(*), sum("subTotalWithTax" + "shippingWithTax") FROM "order" WHERE NOT active AND state <> 'Draft' AND "type" <> 'Seller' GROUP BY 1""";

    /// <summary>What stands above the total is the total, and the subtotal is what the goods come to, in each moved order.</summary>
    private const string OpenCartContradictions =
        """
        SELECT count(*) FROM oc_order o WHERE o.order_id > 1243 AND (
            (SELECT sum(if(t.code = 'total', -t.value, t.value)) FROM oc_order_total t WHERE t.order_id = o.order_id) <> 0
            OR (SELECT t.value FROM oc_order_total t WHERE t.order_id = o.order_id AND t.title = 'Sub-Total')
                <> coalesce((SELECT sum(p.total) FROM oc_order_product p WHERE p.order_id = o.order_id), 0))
        """;

    private static readonly (string, string?)[] VendureSites = [("uk", "uk-store"), ("global", "__default_channel__")];

    private static readonly Platform[] Table =
    [
        new("vendure on SQLite", "vendure", shops => shops.Vendure(), VendureOrders) { Sites = VendureSites, Scale = 100, Decimals = 2 },
        new("vendure on PostgreSQL", "vendure", shops => shops.Restore(PostgresServer.Shared, "platforms/vendure-3.7.3.pg15.sql.xz"), VendureOrders)
        {
            Sites = VendureSites, Scale = 100, Decimals = 2,
        },
        new("medusa", "medusa", shops => shops.Restore(PostgresServer.Shared, "platforms/medusa-2.15.3.pg15.slim.sql.xz"),
            """
            SELECT o.currency_code, count(*), sum((s.totals ->> 'current_order_total')::numeric)
            FROM "order" o JOIN order_summary s ON s.order_id = o.id AND s.version = o.version GROUP BY 1
            """) { FinerThanCents = 75 },
        new("woocommerce", "woocommerce", shops => shops.Restore(MariaDbServer.Shared, "platforms/woocommerce-11.0.1.mariadb.sql.xz"),
            "SELECT currency, count(*), sum(total_amount) FROM wp_wc_orders WHERE type = 'shop_order' AND status NOT IN ('wc-checkout-draft', 'trash') GROUP BY 1")
        {
            Sites = [("shop", "store")], Decimals = 8,
        },
        // What the customer was shown. Moved orders stand in their own currency, at the rate 1, to the last digit.
        new("opencart", "opencart", shops => shops.Restore(MariaDbServer.Shared, "platforms/opencart-4.1.0.3.mariadb.sql.xz"),
            """
            SELECT o.currency_code, count(*), sum(if(o.order_id > 1243, t.value, floor(t.value * o.currency_value * 100 + 0.5) / 100))
            FROM oc_order o JOIN oc_order_total t ON t.order_id = o.order_id AND t.code = 'total' WHERE o.order_status_id > 0 GROUP BY 1
            """) { Sites = [("shop", "0")], Programme = "reward_points", Debits = true, Decimals = 4, Contradictions = OpenCartContradictions },
        new("shopify-export", "shopify-export", shops => shops.Shopify(), "") { Scale = 100 },
        new("poco-store", "poco-store", shops => shops.OfSample("poco.db"),
            """
            SELECT currency, count(*), CAST(round(sum(grand_total * 1000)) AS INTEGER) FROM orders
            WHERE site IN ('uk', 'global') AND state <> 'basket' AND NOT is_test GROUP BY 1
            """) { Sites = [("uk", "uk"), ("global", "global")], KeptChannel = "in", Programme = "poco-points", Debits = true, Scale = 1000 },
        new("mi-platform", "mi-platform", shops => shops.OfSample("mi.db"), "SELECT currency, count(*), sum(total_grand) FROM orders GROUP BY 1")
        {
            Sites = [("mi", "mi")], Programme = "mi-points", MergesPointsInto = "points_accounts", Scale = 100, Decimals = 2,
        },
    ];

    /// <summary>Every one can be read.</summary>
    public static IEnumerable<string> Sources => Table.Select(platform => platform.Name);

    /// <summary>These can be written.</summary>
    public static IEnumerable<string> Targets => Table.Select(platform => platform.Name).Where(name => name is not ("shopify-export" or "poco-store"));

    /// <summary>One by its name.</summary>
    public static Platform Of(string name) => Table.Single(platform => string.Equals(platform.Name, name, StringComparison.Ordinal));
}
