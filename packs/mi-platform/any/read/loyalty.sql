SELECT
    id AS "key", 'mi' AS sites, programme, customer_id AS customer, unit, decimals, balance AS native_balance,
    state, tier, tier_until, tier_qualifying
FROM points_accounts
WHERE /*keys id*/
ORDER BY id
