-- An account is a user who has, or had, points. The balance is the sum of what is left of each award; the meta wc_points_balance
-- is only a copy of it, for sorting.
SELECT
    u.ID AS `key`,
    'store' AS sites,
    CASE
        WHEN NOT EXISTS (SELECT 1 FROM wp_wc_points_rewards_user_points AS p WHERE p.user_id = u.ID)
            AND NOT EXISTS (SELECT 1 FROM wp_wc_points_rewards_user_points_log AS g WHERE g.user_id = u.ID) THEN 'no_points'
    END AS skip,
    'wc-points' AS programme,
    u.ID AS customer,
    'points' AS unit,
    0 AS decimals,
    (SELECT CAST(coalesce(sum(p.points_balance), 0) AS SIGNED) FROM wp_wc_points_rewards_user_points AS p WHERE p.user_id = u.ID)
        AS native_balance,
    'open' AS state
FROM wp_users AS u
WHERE /*keys u.ID*/
ORDER BY u.ID
