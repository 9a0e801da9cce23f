-- A use is the link of an order to a promotion, one for each pair; all that a link cannot say stands beside it, by its id, in the
-- promotion's metadata, and so do uses without an order.
DELETE FROM order_promotion AS x USING stage_coupon_use AS s WHERE s.is_new = 0 AND x.id = s.id;

INSERT INTO order_promotion (order_id, promotion_id, id, created_at, updated_at)
SELECT s.order_id, s.parent_id, s.id, coalesce(s.at, now()), coalesce(s.at, now())
FROM stage_coupon_use AS s
WHERE s.order_id IS NOT NULL
ON CONFLICT DO NOTHING;

UPDATE promotion AS p
SET metadata = coalesce(p.metadata, '{}') || jsonb_build_object('storefold_uses', coalesce(p.metadata -> 'storefold_uses', '{}') || n.entries)
FROM (
    SELECT s.parent_id, jsonb_object_agg(s.id, jsonb_strip_nulls(jsonb_build_object(
        'code', s.code_id, 'customer', s.customer_id, 'email', s.email, 'order', s.order_id, 'amount', s.amount,
        'currency', s.currency, 'at', s.at, 'reversed_at', s.reversed_at))) AS entries
    FROM stage_coupon_use AS s
    GROUP BY s.parent_id) AS n
WHERE p.id = n.parent_id;

-- Where the budget counts by customer, each has the uses that were not taken back: Medusa looks nowhere else. The budget was written
-- anew, and these rows went with the old one.
INSERT INTO promotion_campaign_budget_usage (id, budget_id, attribute_value, used, raw_used)
SELECT
    'probudgus_' || substr(b.id, 9) || '_' || u.customer, b.id, u.customer, u.used,
    jsonb_build_object('value', u.used::text, 'precision', 20)
FROM (
    SELECT s.parent_id, coalesce(s.customer_id, o.customer_id) AS customer, count(*) AS used
    FROM stage_coupon_use AS s
    LEFT JOIN "order" AS o ON o.id = s.order_id
    WHERE s.reversed_at IS NULL AND coalesce(s.customer_id, o.customer_id) IS NOT NULL
    GROUP BY 1, 2) AS u
JOIN promotion_campaign_budget AS b
    ON b.id = 'probudg_' || substr(u.parent_id, 7) AND b.type = 'use_by_attribute' AND b.attribute = 'customer_id'
ON CONFLICT (id) DO UPDATE SET used = excluded.used, raw_used = excluded.raw_used;
