-- As at the freeze: what Storefold's own freeze and debit changed is undone here.
SELECT a.id AS "key",
       a.site AS sites,
       CASE WHEN c.state = 'erased' THEN 'erased_customer' END AS skip,
       a.programme,
       a.customer_id AS customer,
       'points' AS unit,
       0 AS decimals,
       a.balance - coalesce((SELECT sum(e.points) FROM points_entries e
                             WHERE e.account_id = a.id AND substr(e.idempotency_key, 1, 10) = 'storefold:'
                               AND e.state = 'booked'), 0) AS native_balance,
       CASE CASE WHEN a.frozen_by = 'storefold' THEN a.frozen_state_before ELSE a.state END
           WHEN 'blocked' THEN 'frozen'
           WHEN 'moved' THEN 'transferred'
           ELSE CASE WHEN a.frozen_by = 'storefold' THEN a.frozen_state_before ELSE a.state END
       END AS state,
       a.tier,
       a.tier_until_ms AS tier_until,
       a.tier_points AS tier_qualifying
FROM points_accounts a
LEFT JOIN customers c ON c.id = a.customer_id
WHERE /*keys a.id*/
ORDER BY a.id
