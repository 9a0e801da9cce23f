using System.Globalization;
using Storefold.Connectors.Sqlite;
using Storefold.Samples.Poco;

namespace Storefold.DatabaseTests.WooCommerce;

/// <summary>The sample shop folds into the real WooCommerce database, which is full of rows of its own.</summary>
public sealed class Another_shop_folds_into_WooCommerce
{
    // Tables whose rows the transfer adds to, with their key.
    private static readonly (string Table, string Key)[] Shared =
    [
        ("wp_posts", "ID"), ("wp_postmeta", "meta_id"), ("wp_users", "ID"), ("wp_usermeta", "umeta_id"), ("wp_comments", "comment_ID"),
        ("wp_commentmeta", "meta_id"), ("wp_wc_orders", "id"), ("wp_wc_orders_meta", "id"), ("wp_wc_order_addresses", "id"),
        ("wp_wc_order_operational_data", "id"), ("wp_woocommerce_order_items", "order_item_id"), ("wp_woocommerce_order_itemmeta", "meta_id"),
        ("wp_wc_order_fulfillments", "fulfillment_id"), ("wp_wc_order_fulfillment_meta", "meta_id"), ("wp_wc_customer_lookup", "customer_id"),
        ("wp_wc_product_meta_lookup", "product_id"), ("wp_actionscheduler_actions", "action_id"), ("wp_options", "option_id"),
        ("wp_wc_reserved_stock", "order_id"), ("wp_woocommerce_sessions", "session_id"),
    ];

    [Fact]
    public void It_verifies_clean_twice_and_leaves_the_own_rows_of_the_target_alone()
    {
        using var shop = Fold();
        Assert.Empty(shop.Check());
        var own = Shared.ToDictionary(shared => shared.Table, shared => Seal(shop.Woo, shared.Table, shared.Key, null), StringComparer.Ordinal);

        var first = shop.Transfer();
        var verified = shop.Verify();
        var written = Seals(shop.Woo);
        var second = shop.Transfer();

        Assert.DoesNotContain(first.Figures.Keys, key => key.Section is "rows" && key.Fate is "quarantined");
        Assert.Empty(WooCommerceShop.Differences(verified));
        Assert.Equal(0, second.Written);
        Assert.Equal(written, Seals(shop.Woo));
        foreach (var (table, key) in Shared)
        {
            var highest = own[table].Split('\t')[2];
            Assert.Equal((table, own[table]), (table, Seal(shop.Woo, table, key, highest)));
        }

        Orders_are_what_WooCommerce_takes_for_orders(shop.Woo);
        Serialised_metas_state_their_lengths(shop.Woo);
    }

    private static void Orders_are_what_WooCommerce_takes_for_orders(TestDatabase woo)
    {
        const string moved = "FROM wp_wc_orders o JOIN wp_wc_orders_meta x ON x.order_id = o.id AND x.meta_key = '_storefold' WHERE o.type = 'shop_order'";
        var orders = woo.Number($"SELECT count(*) {moved}");
        Assert.True(orders > 100, $"{orders} orders");
        long Count(string what, string join) => woo.Number($"SELECT count(DISTINCT {what}) {moved.Replace("WHERE", join + " WHERE", StringComparison.Ordinal)}");
        Assert.Equal(orders, Count("m.meta_value", "JOIN wp_wc_orders_meta m ON m.order_id = o.id AND m.meta_key = '_order_number'"));
        Assert.Equal(orders, Count("d.order_key", "JOIN wp_wc_order_operational_data d ON d.order_id = o.id AND d.recorded_sales = 1 AND d.order_stock_reduced = 1"));
        Assert.Equal(orders, Count("p.ID", "JOIN wp_posts p ON p.ID = o.id AND p.post_type = 'shop_order_placehold'"));

        // Every user that came is a customer with a login name of its own and nothing more.
        Assert.Equal("0", woo.Cell(
            """
            SELECT count(*) FROM wp_users u JOIN wp_usermeta x ON x.user_id = u.ID AND x.meta_key = '_storefold'
            WHERE u.user_login LIKE 'storefold-%' AND NOT EXISTS (SELECT 1 FROM wp_usermeta r
                WHERE r.user_id = u.ID AND r.meta_key = 'wp_capabilities' AND r.meta_value = 'a:1:{s:8:"customer";b:1;}')
            """));
        Assert.Equal("0", woo.Cell("SELECT count(*) FROM (SELECT 1 FROM wp_users GROUP BY user_login HAVING count(*) > 1) AS twice"));
        Assert.Equal("0", woo.Cell("SELECT count(*) FROM wp_posts WHERE post_type = 'storefold'"));
    }

