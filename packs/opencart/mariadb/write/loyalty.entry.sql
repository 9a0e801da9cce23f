-- The sum of the entries is what a customer can spend: an entry that is pending or void stands at 0, and its points
-- beside it, where no page shows them.
INSERT INTO oc_customer_reward (customer_reward_id, customer_id, order_id, description, points, date_added)
SELECT s.id, 0, 0, '', 0, NULL
FROM stage_loyalty_entry AS s
WHERE s.is_new = 1;

UPDATE oc_customer_reward AS e
JOIN stage_loyalty_entry AS s ON s.id = e.customer_reward_id
LEFT JOIN oc_customer_reward AS a ON a.customer_reward_id = s.parent_id - 1099511627776
SET
    e.customer_id = IF(s.parent_id < 1099511627776, s.parent_id, a.customer_id),
    e.order_id = COALESCE(s.order_id, 0),
    e.points = IF(s.status = 'posted', s.points, 0),
    e.date_added = s.at,
    e.description = CONCAT(COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(s.reason, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'), ''), '<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'entry', 1,
        'seq', s.seq,
        'effective_at', CAST(s.effective_at AS CHAR),
        'type', s.type,
        'points', IF(s.status = 'posted', NULL, CAST(s.points AS CHAR)),
        'status', s.status,
        'activates_at', CAST(s.activates_at AS CHAR),
        'origin_points', CAST(s.origin_points AS CHAR),
        'origin_programme', s.origin_programme,
        'idempotency_key', s.idempotency_key)), '>', '\\u003e'), '-->');
