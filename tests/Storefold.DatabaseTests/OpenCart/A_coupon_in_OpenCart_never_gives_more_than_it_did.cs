using Storefold.DatabaseTests.Matrix;

namespace Storefold.DatabaseTests.OpenCart;

/// <summary>
/// Asked as OpenCart's checkout asks (Model\Marketing\Coupon::getCoupon and the coupon total): by code, status and days, the
/// limit against the rows of the code, the customer's limit of who is logged in only, and the discount and the shipping both.
/// </summary>
public sealed class A_coupon_in_OpenCart_never_gives_more_than_it_did
{
    /// <summary>What the checkout gives for each code: how often still, what off, for whom; a code that it refuses is left out.</summary>
    private const string Given =
        """
        SELECT c.code, if(c.uses_total = 0, 'ever', c.uses_total - (
                SELECT count(*) FROM oc_coupon_history h JOIN oc_coupon x ON x.coupon_id = h.coupon_id WHERE x.code = c.code)) AS times,
            concat(round(c.discount), if(c.type = 'P', '%', ''), if(c.shipping = 1, ' and shipping', '')) AS off,
            if(c.logged = 1, 'login', 'anybody') AS who, c.uses_customer
        FROM oc_coupon c
        WHERE c.coupon_id > 7 AND c.status = 1 AND (c.date_start = '0000-00-00' OR c.date_start < '2024-10-21 12:00')
            AND (c.date_end = '0000-00-00' OR c.date_end > '2024-10-21 12:00')
        HAVING times = 'ever' OR times > 0
        ORDER BY c.code
        """;

    private const string Rows =
        """
        INSERT INTO customers(id, kind, email, status) VALUES (1, 'registered', 'a@mi.example', 'active');
        INSERT INTO orders(id, number, customer_id, currency, total_grand, placement) VALUES
            (1, 'N1', 1, 'USD', 100, 'confirmed'), (2, 'N2', 1, 'USD', 100, 'pending');
        INSERT INTO coupons(
            id, title, type, value, currency, max_discount, min_qty, limit_total, limit_per_customer, scopes, is_active, is_mappable,
            ends_at) VALUES
            (1, 'free shipping', 'free_ship', '100', NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, NULL),
            (2, '47 of 50 used', 'percent', '10', NULL, NULL, NULL, 50, NULL, NULL, 1, 1, NULL),
            (3, 'all used', 'percent', '10', NULL, NULL, NULL, 50, NULL, NULL, 1, 1, NULL),
            (4, 'at most 5', 'percent', '50', 'USD', 500, NULL, NULL, NULL, NULL, 1, 1, NULL),
            (5, 'from two pieces', 'percent', '10', NULL, NULL, 2, NULL, NULL, NULL, 1, 1, NULL),
            (6, 'from one piece', 'percent', '11', NULL, NULL, 1, NULL, NULL, NULL, 1, 1, NULL),
            (7, 'a few of a line', 'percent', '10', NULL, NULL, NULL, NULL, NULL,
                '[{"kind":"max_quantity","attribute":"items.quantity","operator":"lte","values":["2"]}]', 1, 1, NULL),
            (8, 'for customers', 'percent', '12', NULL, NULL, NULL, NULL, NULL, '{"login":"required"}', 1, 1, NULL),
            (9, 'scopes of nothing', 'percent', '13', NULL, NULL, NULL, NULL, NULL, '{"products":[],"kinds":{}}', 1, 1, NULL),
            (10, 'once each', 'percent', '14', NULL, NULL, NULL, NULL, 1, NULL, 1, 1, NULL),
            (11, 'of one person', 'percent', '15', NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, NULL),
            (12, 'off each item', 'fixed_item', '5', 'USD', NULL, NULL, NULL, NULL, NULL, 1, 1, NULL),
            (13, 'off the cart', 'fixed_cart', '5', 'USD', NULL, NULL, NULL, NULL, NULL, 1, 1, '2024-10-21 18:00:00'),
            (14, 'in euros', 'fixed_cart', '5', 'EUR', NULL, NULL, NULL, NULL, NULL, 1, 1, NULL),
            (15, 'two codes, one limit', 'percent', '16', NULL, NULL, NULL, 10, NULL, NULL, 1, 1, NULL),
            (16, 'two codes within the limit', 'percent', '17', NULL, NULL, NULL, 10, NULL, NULL, 1, 1, NULL),
            (17, 'a code that ends sooner', 'percent', '18', NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, '2030-01-01 00:00:00'),
            (18, 'held', 'percent', '19', NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, NULL),
            (19, 'off', 'percent', '20', NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, NULL),
            (20, 'for products', 'percent', '21', NULL, NULL, NULL, NULL, NULL, '{"products":["7"]}', 1, 1, NULL);
        INSERT INTO coupon_codes(
            id, coupon_id, code, holder_customer_id, holder_email, usage_limit, used_count, held_by_order_id, expires_at) VALUES
            (1, 1, 'SHIP', NULL, NULL, NULL, 0, NULL, NULL), (2, 2, 'LIMIT50', NULL, NULL, NULL, 47, NULL, NULL),
            (3, 3, 'GONE', NULL, NULL, NULL, 50, NULL, NULL), (4, 4, 'CAPPED', NULL, NULL, NULL, 0, NULL, NULL),
            (5, 5, 'TWO', NULL, NULL, NULL, 0, NULL, NULL), (6, 6, 'ONE', NULL, NULL, NULL, 0, NULL, NULL),
            (7, 7, 'MI10', NULL, NULL, NULL, 0, NULL, NULL), (8, 8, 'MEMBER', NULL, NULL, NULL, 0, NULL, NULL),
            (9, 9, 'ALL', NULL, NULL, NULL, 0, NULL, NULL), (10, 10, 'ONCE', NULL, NULL, 100, 3, NULL, NULL),
            (11, 11, 'ANNS', 1, NULL, NULL, 0, NULL, NULL), (12, 11, 'BOBS', NULL, 'bob@mi.example', NULL, 0, NULL, NULL),
            (13, 12, 'EACH', NULL, NULL, NULL, 0, NULL, NULL), (14, 13, 'CART', NULL, NULL, NULL, 0, NULL, NULL),
            (15, 14, 'EURO', NULL, NULL, NULL, 0, NULL, NULL), (16, 15, 'SHARED1', NULL, NULL, NULL, 0, NULL, NULL),
            (17, 15, 'SHARED2', NULL, NULL, NULL, 0, NULL, NULL), (18, 16, 'WITHIN1', NULL, NULL, 4, 1, NULL, NULL),
            (19, 16, 'WITHIN2', NULL, NULL, 6, 0, NULL, NULL), (20, 17, 'SOON', NULL, NULL, NULL, 0, NULL, '2024-10-01 00:00:00'),
            (21, 17, 'LATER', NULL, NULL, NULL, 0, NULL, NULL), (22, 18, 'HELD', NULL, NULL, 1, 0, 2, NULL),
            (23, 19, 'OFF', NULL, NULL, NULL, 0, NULL, NULL), (24, 20, 'GOODS', NULL, NULL, NULL, 0, NULL, NULL);
        INSERT INTO coupon_uses(id, coupon_id, code_id, customer_id, order_id, amount, currency, at) VALUES
            (1, 2, 2, 1, 1, 10, 'USD', '2024-10-01 00:00:00');
        """;

