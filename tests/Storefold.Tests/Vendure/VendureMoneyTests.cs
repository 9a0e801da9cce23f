using System.Globalization;
using System.Text.Json;
using Storefold.Engine;

namespace Storefold.Tests.Vendure;

/// <summary>Money in minor units: what the retired shop says by plain SQL, and what stands in the target's tables.</summary>
[Collection(VendureFoldCollection.Name)]
public sealed class VendureMoneyTests(SharedVendureFold shared)
{
    private readonly VendureFold _fold = shared.Get();

    [Fact]
    public void Placed_orders_cost_the_same_to_the_penny_in_both_currencies()
    {
        var expected = _fold.Lines(
            "SELECT currencyCode, sum(subTotalWithTax + shippingWithTax), count(*) FROM v.\"order\" WHERE orderPlacedAt IS NOT NULL GROUP BY 1 ORDER BY 1");

        Assert.Equal(["GBP|54051708|521", "USD|117113518|882"], expected);
        Assert.Equal(expected, _fold.Lines(
            "SELECT currency, sum(total_grand), count(*) FROM orders WHERE id NOT IN (SELECT id FROM own.orders) GROUP BY 1 ORDER BY 1"));
        Booked("order.total_grand", expected);
    }

    [Fact]
    public void Payments_agree_by_currency_and_state()
    {
        var expected = _fold.Lines(
            """
            SELECT o.currencyCode, lower(p.state), sum(p.amount), count(*) FROM v.payment AS p JOIN v."order" AS o ON o.id = p.orderId
            WHERE o.orderPlacedAt IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
            """);

        Assert.Equal(6, expected.Count);
        Assert.Equal(expected, _fold.Lines(
            """
            SELECT o.currency, p.state, sum(p.amount), count(*) FROM order_payments AS p JOIN orders AS o ON o.id = p.order_id
            WHERE p.id NOT IN (SELECT id FROM own.order_payments) GROUP BY 1, 2 ORDER BY 1, 2
            """));
        Booked("order.payment.amount", Summed(expected));
    }

    [Fact]
    public void Refunds_agree_by_currency_and_state()
    {
        var expected = _fold.Lines(
            """
            SELECT o.currencyCode, lower(r.state), sum(r.total), count(*) FROM v.refund AS r JOIN v.payment AS p ON p.id = r.paymentId
            JOIN v."order" AS o ON o.id = p.orderId WHERE o.orderPlacedAt IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
            """);

        Assert.Equal(["GBP|pending|1055014|17", "GBP|settled|3302765|38", "USD|pending|1577554|25", "USD|settled|6307978|82"], expected);
        Assert.Equal(expected, _fold.Lines(
            """
            SELECT o.currency, r.state, sum(r.amount), count(*) FROM order_refunds AS r JOIN orders AS o ON o.id = r.order_id
            WHERE r.payment_id IN (SELECT id FROM order_payments WHERE order_id = o.id) GROUP BY 1, 2 ORDER BY 1, 2
            """));
        Booked("order.refund.amount", Summed(expected));
    }

