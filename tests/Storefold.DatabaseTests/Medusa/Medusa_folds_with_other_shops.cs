using Storefold.DatabaseTests.Matrix;

namespace Storefold.DatabaseTests.Medusa;

public sealed class Medusa_folds_with_other_shops
{
    [Fact]
    public async Task A_shop_of_the_same_platform_moves_in_beside_what_is_there()
    {
        using var lab = MedusaLab.IntoMedusa(emptied: false);
        lab.NoteOwnRows();

        await lab.TransferAsync();

        lab.AssertOwnRowsUntouched();
        await lab.AssertVerifiesAsync();
        Assert.Equal(1344, lab.Target.Number("SELECT count(*) FROM \"order\""));
        Assert.Equal(672, lab.Target.Number("SELECT count(*) FROM \"order\" WHERE custom_display_id LIKE '%-OLD'"));
        Assert.Equal(0, lab.Target.Number("SELECT count(*) FROM customer WHERE email LIKE '%@storefold.invalid' AND id IN "
            + "(SELECT app_metadata ->> 'customer_id' FROM auth_identity)"));
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task Medusa_folds_into_Mi_Platform()
    {
        using var lab = MedusaLab.IntoMi();

        var first = await lab.TransferAsync();

        await lab.AssertVerifiesAsync();
        Assert.True(first.Written > 5000, $"only {first.Written} rows were written");
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task Vendure_folds_into_Medusa_and_every_total_is_what_it_was()
    {
        using var lab = MedusaLab.FromVendure();
        lab.NoteOwnRows();

        await lab.TransferAsync();

        lab.AssertOwnRowsUntouched();
        await lab.AssertVerifiesAsync();
        // Of the 1,443 orders of that shop 1,403 were placed; what Medusa computes of their rows is what their summary says.
        Assert.Equal(1403, lab.Target.Number("SELECT count(*) FROM \"order\" WHERE metadata -> 'storefold' IS NOT NULL"));
        Assert.Equal(0, lab.Target.Number(
            """
            SELECT count(*) FROM "order" o JOIN order_summary s ON s.order_id = o.id
            WHERE o.metadata -> 'storefold' IS NOT NULL AND (s.totals ->> 'current_order_total')::numeric <>
                coalesce((SELECT sum(i.unit_price * i.quantity - coalesce((
                    SELECT sum(a.amount) FROM order_line_item_adjustment a WHERE a.item_id = i.item_id), 0))
                    FROM order_item i WHERE i.order_id = o.id), 0)
                + coalesce((SELECT sum(m.amount) FROM order_shipping w JOIN order_shipping_method m ON m.id = w.shipping_method_id
                    WHERE w.order_id = o.id), 0)
                - coalesce((SELECT sum(k.amount) FROM order_credit_line k WHERE k.order_id = o.id), 0)
            """));
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task An_account_whose_password_cannot_move_has_a_login_whose_password_can_be_reset()
    {
        using var lab = MedusaLab.FromVendure();

        await lab.TransferAsync();

        const string moved = "FROM customer c WHERE c.metadata -> 'storefold' IS NOT NULL AND c.has_account "
            + "AND c.email NOT LIKE '%@storefold.invalid' AND c.email IS NOT NULL";
        Assert.True(lab.Target.Number($"SELECT count(*) {moved}") > 150);
        Assert.Equal(0, lab.Target.Number($"SELECT count(*) {moved} AND NOT EXISTS "
            + "(SELECT 1 FROM provider_identity p WHERE p.provider = 'emailpass' AND p.entity_id = c.email)"));
    }

    /// <summary>Medusa adds the tax to an amount off that does not count with it, and takes off both.</summary>
    [Fact]
    public async Task A_coupon_over_five_pounds_takes_five_pounds_off()
    {
        using var lab = MedusaLab.FromVendure();

        await lab.TransferAsync();

        Assert.Equal(["POCO5\t5.00"], lab.Target.Rows(
            """
            SELECT p.code, round(CASE WHEN p.is_tax_inclusive THEN a.value ELSE a.value * 1.20 END, 2)
            FROM promotion p JOIN promotion_application_method a ON a.promotion_id = p.id
            WHERE p.metadata -> 'storefold' IS NOT NULL AND a.type = 'fixed' ORDER BY 1
            """), StringComparer.Ordinal);
        Assert.Equal(0, lab.Target.Number(
            "SELECT count(*) FROM promotion p JOIN promotion_application_method a ON a.promotion_id = p.id "
            + "WHERE p.is_tax_inclusive AND a.type <> 'fixed'"));
    }

    [Fact]
    public async Task A_coupon_for_some_pieces_of_an_order_is_not_one_for_all()
    {
        using var lab = MedusaLab.IntoMedusa(emptied: true);
        lab.Source!.Execute(
            """
            UPDATE promotion_application_method SET allocation = 'once', max_quantity = 1
            WHERE promotion_id = (SELECT id FROM promotion WHERE code = 'MI10')
            """);

        await lab.TransferAsync();

        Assert.Equal(["LIMIT50\tactive", "MI-EUR-5\tactive", "MI10\tinactive", "VERSAND☆FREI\tactive"], lab.Target.Rows(
            "SELECT code, status FROM promotion ORDER BY code COLLATE \"C\""), StringComparer.Ordinal);
        await lab.AssertVerifiesAsync();
    }

    /// <summary>OpenCart bounds every coupon altogether and by customer; Medusa asks the code, and the budget of each customer.</summary>
    [Fact]
    public async Task Nobody_uses_a_coupon_more_often_than_before()
    {
        using var lab = new MatrixLab(Platforms.Of("opencart"), Platforms.Of("medusa"));
        lab.Source.Run("UPDATE oc_coupon SET uses_total = 500, uses_customer = 3, status = 1 WHERE coupon_id IN (SELECT coupon_id FROM oc_coupon_history)");
        await lab.TransferAsync();

        var bounds = lab.Source.Ask(
            "SELECT concat(code, ' ', uses_total, ' ', uses_customer) FROM oc_coupon "
            + "WHERE uses_total > 0 AND uses_customer > 0 ORDER BY 1");
        Assert.NotEmpty(bounds);
        Assert.Equal(bounds.Select(row => row[0]), lab.Target.Ask(
            """
            SELECT concat_ws(' ', p.code, p."limit", b."limit") FROM promotion p JOIN promotion_campaign_budget b ON b.campaign_id = p.campaign_id
            WHERE p.metadata -> 'storefold' IS NOT NULL AND b.type = 'use_by_attribute' AND b.attribute = 'customer_id'
            ORDER BY p.code COLLATE "C"
            """).Select(row => row[0]), StringComparer.Ordinal);
        var used = lab.Target.Ask(
            """
            SELECT p.code, o.customer_id, count(*) FROM promotion p JOIN promotion_campaign_budget b ON b.campaign_id = p.campaign_id
            JOIN order_promotion x ON x.promotion_id = p.id JOIN "order" o ON o.id = x.order_id
            WHERE p.metadata -> 'storefold' IS NOT NULL AND b.type = 'use_by_attribute' AND o.customer_id IS NOT NULL AND o.canceled_at IS NULL
            GROUP BY 1, 2 ORDER BY 1, 2
            """).Select(row => string.Join(' ', row)).ToList();
        Assert.NotEmpty(used);
        Assert.Equal(used, lab.Target.Ask(
            """
            SELECT p.code, u.attribute_value, u.used FROM promotion_campaign_budget_usage u
            JOIN promotion_campaign_budget b ON b.id = u.budget_id JOIN promotion p ON p.campaign_id = b.campaign_id
            WHERE u.deleted_at IS NULL ORDER BY 1, 2
            """).Select(row => string.Join(' ', row)), StringComparer.Ordinal);
        var stated = await lab.StateAsync();
        Assert.Empty(stated.Complaints);
    }
}