    [Fact]
    public void What_OpenCart_cannot_hold_to_is_switched_off_and_the_rest_is_given_as_it_was()
    {
        using var lab = OpenCartLab.FromMi(Rows);

        lab.Transfer();
        var verified = lab.Verify();
        var given = lab.OpenCart.Rows(Given);
        var second = lab.Transfer();

        Assert.Equal(
            [
                "ALL\tever\t13%\tanybody\t0", "CART\tever\t5\tanybody\t0", "LATER\tever\t18%\tanybody\t0",
                "LIMIT50\t3\t10%\tanybody\t0", "MEMBER\tever\t12%\tlogin\t0", "ONCE\t97\t14%\tlogin\t1",
                "ONE\tever\t11%\tanybody\t0", "SHIP\tever\t0 and shipping\tanybody\t0",
                "WITHIN1\t3\t17%\tanybody\t0", "WITHIN2\t6\t17%\tanybody\t0",
            ],
            given);
        Assert.True(verified.IsClean, string.Join('\n', verified.Mismatches.Take(20)));
        Assert.Equal(0, second.Written);
        // All codes are there, for staff to decide.
        Assert.Equal("24", lab.OpenCart.Cell("SELECT count(*) FROM oc_coupon WHERE coupon_id > 7 AND code <> ''"));
        // The terms say what was meant, and a shop may fold on from here.
        Assert.Equal("20\t19\t100.0000", lab.Ask(
            "coupon", "sum(`key` > 7), sum(`key` > 7 AND active), max(if(title = 'free shipping', value, NULL))"));
    }

    [Fact]
    public void A_term_that_is_added_later_switches_the_code_off_too()
    {
        using var lab = OpenCartLab.FromMi(Rows);
        lab.Transfer();

        lab.Change(
            """
            UPDATE coupons SET max_discount = 100, currency = 'USD' WHERE id = 6;
            UPDATE coupons SET title = 'Versand frei' WHERE id = 1;
            UPDATE coupon_codes SET used_count = 50 WHERE id = 2;
            """);
        lab.Transfer();

        var given = lab.OpenCart.Rows(Given);
        Assert.DoesNotContain(
            given, row => row.StartsWith("ONE\t", StringComparison.Ordinal) || row.StartsWith("LIMIT50\t", StringComparison.Ordinal));
        Assert.Single(given, row => row is "SHIP\tever\t0 and shipping\tanybody\t0");
        Assert.True(lab.Verify().IsClean);
    }

    [Fact]
    public async Task Promotions_that_a_real_Medusa_wrote_give_no_more_either()
    {
        using var lab = new MatrixLab(Platforms.Of("medusa"), Platforms.Of("opencart"));

        await lab.TransferAsync();

        // Of LIMIT50 47 uses were made; both are for so many pieces of a line at most.
        Assert.Equal("2|0", lab.Target.One(
            "SELECT concat_ws('|', count(*), sum(status)) FROM oc_coupon WHERE coupon_id > 7 AND (code LIKE 'MI10%' OR code LIKE 'LIMIT50%')"));
        Assert.Equal("3", lab.Target.One(
            """
            SELECT c.uses_total - (SELECT count(*) FROM oc_coupon_history h WHERE h.coupon_id = c.coupon_id)
            FROM oc_coupon c WHERE c.coupon_id > 7 AND c.code LIKE 'LIMIT50%'
            """));
        Assert.Equal("1|1|0.0000|1", lab.Target.One(
            "SELECT concat_ws('|', count(*), sum(status), max(discount), min(shipping)) FROM oc_coupon WHERE coupon_id > 7 AND code LIKE 'VERSAND%'"));
    }
}
