-- The plugin's log. Its own words for what happened stand in `reason`.
SELECT
    g.user_id AS parent,
    g.id AS `key`,
    CASE WHEN year(g.date) > 0 THEN g.date END AS at,
    CASE
        WHEN g.type = 'order-redeem' THEN 'burn'
        WHEN g.type = 'expire' THEN 'expire'
        WHEN g.type = 'admin-adjustment' THEN 'adjust'
        WHEN g.type IN ('order-cancelled', 'order-refunded') THEN 'reverse'
        WHEN g.points < 0 THEN 'adjust'
        ELSE 'earn'
    END AS type,
    g.points AS points,
    'posted' AS status,
    o.id AS `order`,
    CASE WHEN p.points_balance <> 0 THEN p.id END AS lot,
    nullif(g.type, '') AS reason
FROM wp_wc_points_rewards_user_points_log AS g
LEFT JOIN wp_wc_orders AS o ON o.id = g.order_id AND o.type = 'shop_order'
LEFT JOIN wp_wc_points_rewards_user_points AS p ON p.id = g.user_points_id AND p.user_id = g.user_id
WHERE /*keys g.user_id*/
ORDER BY g.user_id, g.id
