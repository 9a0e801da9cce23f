namespace Storefold.DatabaseTests.WooCommerce;

public sealed class Tracking_of_two_plugins_is_read
{
    // Order 134 has one parcel of Shipment Tracking (JJD242614570). Order 163 has a core fulfilment.
    private const string Hand =
        """
        INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value) VALUES
        (134, '_aftership_tracking_items', concat('a:2:{i:0;a:4:{s:15:"tracking_number";s:12:"jjd242614570";s:4:"slug";s:3:"dhl";s:17:"additional_fields";a:1:{s:15:"tracking_number";s:5:"WRONG";}s:7:"metrics";a:0:{}}',
            'i:1;a:2:{s:4:"slug";s:3:"ups";s:15:"tracking_number";s:24:"1Z ";s:4:"slug";"} été";}}'));
        INSERT INTO wp_wc_order_fulfillment_meta (fulfillment_id, meta_key, meta_value, date_updated) VALUES
        (2, '_tracking_number', '"CORE-163"', '2023-02-05 19:42:43');
        INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value) VALUES
        (163, '_aftership_tracking_items', 'a:1:{i:0;a:1:{s:15:"tracking_number";s:8:"core-163";}}');
        INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value) VALUES
        (184, '_aftership_tracking_items', 'a:1:{i:0;a:1:{s:15:"tracking_number";s:99:"SHORT";}}');
        """;

    [Fact]
    public void The_same_number_in_several_places_is_one_parcel_and_a_broken_text_is_kept_for_a_person()
    {
        using var shop = WooCommerceShop.IntoMi(Hand);

        var first = shop.Transfer();

        using var mi = A_WooCommerce_shop_folds_into_another_platform.Mi(shop);
        List<string> Parcels(int order) => A_WooCommerce_shop_folds_into_another_platform.Lines(
            mi,
            $"""
            SELECT coalesce(p.carrier_code, '-') || ' ' || p.tracking_no FROM parcels p JOIN shipment_orders x ON x.shipment_id = p.shipment_id
            JOIN orders o ON o.id = x.order_id WHERE o.number = '{order}' ORDER BY p.tracking_no
            """);

        // Quotes, braces and letters of two bytes inside a value are only text; a nested list's fields are not the parcel's.
        Assert.Equal("ups 1Z \";s:4:\"slug\";\"} été, dhl JJD242614570", string.Join(", ", Parcels(134)));
        Assert.Contains("CORE-163", Assert.Single(Parcels(163), parcel => parcel.Contains("163", StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
        Assert.Equal(1, Rows("shipment", "skipped", "tracking_twice"));
        Assert.Equal(1, Rows("shipment.parcel", "skipped", "tracking_twice") - Rows("shipment", "skipped", "tracking_twice"));
        Assert.Equal(1, Rows("shipment", "quarantined", "not_json"));

        decimal Rows(string row, string fate, string rule) => first.Figures
            .Where(figure => (figure.Key.Name, figure.Key.Fate, figure.Key.Rule) == (row, fate, rule) && figure.Key.Section is "rows")
            .Sum(figure => figure.Value);
    }
}
