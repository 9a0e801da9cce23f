-- An account is an entry of no points. Two accounts of one customer cannot be told apart here; the engine joins them.
INSERT INTO oc_customer_reward (customer_reward_id, customer_id, order_id, description, points, date_added)
SELECT s.id - 1099511627776, s.customer_id, 0, '', 0, UTC_TIMESTAMP()
FROM stage_loyalty AS s
WHERE s.is_new = 1;

UPDATE oc_customer_reward AS e
JOIN stage_loyalty AS s ON s.id = e.customer_reward_id + 1099511627776
SET
    e.customer_id = s.customer_id,
    e.description = CONCAT(COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(s.programme, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'), ''), '<!--storefold ', REPLACE(JSON_OBJECT('account', JSON_MERGE_PATCH('{}',
        JSON_OBJECT(
        'programme', s.programme,
        'unit', s.unit,
        'decimals', s.decimals,
        'state', s.state,
        'tier', s.tier,
        'tier_until', CAST(s.tier_until AS CHAR),
        'tier_qualifying', CAST(s.tier_qualifying AS CHAR)))), '>', '\\u003e'), '-->');
