namespace Storefold.DatabaseTests.OpenCart;

/// <summary>The read files against queries of their own, written without looking at them.</summary>
public sealed class What_OpenCart_shows_is_what_is_read
{
    [Fact]
    public void Every_order_costs_what_its_customer_saw_in_the_orders_own_currency()
    {
        using var lab = OpenCartLab.AsSource();

        // The page multiplies the row "total" by the order's rate and rounds half up to two decimals.
        Assert.Equal(
            lab.OpenCart.Rows("""
                SELECT o.currency_code, count(*), format(sum(floor(t.value * o.currency_value * 100 + 0.5) / 100), 2, 'en_US')
                FROM oc_order o, oc_order_total t WHERE t.order_id = o.order_id AND t.code = 'total' GROUP BY 1 ORDER BY 1
                """),
            (string[])["EUR\t199\t" + lab.Ask("order", "format(sum(if(currency = 'EUR', total_grand, 0)), 2, 'en_US')"),
             "GBP\t422\t" + lab.Ask("order", "format(sum(if(currency = 'GBP', total_grand, 0)), 2, 'en_US')"),
             "USD\t622\t" + lab.Ask("order", "format(sum(if(currency = 'USD', total_grand, 0)), 2, 'en_US')")]);
    }

    [Fact]
    public void What_an_order_consists_of_adds_up_to_its_total_but_for_the_rounding_of_each_amount()
    {
        using var lab = OpenCartLab.AsSource();

        Assert.Equal("1243\t0", lab.Ask("order", """
            count(*), sum(abs(total_items - total_discount + total_shipping + total_tax + total_fees - total_grand) > 0.03)
            """));
        Assert.Equal(
            lab.OpenCart.Cell("SELECT sum(code = 'credit') FROM oc_order_total"), lab.Ask("order", "sum(total_fees < 0)"));
        Assert.Equal("0", lab.Ask("order", "sum(total_grand <> round(total_grand, 2))"));
    }

    [Fact]
    public void Thirty_four_checkouts_that_were_never_finished_are_no_orders()
    {
        using var lab = OpenCartLab.AsSource();

        Assert.Equal("34", lab.OpenCart.Cell("SELECT count(*) FROM oc_order WHERE order_status_id = 0"));
        Assert.Equal("1243\t34", lab.Ask("order", "count(*), sum(coalesce(skip, '') = 'unfinished_order')"));
        Assert.Equal("298", lab.Ask("order", "sum(customer IS NULL)"));
    }

    [Fact]
    public void Points_are_the_sum_of_the_ledger_for_every_customer()
    {
        using var lab = OpenCartLab.AsSource();
        lab.OpenCart.Execute("INSERT INTO oc_customer_reward (customer_id, order_id, description, points, date_added) VALUES (5, 0, 'Correction', -99999, '2024-10-01')");

        Assert.Equal(
            lab.OpenCart.Cell("SELECT count(DISTINCT customer_id), sum(points) FROM oc_customer_reward"),
            lab.Ask("loyalty", "count(*), sum(native_balance)"));
        Assert.Equal(lab.Ask("loyalty", "sum(native_balance)"), lab.Ask("loyalty.entry", "sum(points)"));
        Assert.Equal("1\t5", lab.Ask("loyalty", "sum(native_balance < 0), max(if(native_balance < 0, customer, 0))"));
        Assert.Equal("-99999", lab.Ask("loyalty.entry", "sum(if(type = 'adjust', points, 0))"));
    }

    [Fact]
    public void A_parcel_is_read_from_one_form_of_comment_and_never_guessed()
    {
        using var lab = OpenCartLab.AsSource();
        lab.OpenCart.Execute("""
            UPDATE oc_order_history SET comment = 'On its way, ask DHL for 12345' WHERE order_history_id = (
                SELECT min(order_history_id) FROM oc_order_history WHERE comment LIKE 'Shipped with DPD%')
            """);

        Assert.Equal("1019\t1019\t4", lab.Ask("shipment.parcel", "count(*), count(tracking_no), count(DISTINCT carrier_name)"));
        Assert.Equal("0", lab.Ask("shipment.parcel", "sum(CAST(url AS BINARY) NOT LIKE concat('%/', CAST(tracking_no AS BINARY)))"));
        Assert.Equal("1061", lab.Ask("shipment", "count(*)"));
        Assert.Equal("1", lab.Ask("order.event", "sum(text = 'On its way, ask DHL for 12345')"));
    }

    [Fact]
    public void Text_is_read_as_it_was_typed()
    {
        using var lab = OpenCartLab.AsSource();
        lab.OpenCart.Execute("UPDATE oc_review SET text = 'Tom &amp;amp; Ann say &quot;2 &lt; 3&quot; &amp;lt;', author = 'O&#039;Neil' WHERE review_id = 1");

        Assert.Equal("Tom &amp; Ann say \"2 < 3\" &lt;\tO'Neil", lab.Ask(
            "review", "max(if(`key` = 1, CAST(body AS BINARY), '')), max(if(`key` = 1, CAST(author_name AS BINARY), ''))"));
        Assert.Equal("0", lab.Ask("review", "sum(body LIKE '%&lt;b&gt;%')"));
    }

    [Fact]
    public void Coupons_returns_passwords_and_store_credit_are_all_there()
    {
        using var lab = OpenCartLab.AsSource();

        Assert.Equal("4\t1\t2\t1", lab.Ask("coupon", "count(*), sum(type = 'free_ship'), sum(type = 'percent'), sum(type = 'fixed_cart')"));
        Assert.Equal("139", lab.Ask("coupon.code", "sum(used)"));
        Assert.Equal("139\t0", lab.Ask("coupon.use", "count(*), sum(amount <= 0)"));
        Assert.Equal("58\t58", lab.Ask("case.line", "count(*), count(order_line)"));
        Assert.Equal("297\t18", lab.Ask("customer.credential", "sum(scheme = 'bcrypt'), sum(scheme = 'md5')"));
        Assert.Equal(lab.OpenCart.Cell("SELECT sum(amount) FROM oc_customer_transaction"), lab.Ask("stored_value", "sum(balance)"));
        Assert.Equal("204", lab.Ask("customer.consent", "sum(state = 'granted')"));
    }
}