    private static void Serialised_metas_state_their_lengths(TestDatabase woo)
    {
        var metas = woo.Rows("SELECT meta_value FROM wp_woocommerce_order_itemmeta WHERE meta_key IN ('_line_tax_data', 'taxes')");
        Assert.Empty(metas.Where(meta => !IsWhole(meta)).Take(3));
        Assert.Contains(metas, meta => meta.Contains("i:0;s:", StringComparison.Ordinal));
    }

    /// <summary>PHP's serialised arrays of numbers in quotes, read by the lengths that they state.</summary>
    private static bool IsWhole(string text)
    {
        var (at, depth) = (0, 0);
        do
        {
            switch (text[at])
            {
                case 'a':
                    at = text.IndexOf('{', at) + 1;
                    depth++;
                    break;
                case '}':
                    at++;
                    depth--;
                    break;
                case 's':
                    var colon = text.IndexOf(':', at + 2);
                    at = colon + int.Parse(text.AsSpan(at + 2, colon - at - 2), CultureInfo.InvariantCulture) + 4;
                    if (at > text.Length || !text.AsSpan(at - 2, 2).SequenceEqual("\";")) return false;
                    break;
                case 'i':
                    at = text.IndexOf(';', at) + 1;
                    break;
                default:
                    return false;
            }
        }
        while (depth > 0 && at < text.Length);
        return depth == 0 && at == text.Length;
    }

    private static string Seals(TestDatabase woo) => string.Join('\n', Shared.Select(shared => Seal(woo, shared.Table, shared.Key, null)));

    /// <summary>Rows of a table up to a key, the sum of their checksums, and the highest key.</summary>
    private static string Seal(TestDatabase woo, string table, string key, string? upTo)
    {
        var columns = string.Join(", ", woo.Rows(
            $"SELECT concat('`', column_name, '`') FROM information_schema.columns WHERE table_schema = '{woo.Name}' AND table_name = '{table}' ORDER BY ordinal_position")
            .Select(column => $"ifnull({column}, '~')"));
        var where = upTo is null ? "" : $" WHERE `{key}` <= {upTo}";
        return woo.Cell($"SELECT count(*), coalesce(sum(crc32(concat_ws('#', {columns}))), 0), coalesce(max(`{key}`), 0) FROM {table}{where}");
    }

    private static WooCommerceShop Fold() => new((folder, woo) =>
    {
        SampleFolder.Write(
            folder.File("shops"), SampleOptions.Default with { Customers = 200 }, Storefold.Tests.Sample.SampleShops.Schemas,
            path => SqliteSession.Open(path, SqliteAccess.Create), TestContext.Current.CancellationToken);
        return
            $$"""
            retirement: poco
            sources:
              poco: { pack: poco-store, connection: "sqlite:{{folder.File("shops/poco.db")}}" }
            target: { pack: woocommerce, connection: "{{woo.PlanAddress}}" }
            sites:
              uk:
                address: uk.po.example
                retires: true
                time_zone: Europe/London
                locales: [en-GB]
                select: { source: poco, channels: [uk] }
                target: { fallback: https://shop.example/ }
              global:
                address: www.po.example
                retires: true
                time_zone: Europe/London
                locales: [en-GB]
                select: { source: poco, channels: [global] }
                target: { fallback: https://shop.example/ }
              india:
                address: in.po.example
                retires: false
                time_zone: Asia/Kolkata
                locales: [en-IN]
                select: { source: poco, channels: [in] }
            allowed_hosts: [shop.example]
            coupons: { suffix: -POCO }
            accounts: { dormant_after_months: 18, as_of: 2024-10-21 00:00 UTC }
            """;
    });
}
