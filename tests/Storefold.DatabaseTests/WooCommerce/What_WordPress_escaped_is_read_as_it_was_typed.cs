using Lines = Storefold.DatabaseTests.WooCommerce.A_WooCommerce_shop_folds_into_another_platform;

namespace Storefold.DatabaseTests.WooCommerce;

/// <summary>WordPress keeps some texts escaped and others not: what arrives elsewhere is what people typed.</summary>
public sealed class What_WordPress_escaped_is_read_as_it_was_typed
{
    // Names and titles as WordPress's own filters hold them, an address as the checkout of blocks does, coupons of each kind.
    private const string Changes =
        """
        UPDATE wp_usermeta SET meta_value = 'Ann &amp; Bo' WHERE user_id = 5 AND meta_key = 'first_name';
        UPDATE wp_usermeta SET meta_value = 'Löwe &amp; Sohn &lt;x&gt;' WHERE user_id = 5 AND meta_key = 'billing_company';
        UPDATE wp_posts SET post_title = 'Cup &amp; &lt;Saucer&gt;' WHERE ID = 10;
        UPDATE wp_comments SET comment_author = 'Ann &amp; &quot;Bo&quot; &#039;Co&#039;', comment_content = 'a &amp;amp; b &lt;3'
        WHERE comment_ID = (SELECT * FROM (SELECT min(comment_ID) FROM wp_comments WHERE comment_type = 'review' AND comment_approved = '1') AS one);
        UPDATE wp_postmeta m JOIN wp_posts p ON p.ID = m.post_id AND p.post_title IN ('welcome10', 'limit40')
        SET m.meta_value = CASE m.meta_key WHEN 'coupon_amount' THEN '0' WHEN 'free_shipping' THEN 'yes' ELSE 'percent' END
        WHERE m.meta_key IN ('coupon_amount', 'free_shipping', 'discount_type');
        UPDATE wp_postmeta m JOIN wp_posts p ON p.ID = m.post_id AND p.post_title = 'limit40'
        SET m.meta_value = 'fixed_product' WHERE m.meta_key = 'discount_type';
        """;

    [Fact]
    public void It_is()
    {
        using var shop = WooCommerceShop.IntoMi(Changes);
        shop.Transfer();

        using var mi = Lines.Mi(shop);
        Assert.Empty(WooCommerceShop.Differences(shop.Verify()));
        foreach (var (table, column) in new[]
        {
            ("reviews", "body"), ("order_events", "text"), ("orders", "ship_address"), ("orders", "bill_address"), ("customers", "first_name"),
            ("customers", "company"), ("customer_addresses", "company"), ("products", "title"),
        })
        {
            // But for the one review whose author typed the entity.
            Assert.Empty(Lines.Lines(mi, $"SELECT '{table}', {column} FROM {table} WHERE {column} LIKE '%&amp;%' AND {column} <> 'a &amp; b <3'"));
        }

        var typed = shop.Woo.Number(
            """
            SELECT count(*) FROM wp_comments WHERE comment_type = 'review' AND comment_approved NOT IN ('trash', 'post-trashed')
                AND comment_content REGEXP 'LOVE.* it &(amp;)? would'
            """);
        Assert.True(typed > 26, $"{typed} reviews");
        Assert.Equal(typed, Storefold.Tests.Sample.SampleShops.Number(mi, "SELECT count(*) FROM reviews WHERE body LIKE '%LOVE%it & would%'"));
        Assert.Equal(["""Ann & "Bo" 'Co'"""], Lines.Lines(mi, "SELECT author_name FROM reviews WHERE body = 'a &amp; b <3'"));
        Assert.Equal(["1"], Lines.Lines(mi, "SELECT count(*) FROM customers WHERE first_name = 'Ann & Bo' AND company = 'Löwe & Sohn <x>'"));
        Assert.NotEqual(["0"], Lines.Lines(mi, "SELECT count(*) FROM customer_addresses WHERE company = 'Löwe & Sohn <x>'"));
        Assert.NotEqual(["0"], Lines.Lines(mi, "SELECT count(*) FROM products WHERE title = 'Cup & <Saucer>'"));
        Assert.NotEqual(["0"], Lines.Lines(mi, "SELECT count(*) FROM orders WHERE json_extract(bill_address, '$.company') = 'Łódź & Söhne GmbH'"));
    }

    [Fact]
    public void A_coupon_that_takes_off_the_shipping_alone_is_one_for_free_shipping()
    {
        using var shop = WooCommerceShop.IntoMi(Changes);
        shop.Transfer();

        using var mi = Lines.Mi(shop);
        Assert.Equal(
            ["freepost|free_ship|1", "limit40|free_ship|1", "welcome10|free_ship|1"],
            Lines.Lines(
                mi,
                """
                SELECT k.code, c.type, c.is_active FROM coupons c JOIN coupon_codes k ON k.coupon_id = c.id
                WHERE k.code IN ('welcome10', 'limit40', 'freepost') ORDER BY 1
                """));
    }
}
