namespace Storefold.DatabaseTests.Medusa;

/// <summary>Everything is counted in both databases by queries of the tests' own, which know nothing of the pack.</summary>
public sealed class Medusa_folds_into_an_emptied_Medusa
{
    private const string Totals =
        """
        SELECT upper(o.currency_code), coalesce(o.custom_display_id, o.display_id::text), s.totals ->> 'current_order_total',
            s.totals ->> 'paid_total', s.totals ->> 'refunded_total', s.totals ->> 'pending_difference', s.totals ->> 'credit_line_total'
        FROM "order" o JOIN order_summary s ON s.order_id = o.id AND s.version = o.version
        ORDER BY 1, 2
        """;

    /// <summary>What the items, shipping and credit lines of the current version cost, in whole thousandths of thousandths.</summary>
    private const string Computed =
        """
        SELECT upper(o.currency_code), count(*), round(sum(
            (SELECT sum(coalesce(i.unit_price, l.unit_price) * i.quantity - coalesce((
                SELECT sum(a.amount) FROM order_line_item_adjustment a WHERE a.item_id = i.item_id AND a.version = i.version), 0))
                FROM order_item i JOIN order_line_item l ON l.id = i.item_id WHERE i.order_id = o.id AND i.version = o.version)
            + (SELECT sum(m.amount) FROM order_shipping w JOIN order_shipping_method m ON m.id = w.shipping_method_id
                WHERE w.order_id = o.id AND w.version = o.version)
            - coalesce((SELECT sum(k.amount) FROM order_credit_line k WHERE k.order_id = o.id), 0)), 6)
        FROM "order" o GROUP BY 1 ORDER BY 1
        """;

    private const string Names =
        """
        SELECT c.email, c.has_account, c.first_name, c.last_name, c.phone, c.company_name, c.created_at
        FROM customer c WHERE c.deleted_at IS NULL ORDER BY c.email COLLATE "C", c.has_account
        """;

    private const string Logins =
        """
        SELECT c.email, p.entity_id, p.provider_metadata ->> 'password'
        FROM provider_identity p JOIN auth_identity a ON a.id = p.auth_identity_id JOIN customer c ON c.id = a.app_metadata ->> 'customer_id'
        WHERE p.provider = 'emailpass' AND p.provider_metadata ->> 'password' <> '' AND c.deleted_at IS NULL ORDER BY c.email COLLATE "C"
        """;

    private const string Parcels =
        """
        SELECT coalesce(o.custom_display_id, o.display_id::text), l.tracking_number, l.tracking_url, f.shipped_at, f.delivered_at,
            (SELECT sum(i.quantity) FROM fulfillment_item i WHERE i.fulfillment_id = f.id)
        FROM fulfillment f JOIN order_fulfillment x ON x.fulfillment_id = f.id JOIN "order" o ON o.id = x.order_id
        LEFT JOIN fulfillment_label l ON l.fulfillment_id = f.id ORDER BY 1, 2, 4
        """;

    private const string Moneys =
        """
        SELECT coalesce(o.custom_display_id, o.display_id::text), t.reference, t.amount
        FROM order_transaction t JOIN "order" o ON o.id = t.order_id ORDER BY 1, 2, 3
        """;

    private const string Items =
        """
        SELECT coalesce(o.custom_display_id, o.display_id::text), l.title, l.variant_sku, i.quantity, i.fulfilled_quantity, i.shipped_quantity,
            i.delivered_quantity, l.variant_id IS NOT NULL
        FROM "order" o JOIN order_item i ON i.order_id = o.id AND i.version = o.version JOIN order_line_item l ON l.id = i.item_id
        ORDER BY 1, 2, 3, 4
        """;

    private const string Statuses = "SELECT coalesce(custom_display_id, display_id::text), status FROM \"order\" ORDER BY 1";

    private const string Promotions =
        """
        SELECT p.code, p.status, a.type, a.target_type, a.value, CASE WHEN a.target_type = 'items' THEN a.allocation || a.max_quantity END
        FROM promotion p JOIN promotion_application_method a ON a.promotion_id = p.id ORDER BY p.code COLLATE "C"
        """;

    [Fact]
    public async Task People_orders_money_parcels_and_promotions_are_the_same_in_both_shops()
    {
        using var lab = MedusaLab.IntoMedusa(emptied: true);
        lab.NoteOwnRows();

        await lab.TransferAsync();

        Assert.Equal(672, lab.Target.Number("SELECT count(*) FROM \"order\""));
        foreach (var query in new[] { Totals, Computed, Statuses, Parcels, Moneys, Items, Promotions })
        {
            var there = lab.Source!.Rows(query);
            Assert.NotEmpty(there);
            Assert.Equal(there, lab.Target.Rows(query));
        }

        // Accounts that a person has to decide about wait under an address of their own, without a login.
        foreach (var query in new[] { Names, Logins })
        {
            var arrived = lab.Target.Rows(query).Where(row => !row.StartsWith("held-", StringComparison.Ordinal)).ToList();
            Assert.True(arrived.Count > 150, $"only {arrived.Count} arrived");
            Assert.Empty(arrived.Except(lab.Source!.Rows(query), StringComparer.Ordinal));
        }

        await lab.AssertVerifiesAsync();
        lab.AssertOwnRowsUntouched();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task Of_versioned_rows_one_version_arrives_and_what_the_shop_deleted_stays()
    {
        using var lab = MedusaLab.IntoMedusa(emptied: true);

        await lab.TransferAsync();

        Assert.Equal("1554\t1", lab.Target.Cell("SELECT count(*), max(version) FROM order_item"));
        Assert.Equal("672\t1", lab.Target.Cell("SELECT count(*), max(version) FROM order_shipping"));
        Assert.Equal(4, lab.Source!.Number("SELECT count(*) FROM customer WHERE deleted_at IS NOT NULL"));
        Assert.Equal(250, lab.Target.Number("SELECT count(*) FROM customer"));
        Assert.Equal("JPY\t44", lab.Target.Cell("SELECT upper(currency_code), count(*) FROM \"order\" WHERE currency_code = 'jpy' GROUP BY 1"));
    }

    [Fact]
    public async Task Two_customers_with_one_e_mail_stay_two_and_their_orders_keep_the_address()
    {
        using var lab = MedusaLab.IntoMedusa(emptied: true);
        const string twins = "SELECT count(*) FROM customer c WHERE c.deleted_at IS NULL AND EXISTS (SELECT 1 FROM customer d "
            + "WHERE lower(d.email) = lower(c.email) AND d.has_account <> c.has_account AND d.deleted_at IS NULL)";
        const string mails = "SELECT email, count(*) FROM \"order\" GROUP BY 1 ORDER BY email COLLATE \"C\"";

        await lab.TransferAsync();

        Assert.Equal(30, lab.Source!.Number(twins));
        Assert.Equal(250, lab.Target.Number("SELECT count(*) FROM customer"));
        Assert.Equal(lab.Source.Rows(mails), lab.Target.Rows(mails));
    }

    [Fact]
    public async Task The_sequence_of_order_numbers_goes_on_behind_the_moved_orders()
    {
        using var lab = MedusaLab.IntoMedusa(emptied: true);

        await lab.TransferAsync();

        Assert.Equal(672, lab.Target.Number("SELECT count(DISTINCT display_id) FROM \"order\""));
        Assert.True(lab.Target.Number("SELECT nextval('order_display_id_seq')") > lab.Target.Number("SELECT max(display_id) FROM \"order\""));
    }
}
