namespace Storefold.DatabaseTests.OpenCart;

/// <summary>
/// OpenCart's page shows the rows of order_total by their order, each with its title, above the last: the total. Its own orders add
/// up there, and the subtotal is the sum of what the goods say.
/// </summary>
public sealed class The_page_of_a_moved_order_adds_up
{
    [Fact]
    public void Whatever_the_old_shop_called_items_discount_fees_and_tax()
    {
        using var lab = OpenCartLab.FromMi(
            """
            INSERT INTO orders(
                id, number, currency, prices_include_tax, total_items, total_discount, total_shipping, total_tax, total_fees, total_grand,
                placement) VALUES
                (1, 'GROSS', 'EUR', 1, 11900, 0, 595, 1995, 0, 12495, 'confirmed'),
                (2, 'WHOLE-CART', 'EUR', 0, 10000, 1000, 500, 0, 0, 9500, 'confirmed'),
                (3, 'FEE', 'EUR', 0, 10000, 0, 0, 0, 250, 10250, 'confirmed'),
                (4, 'SHIPPING-TAXED', 'EUR', 0, 10000, 0, 500, 1995, 0, 12495, 'confirmed'),
                (5, 'NO-LINES', 'EUR', 0, NULL, NULL, NULL, NULL, NULL, 4200, 'confirmed'),
                (6, 'LESS', 'EUR', 0, 10000, 0, 0, 0, 0, 9990, 'confirmed');
            INSERT INTO order_lines(id, order_id, kind, title, qty, unit_net, unit_gross, line_net, line_gross) VALUES
                (1, 1, 'goods', 'Lamp', '2', 5000, 5950, 10000, 11900), (2, 1, 'shipping', 'Post', '1', 500, 595, 500, 595),
                (3, 2, 'goods', 'Lamp', '2', 5000, 5000, 10000, 10000), (4, 2, 'shipping', 'Post', '1', 500, 500, 500, 500),
                (5, 3, 'goods', 'Lamp', '2', 5000, NULL, 10000, NULL),
                (6, 4, 'goods', 'Lamp', '2', 5000, 5950, 10000, 11900), (7, 4, 'shipping', 'Post', '1', 500, NULL, 500, NULL),
                (8, 6, 'goods', 'Lamp', '2', 5000, 5000, 10000, 10000);
            """);

        lab.Transfer();
        var verified = lab.Verify();

        Assert.Equal(
            [
                "GROSS\tSub-Total 100.0000, Post 5.0000, Tax 19.9500, Total 124.9500",
                "WHOLE-CART\tSub-Total 100.0000, Discount -10.0000, Post 5.0000, Total 95.0000",
                "FEE\tSub-Total 100.0000, Other charges 2.5000, Total 102.5000",
                "SHIPPING-TAXED\tSub-Total 100.0000, Post 5.0000, Tax 19.9500, Total 124.9500",
                "NO-LINES\tSub-Total 0.0000, Other charges 42.0000, Total 42.0000",
                "LESS\tSub-Total 100.0000, Reduction -0.1000, Total 99.9000",
            ],
            lab.OpenCart.Rows(
                """
                SELECT substr(o.comment, 5), group_concat(t.title, ' ', t.value ORDER BY t.sort_order SEPARATOR ', ')
                FROM oc_order o JOIN oc_order_total t ON t.order_id = o.order_id WHERE o.order_id > 1243 GROUP BY o.order_id ORDER BY o.order_id
                """));
        Assert.True(verified.IsClean, string.Join('\n', verified.Mismatches.Take(20)));
        Assert.Equal(0, lab.Transfer().Written);
        // What the old shop said of them comes back as it was, and the row that makes up for the rest is no line.
        Assert.Equal("1\t1\t1\t1", lab.Ask("order",
            "sum(number = 'GROSS' AND total_items = 119), sum(number = 'WHOLE-CART' AND total_discount = 10), "
            + "sum(number = 'FEE' AND total_fees = 2.5), sum(if(`key` > 1243, total_tax, 0)) = 39.9"));
        Assert.Equal("8", lab.Ask("order.line", "sum(parent > 1243)"));
    }
}
