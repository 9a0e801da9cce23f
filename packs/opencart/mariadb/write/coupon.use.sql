-- OpenCart counts the rows of a code: a use that was given back stands at the terms, which nobody counts.
INSERT INTO oc_coupon_history (coupon_history_id, coupon_id, order_id, customer_id, amount, date_added)
SELECT s.id, 0, 0, 0, 0, NULL
FROM stage_coupon_use AS s
WHERE s.is_new = 1;

UPDATE oc_coupon_history AS h
JOIN stage_coupon_use AS s ON s.id = h.coupon_history_id
SET
    h.coupon_id = IF(s.code_id IS NULL OR (s.reversed_at IS NOT NULL AND s.order_id IS NOT NULL), s.parent_id,
        s.code_id),
    h.order_id = COALESCE(s.order_id, 0),
    h.customer_id = COALESCE(s.customer_id, 0),
    h.amount = -s.amount,
    h.date_added = s.at;

UPDATE oc_order AS o
JOIN (
    SELECT s.order_id, JSON_OBJECTAGG(s.id, JSON_OBJECT('code', s.code_id, 'reversed_at', CAST(s.reversed_at
        AS CHAR))) AS doc
    FROM stage_coupon_use AS s WHERE s.reversed_at IS NOT NULL AND s.order_id IS NOT NULL
    GROUP BY s.order_id) AS k ON k.order_id = o.order_id
SET o.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(o.custom_field), 1) = '{' AND JSON_VALID(o.custom_field),
    o.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT('use', JSON_COMPACT(k.doc))));
