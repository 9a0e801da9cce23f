using Lines = Storefold.DatabaseTests.WooCommerce.A_WooCommerce_shop_folds_into_another_platform;

namespace Storefold.DatabaseTests.WooCommerce;

/// <summary>The pack woocommerce-points-rewards extends WooCommerce's by the two tables of the plugin Points and Rewards.</summary>
public sealed class Points_of_a_plugin_are_moved_by_an_overlay
{
    // As the plugin makes them, and three people: one who spent a part, one whose points expired, one whose points should have by now.
    private const string Plugin =
        """
        CREATE TABLE wp_wc_points_rewards_user_points (
            id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id BIGINT UNSIGNED NOT NULL, points BIGINT NOT NULL,
            points_balance BIGINT NOT NULL, order_id BIGINT UNSIGNED, date DATETIME NOT NULL, KEY user (user_id));
        CREATE TABLE wp_wc_points_rewards_user_points_log (
            id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id BIGINT UNSIGNED NOT NULL, points BIGINT NOT NULL, type VARCHAR(255),
            user_points_id BIGINT UNSIGNED, order_id BIGINT UNSIGNED, admin_user_id BIGINT UNSIGNED, data LONGTEXT, date DATETIME NOT NULL,
            KEY user (user_id));
        INSERT INTO wp_options (option_name, option_value, autoload) VALUES ('wc_points_rewards_points_expiry', '6:MONTH', 'no');
        SET @one = (SELECT ID FROM wp_users ORDER BY ID LIMIT 1 OFFSET 10), @two = (SELECT ID FROM wp_users ORDER BY ID LIMIT 1 OFFSET 11),
            @three = (SELECT ID FROM wp_users ORDER BY ID LIMIT 1 OFFSET 12);
        INSERT INTO wp_wc_points_rewards_user_points (id, user_id, points, points_balance, date) VALUES
            (1, @one, 100, 60, '2024-09-01 10:00:00'), (2, @one, 50, 50, '2024-10-01 10:00:00'), (3, @two, 30, 0, '2023-01-01 10:00:00'),
            (4, @three, 7, 7, '2024-01-01 10:00:00');
        INSERT INTO wp_wc_points_rewards_user_points_log (user_id, points, type, user_points_id, date) VALUES
            (@one, 100, 'order-placed', 1, '2024-09-01 10:00:00'), (@one, -40, 'order-redeem', 1, '2024-09-15 10:00:00'),
            (@one, 50, 'product-review', 2, '2024-10-01 10:00:00'), (@two, 30, 'order-placed', 3, '2023-01-01 10:00:00'),
            (@two, -30, 'expire', 3, '2023-07-01 10:00:00'), (@three, 7, 'account-signup', 4, '2024-01-01 10:00:00');
        """;

    [Fact]
    public void Each_award_arrives_with_what_is_left_of_it_and_its_own_end()
    {
        using var shop = WooCommerceShop.IntoMi(
            Plugin, "woocommerce-points-rewards", "\nloyalty: { wc-points: { into: mi-points, rate: 3, freeze_at: 2024-10-21 00:00 UTC } }\n");
        Assert.Empty(shop.Check());

        var first = shop.Transfer();

        Assert.Empty(WooCommerceShop.Differences(shop.Verify()));
        Assert.Equal(0, shop.Transfer().Written);
        // What ended by its own date before the freeze is expired, though the plugin had not come to it.
        var points = Assert.Single(first.Points);
        Assert.Equal((117m, 7m, 110m, 330m), (points.Balance, points.Expired, points.Converted, points.Target));
        using var mi = Lines.Mi(shop);
        Assert.Equal(
            ["180|2025-03-01T10:00:00", "150|2025-04-01T10:00:00"],
            Lines.Lines(mi, "SELECT remaining, replace(substr(expires_at, 1, 19), ' ', 'T') FROM points_lots WHERE remaining > 0 ORDER BY expires_at"));
        Assert.Equal(["330"], Lines.Lines(mi, "SELECT sum(balance) FROM points_accounts"));
        Assert.Equal(
            ["-40|order-redeem", "-30|expire", "7|account-signup", "30|order-placed", "50|product-review", "100|order-placed"],
            Lines.Lines(mi, "SELECT origin_points, reason FROM points_entries WHERE origin_programme = 'wc-points' AND type <> 'transfer' AND reason IN "
                + "('order-redeem', 'expire', 'account-signup', 'order-placed', 'product-review') ORDER BY CAST(origin_points AS INTEGER)"));
    }
}
