using System.Globalization;
using System.Text.Json;
using Storefold.DatabaseTests.Matrix;

namespace Storefold.DatabaseTests.Vendure;

/// <summary>
/// An order that was moved into Vendure: what its columns say, and what Vendure computes of its rows, by the rules of its own
/// entities (OrderLine, Surcharge, ShippingLine, OrderCalculator.calculateOrderTotals): each row is rounded once, half up.
/// </summary>
internal sealed record VendureOrder(string Code, long SubTotal, long SubTotalWithTax, long Shipping, long ShippingWithTax)
{
    /// <summary>What the goods and the surcharges come to, without tax and with it.</summary>
    public (long Net, long Gross) Goods { get; private set; }

    /// <summary>What the shipping lines come to.</summary>
    public (long Net, long Gross) Sent { get; private set; }

    /// <summary>Every order that was moved into this shop.</summary>
    public static IReadOnlyList<VendureOrder> Moved(MatrixShop shop)
    {
        var orders = shop.Ask(
            """
            SELECT id, code, "subTotal", "subTotalWithTax", shipping, "shippingWithTax" FROM "order"
            WHERE "billingAddress" LIKE '%"storefold"%'
            """).ToDictionary(row => row[0], row => new VendureOrder(row[1], Whole(row[2]), Whole(row[3]), Whole(row[4]), Whole(row[5])),
            StringComparer.Ordinal);
        Each(orders, shop,
            """SELECT "orderId", quantity, "orderPlacedQuantity", "listPrice", "listPriceIncludesTax", adjustments, "taxLines" FROM order_line""",
            (order, amount) => order.Goods = Sum(order.Goods, amount));
        Each(orders, shop, """SELECT "orderId", 1, 1, "listPrice", "listPriceIncludesTax", '[]', "taxLines" FROM surcharge""",
            (order, amount) => order.Goods = Sum(order.Goods, amount));
        Each(orders, shop, """SELECT "orderId", 1, 1, "listPrice", "listPriceIncludesTax", adjustments, "taxLines" FROM shipping_line""",
            (order, amount) => order.Sent = Sum(order.Sent, amount));
        return [.. orders.Values];
    }

    private static void Each(
        Dictionary<string, VendureOrder> orders, MatrixShop shop, string sql, Action<VendureOrder, (long Net, long Gross)> add)
    {
        foreach (var row in shop.Ask(sql))
            if (orders.TryGetValue(row[0], out var order)) add(order, Price(row));
    }

    private static (long Net, long Gross) Price(string[] row)
    {
        var quantity = Whole(row[1]);
        var adjusted = quantity is 0 ? 0 : Sum(row[5], "amount") / Math.Max(quantity, Whole(row[2]));
        var unit = Whole(row[3]) + adjusted;
        var rate = 1 + (Sum(row[6], "taxRate") / 100);
        return row[4] is "t" or "1"
            ? (Rounded(unit / rate * quantity), Rounded(unit * quantity))
            : (Rounded(unit * quantity), Rounded(unit * rate * quantity));
    }

    private static (long Net, long Gross) Sum((long Net, long Gross) one, (long Net, long Gross) other) => (one.Net + other.Net, one.Gross + other.Gross);

    private static decimal Sum(string json, string field) =>
        JsonDocument.Parse(json).RootElement.EnumerateArray().Sum(entry => entry.TryGetProperty(field, out var value) ? value.GetDecimal() : 0);

    // A division by the quantity leaves the last digit of a decimal in doubt.
    private static long Rounded(decimal amount) => (long)Math.Floor(Math.Round(amount, 9) + 0.5m);

    private static long Whole(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);
}
