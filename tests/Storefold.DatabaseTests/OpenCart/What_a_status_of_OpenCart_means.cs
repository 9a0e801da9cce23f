namespace Storefold.DatabaseTests.OpenCart;

/// <summary>OpenCart lets a shop name its statuses as it likes; what they mean stands in English names or in the shop's settings.</summary>
public sealed class What_a_status_of_OpenCart_means
{
    private const string German =
        """
        UPDATE oc_order_status SET name = CASE order_status_id
            WHEN 1 THEN 'Ausstehend' WHEN 2 THEN 'In Bearbeitung' WHEN 3 THEN 'Versendet' WHEN 5 THEN 'Abgeschlossen' WHEN 7 THEN 'Storniert'
            WHEN 8 THEN 'Abgelehnt' WHEN 9 THEN 'Storno aufgehoben' WHEN 10 THEN 'Fehlgeschlagen' WHEN 11 THEN 'Erstattet'
            WHEN 12 THEN 'Zurückgebucht' WHEN 13 THEN 'Rückbuchung' WHEN 14 THEN 'Abgelaufen' WHEN 15 THEN 'Bearbeitet' ELSE 'Ungültig' END;
        """;

    [Fact]
    public void A_status_that_nothing_explains_is_never_paid()
    {
        using var lab = OpenCartLab.AsSource();
        lab.OpenCart.Execute(German);

        lab.Transfer();
        var verified = lab.Verify();

        Assert.True(verified.IsClean, string.Join('\n', verified.Mismatches.Take(20)));
        // Complete (945) and shipped (87) are what config_complete_status names, new ones (73) what config_order_status_id names.
        Assert.Equal("1032|73|1105", lab.Sqlite(
            """
            SELECT sum(pay_status = 'paid' AND placement = 'confirmed' AND total_paid = total_grand),
                sum(placement = 'pending' AND pay_status = 'none' AND total_paid = 0), count(*)
            FROM orders WHERE id <> 901
            """));
        Assert.Equal("1032|73", lab.Sqlite("SELECT sum(state = 'settled'), sum(state = 'pending') FROM order_payments"));
        Assert.Equal("104", lab.OpenCart.Cell("SELECT count(*) FROM oc_order WHERE order_status_id NOT IN (0, 1, 3, 5)"));
        Assert.Equal("104", lab.Ask("order", "sum(coalesce(skip, '') = 'unknown_status')"));
    }

    [Fact]
    public void The_English_name_says_it_in_any_language_and_before_the_settings()
    {
        using var lab = OpenCartLab.AsSource();
        const string States = "group_concat(DISTINCT concat_ws(' ', placement, pay_status, fulfil_status, native_status) "
            + "ORDER BY placement, pay_status, fulfil_status, native_status), count(*), sum(skip IS NOT NULL)";
        var before = lab.Ask("order", States);
        lab.OpenCart.Execute(
            """
            INSERT INTO oc_order_status (order_status_id, language_id, name) SELECT order_status_id, 2, concat(name, 'isch') FROM oc_order_status;
            INSERT INTO oc_language SELECT 2, 'Deutsch', 'de-de', 'de-de,de', extension, 2, 1 FROM oc_language WHERE language_id = 1;
            UPDATE oc_setting SET value = 'de-de' WHERE `key` = 'config_language_catalog';
            """);

        Assert.Equal(before, lab.Ask("order", States).Replace("isch", "", StringComparison.Ordinal));
        // The real shop lists Pending as a status that is processed; that it is pending goes before.
        Assert.Equal("73\t51\t24\t29\t1032", lab.Ask("order",
            "sum(placement = 'pending' AND pay_status = 'none' AND skip IS NULL), sum(pay_status = 'voided'), "
            + "sum(placement = 'failed'), sum(pay_status = 'refunded'), sum(pay_status = 'paid')"));
    }

    [Fact]
    public void Settings_name_what_is_void_refused_or_in_work()
    {
        using var lab = OpenCartLab.AsSource();
        lab.OpenCart.Execute(German + "UPDATE oc_order SET order_status_id = 16 WHERE order_status_id = 7; "
            + "UPDATE oc_order SET order_status_id = 8 WHERE order_status_id = 10; UPDATE oc_order SET order_status_id = 2 WHERE order_status_id = 11");

        Assert.Equal("51\t24\t29\t0", lab.Ask("order",
            "sum(placement = 'cancelled' AND pay_status = 'voided'), sum(placement = 'failed'), "
            + "sum(pay_status = 'paid' AND fulfil_status = 'none'), sum(coalesce(skip, '') = 'unknown_status')"));
    }

    [Fact]
    public void A_shop_folds_into_an_OpenCart_that_speaks_another_language()
    {
        using var shops = new Tests.Sample.SampleShops(Samples.Poco.SampleOptions.Default with { Customers = 60 });
        using var lab = OpenCartLab.AsTarget(shops);
        lab.OpenCart.Execute(German);

        lab.Transfer();
        var verified = lab.Verify();

        Assert.True(verified.IsClean, string.Join('\n', verified.Mismatches.Take(20)));
        Assert.Equal(0, lab.Transfer().Written);
        // Nothing that was called off looks as if it were to be sent, and every entry of the history has a status that is shown.
        Assert.Equal("0", lab.OpenCart.Cell(
            """
            SELECT count(*) FROM oc_order WHERE order_id > 1243 AND order_status_id <> 16
                AND json_value(custom_field, '$.storefold.placement') IN ('cancelled', 'failed', 'expired')
            """));
        Assert.Equal("0", lab.OpenCart.Cell(
            """
            SELECT count(*) FROM oc_order_history WHERE order_history_id > 4409 AND order_id > 0
                AND order_status_id NOT IN (SELECT order_status_id FROM oc_order_status)
            """));
        Assert.False(lab.Ask("shipment", "sum(`key` > 4409)") is "0", "no shipment is read back");
    }
}
