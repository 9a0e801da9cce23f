-- An award with what is left of it. The shop's setting says when awards expire, such as 6:MONTH from the day they were given.
SELECT
    p.user_id AS parent,
    p.id AS `key`,
    CASE WHEN p.points_balance = 0 THEN 'used_lot' END AS skip,
    p.points AS original,
    p.points_balance AS remaining,
    CASE WHEN year(p.date) > 0 THEN CASE substring_index(x.option_value, ':', -1)
        WHEN 'DAY' THEN p.date + INTERVAL CAST(x.option_value AS SIGNED) DAY
        WHEN 'WEEK' THEN p.date + INTERVAL CAST(x.option_value AS SIGNED) WEEK
        WHEN 'MONTH' THEN p.date + INTERVAL CAST(x.option_value AS SIGNED) MONTH
        WHEN 'YEAR' THEN p.date + INTERVAL CAST(x.option_value AS SIGNED) YEAR
    END END AS expires_at
FROM wp_wc_points_rewards_user_points AS p
LEFT JOIN wp_options AS x ON x.option_name = 'wc_points_rewards_points_expiry' AND x.option_value REGEXP '^[0-9]+:[A-Z]+$'
WHERE /*keys p.user_id*/
ORDER BY p.user_id, p.id
