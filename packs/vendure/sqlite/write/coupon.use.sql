-- Vendure counts uses by the orders that carry the promotion. What it knows of no use (whose, how much, when) stands in the
-- entry of the order's history that Vendure itself writes when a code is applied.
DELETE FROM history_entry
WHERE
    orderId IN (SELECT order_id FROM stage_coupon_use WHERE is_new = 0)
    AND data LIKE '{"storefold":{"use":%'
    AND json_extract(data, '$.storefold.use') IN (SELECT id FROM stage_coupon_use);

INSERT INTO history_entry (createdAt, updatedAt, type, isPublic, data, discriminator, orderId)
SELECT
    coalesce(replace(replace(u.at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    coalesce(replace(replace(u.at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'), 'ORDER_COUPON_APPLIED', 0,
    json_object(
        'storefold', json_object(
            'use', u.id, 'coupon', u.parent_id, 'code', u.code_id, 'customer', u.customer_id, 'email', u.email,
            'amount', u.amount, 'currency', u.currency, 'at', u.at, 'reversed_at', u.reversed_at),
        'couponCode', q.couponCode, 'promotionId', q.id),
    'OrderHistoryEntry', u.order_id
FROM stage_coupon_use AS u
JOIN promotion AS r ON r.id = u.parent_id
JOIN promotion AS q ON q.id = coalesce(
    (
        SELECT json_extract(k.value, '$.promotion') FROM json_each(r.actions, '$[0].storefold.codes') AS k
        WHERE json_extract(k.value, '$.id') = u.code_id
    ), r.id)
WHERE u.order_id IS NOT NULL;

INSERT OR IGNORE INTO order_promotions_promotion (orderId, promotionId)
SELECT u.order_id, coalesce(
    (
        SELECT json_extract(k.value, '$.promotion') FROM json_each(r.actions, '$[0].storefold.codes') AS k
        WHERE json_extract(k.value, '$.id') = u.code_id
    ), r.id)
FROM stage_coupon_use AS u
JOIN promotion AS r ON r.id = u.parent_id
WHERE u.order_id IS NOT NULL;
