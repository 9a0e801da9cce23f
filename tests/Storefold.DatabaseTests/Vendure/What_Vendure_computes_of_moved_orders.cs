using Storefold.DatabaseTests.Matrix;

namespace Storefold.DatabaseTests.Vendure;

/// <summary>
/// Vendure shows an order's own totals, and computes them anew of its rows as soon as somebody changes the order: both have to
/// come to the same.
/// </summary>
public sealed class What_Vendure_computes_of_moved_orders
{
    private const string OpenCart = "opencart";

    public static IEnumerable<TheoryDataRow<string, string>> Chosen =>
    [
        (OpenCart, "vendure on PostgreSQL"), (OpenCart, "vendure on SQLite"), ("poco-store", "vendure on PostgreSQL"),
        ("poco-store", "vendure on SQLite"),
    ];

    public static IEnumerable<TheoryDataRow<string, string>> Others =>
        from source in Platforms.Sources
        from target in Platforms.Targets
        where source is not (OpenCart or "poco-store") && target.StartsWith("vendure", StringComparison.Ordinal)
        select new TheoryDataRow<string, string>(source, target);

    [Theory]
    [MemberData(nameof(Chosen))]
    public Task Is_what_they_say(string source, string target) => MovedAsync(source, target);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Others))]
    public Task Whatever_shop_they_come_from(string source, string target) => MovedAsync(source, target);

    /// <summary>OpenCart names amounts of shipping and of coupons without tax, and the tax of all of it apart.</summary>
    [Theory]
    [InlineData("vendure on PostgreSQL")]
    [InlineData("vendure on SQLite")]
    public async Task Shipping_and_coupons_cost_what_OpenCart_showed(string target)
    {
        using var lab = new MatrixLab(Platforms.Of(OpenCart), Platforms.Of(target));
        await lab.TransferAsync();

        Assert.Equal(Shown(lab, "t.code = 'shipping'"), Written(lab, "shipping_line"), StringComparer.Ordinal);
        Assert.Equal(Shown(lab, "t.code NOT IN ('sub_total', 'tax', 'total', 'shipping')"), Written(lab, "surcharge"), StringComparer.Ordinal);
    }

    private static async Task MovedAsync(string source, string target)
    {
        using var lab = new MatrixLab(Platforms.Of(source), Platforms.Of(target));
        await lab.TransferAsync();

        var moved = VendureOrder.Moved(lab.Target);

        Assert.True(moved.Count > 40, $"only {moved.Count} orders");
        Assert.DoesNotContain(moved, order => order.Goods.Gross != order.SubTotalWithTax);
        Assert.DoesNotContain(moved, order => order.Sent != (order.Shipping, order.ShippingWithTax));
        // Where each line has its tax, so have the orders, but for cents of lines whose tax was rounded by the unit.
        if (source is not (OpenCart or "shopify-export")) Assert.DoesNotContain(moved, order => Math.Abs(order.Goods.Net - order.SubTotal) > 3);
    }

    /// <summary>What each order's rows of these totals came to, in its own currency, in hundredths.</summary>
    private static IEnumerable<string> Shown(MatrixLab lab, string totals) => lab.Source.Ask(
        $"""
        SELECT concat(o.order_id, ': ', CAST(sum(round(t.value * o.currency_value * 100)) AS SIGNED))
        FROM oc_order o JOIN oc_order_total t ON t.order_id = o.order_id
        WHERE o.order_status_id > 0 AND {totals} GROUP BY o.order_id
        """).Select(row => row[0]).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Written(MatrixLab lab, string table) => lab.Target.Ask(
        $"""
        SELECT o.code || ': ' || sum(x."listPrice") FROM "order" o JOIN {table} x ON x."orderId" = o.id
        WHERE o."billingAddress" LIKE '%"storefold"%' AND x."taxLines" NOT LIKE '%"difference"%' GROUP BY o.id, o.code
        """).Select(row => row[0]).Order(StringComparer.Ordinal);
}