    [Fact]
    public void What_coupons_took_off_agrees_with_the_adjustments_of_every_line()
    {
        var off = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var coded = _fold.Lines("SELECT 'PROMOTION:' || id FROM v.promotion WHERE couponCode <> ''");
        foreach (var row in Sql.Rows(
            _fold.Session,
            """
            SELECT o.currencyCode, l.adjustments, l.taxLines, l.listPriceIncludesTax FROM (
                SELECT orderId, adjustments, taxLines, listPriceIncludesTax FROM v.order_line
                UNION ALL SELECT orderId, adjustments, taxLines, listPriceIncludesTax FROM v.shipping_line) AS l
            JOIN v."order" AS o ON o.id = l.orderId WHERE o.orderPlacedAt IS NOT NULL AND l.adjustments <> '[]'
            """))
        {
            var rate = row[3] is "1" ? 0 : Items(row[2]).Sum(tax => tax.GetProperty("taxRate").GetDecimal());
            foreach (var adjustment in Items(row[1]).Where(item => coded.Contains(item.GetProperty("adjustmentSource").GetString() ?? "", StringComparer.Ordinal)))
            {
                // Vendure rounds half up, once per line.
                var gross = -adjustment.GetProperty("amount").GetDecimal() * (1 + (rate / 100));
                off[row[0]] = off.GetValueOrDefault(row[0]) + (long)Math.Floor(gross + 0.5m);
            }
        }

        Assert.Equal(2, off.Count);
        Assert.Equal(
            off.Select(pair => $"{pair.Key}|{pair.Value}").ToList(),
            _fold.Lines("SELECT currency, sum(amount) FROM coupon_uses WHERE id NOT IN (SELECT id FROM own.coupon_uses) GROUP BY 1 ORDER BY 1"));
        Booked("coupon.use.amount", off.Select(pair => $"{pair.Key}|{pair.Value}"));
    }

    [Fact]
    public void The_lines_of_every_order_add_up_to_what_it_costs()
    {
        Assert.Empty(_fold.Lines(
            """
            SELECT o.number, o.total_grand, sum(l.line_gross), o.total_grand - o.total_tax, sum(l.line_net) FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
            WHERE o.id NOT IN (SELECT id FROM own.orders) GROUP BY o.id
            HAVING sum(l.line_gross) <> o.total_grand OR sum(l.line_net) <> o.total_grand - o.total_tax
                OR o.total_items + o.total_shipping + o.total_fees <> o.total_grand
            """));
    }

    [Fact]
    public void Money_that_stays_behind_is_named_by_rule()
    {
        Assert.Equal(
            _fold.Lines(
                """
                SELECT currencyCode, CASE state WHEN 'AddingItems' THEN 'cart' WHEN 'ArrangingPayment' THEN 'unfinished_checkout' ELSE 'draft' END,
                    sum(subTotalWithTax + shippingWithTax)
                FROM v."order" WHERE orderPlacedAt IS NULL GROUP BY 1, 2 HAVING sum(subTotalWithTax + shippingWithTax) <> 0 ORDER BY 1, 2
                """),
            Money("order.total_grand").Where(figure => figure.Key.Fate is "skipped")
                .Select(figure => $"{figure.Key.Site}|{figure.Key.Rule}|{Minor(figure.Value)}").Order(StringComparer.Ordinal).ToList());
    }

    private void Booked(string what, IEnumerable<string> expected)
    {
        var sums = expected.Select(line => string.Join('|', line.Split('|').Take(2))).ToList();
        Assert.Equal(sums, Money(what).Where(figure => figure.Key.Fate is "created")
            .Select(figure => $"{figure.Key.Site}|{Minor(figure.Value)}").Order(StringComparer.Ordinal).ToList());
        Assert.Equal(sums, _fold.Verified.Sums.Money.Where(sum => string.Equals(sum.Key.What, what, StringComparison.Ordinal))
            .Select(sum => $"{sum.Key.Currency}|{Minor(sum.Value)}").ToList());
    }

    private IEnumerable<KeyValuePair<Journaling.TallyKey, decimal>> Money(string what) => _fold.First.Figures
        .Where(figure => figure.Key.Section is BatchTally.MoneySection && string.Equals(figure.Key.Name, what, StringComparison.Ordinal));

    private static IEnumerable<string> Summed(IEnumerable<string> byState) => byState.Select(line => line.Split('|'))
        .GroupBy(cells => cells[0], StringComparer.Ordinal)
        .Select(group => $"{group.Key}|{group.Sum(cells => long.Parse(cells[2], CultureInfo.InvariantCulture))}");

    private static string Minor(decimal amount) => (amount * 100).ToString("0.####", CultureInfo.InvariantCulture);

    private static List<JsonElement> Items(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(item => item.Clone())];
    }
}
