-- Vendure counts uses by the orders that carry the promotion. What it knows of no use (whose, how much, when) stands in the
-- entry of the order's history that Vendure itself writes when a code is applied.
DELETE FROM history_entry
WHERE
    "orderId" IN (SELECT order_id FROM stage_coupon_use WHERE is_new = 0)
    AND CASE WHEN data LIKE '{"storefold":{"use":%' THEN data::jsonb #>> '{storefold,use}' END
        IN (SELECT id FROM stage_coupon_use);

INSERT INTO history_entry ("createdAt", "updatedAt", type, "isPublic", data, discriminator, "orderId")
SELECT
    coalesce(u.at AT TIME ZONE 'UTC', timestamp '1970-01-01'), coalesce(u.at AT TIME ZONE 'UTC', timestamp '1970-01-01'), 'ORDER_COUPON_APPLIED', false,
    '{"storefold":{"use":' || to_json(u.id) || ',' || substr(jsonb_build_object(
        'coupon', u.parent_id, 'code', u.code_id, 'customer', u.customer_id, 'email', u.email,
        'amount', u.amount, 'currency', u.currency, 'at', u.at, 'reversed_at', u.reversed_at)::text, 2)
        || ',"couponCode":' || coalesce(to_json(q."couponCode")::text, 'null') || ',"promotionId":' || q.id || '}',
    'OrderHistoryEntry', u.order_id
FROM stage_coupon_use AS u
JOIN promotion AS r ON r.id = u.parent_id
JOIN promotion AS q ON q.id = coalesce(
    (
        SELECT (k.value ->> 'promotion')::bigint FROM jsonb_array_elements(r.actions::jsonb #> '{0,storefold,codes}') AS k
        WHERE k.value ->> 'id' = u.code_id
    ), r.id)
WHERE u.order_id IS NOT NULL;

INSERT INTO order_promotions_promotion ("orderId", "promotionId")
SELECT u.order_id, coalesce(
    (
        SELECT (k.value ->> 'promotion')::bigint FROM jsonb_array_elements(r.actions::jsonb #> '{0,storefold,codes}') AS k
        WHERE k.value ->> 'id' = u.code_id
    ), r.id)
FROM stage_coupon_use AS u
JOIN promotion AS r ON r.id = u.parent_id
WHERE u.order_id IS NOT NULL
ON CONFLICT DO NOTHING;
