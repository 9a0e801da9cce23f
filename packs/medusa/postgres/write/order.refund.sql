-- A refund in Medusa is done, and is of a payment. One that is not done waits in the order's metadata; one of no payment that was
-- moved hangs on a payment made up for the order.
INSERT INTO payment_session (
    id, currency_code, amount, raw_amount, provider_id, data, context, status, payment_collection_id, created_at, updated_at)
SELECT DISTINCT
    'payses_pay_' || substr(o.id, 7), lower(o.currency), 0, '{"value": "0", "precision": 20}'::jsonb, 'pp_system_default', '{}'::jsonb, '{}'::jsonb,
    'captured', 'pay_col_' || substr(o.id, 7), coalesce(o.placed_at, now()), coalesce(o.placed_at, now())
FROM stage_order_refund AS s
JOIN stage_order AS o ON o.id = s.parent_id
WHERE s.payment_id IS NULL
ON CONFLICT DO NOTHING;

INSERT INTO payment (
    id, amount, raw_amount, currency_code, provider_id, data, captured_at, payment_collection_id, payment_session_id, metadata, created_at,
    updated_at)
SELECT DISTINCT
    'pay_' || substr(o.id, 7), coalesce(o.total_paid, 0), jsonb_build_object('value', trim_scale(coalesce(o.total_paid, 0))::text, 'precision', 20),
    lower(o.currency), 'pp_system_default', '{}'::jsonb, coalesce(o.placed_at, now()), 'pay_col_' || substr(o.id, 7),
    'payses_pay_' || substr(o.id, 7), '{"storefold": {"implied": true}}'::jsonb, coalesce(o.placed_at, now()), coalesce(o.placed_at, now())
FROM stage_order_refund AS s
JOIN stage_order AS o ON o.id = s.parent_id
WHERE s.payment_id IS NULL
ON CONFLICT DO NOTHING;

DELETE FROM refund AS r USING stage_order_refund AS s WHERE s.is_new = 0 AND r.id = s.id;

INSERT INTO refund (id, amount, raw_amount, payment_id, note, metadata, created_at, updated_at)
SELECT
    s.id, s.amount, jsonb_build_object('value', trim_scale(s.amount)::text, 'precision', 20),
    coalesce(p.id, c.payment_id, 'pay_' || substr(s.parent_id, 7)), s.reason,
    jsonb_build_object('storefold', jsonb_build_object(
        'payment', s.payment_id, 'items', s.items, 'shipping', s.shipping, 'adjustment', s.adjustment, 'lines', s.lines,
        'destination', s.destination, 'state', s.state, 'provider_txn', s.provider_txn)
        || CASE WHEN s.at IS NULL THEN '{"at": null}'::jsonb ELSE '{}' END),
    coalesce(s.at, o.placed_at, now()), coalesce(s.at, o.placed_at, now())
FROM stage_order_refund AS s
JOIN stage_order AS o ON o.id = s.parent_id
LEFT JOIN payment AS p ON p.id = s.payment_id
LEFT JOIN capture AS c ON c.id = s.payment_id
WHERE s.state IN ('succeeded', 'settled', 'completed', 'refunded');

UPDATE "order" AS o
SET metadata = (coalesce(o.metadata, '{}') - 'storefold_refunds') || CASE WHEN n.entries IS NULL THEN '{}'
    ELSE jsonb_build_object('storefold_refunds', n.entries) END
FROM (
    SELECT
        s.parent_id,
        jsonb_agg(jsonb_build_object(
            'id', s.id, 'payment', s.payment_id, 'amount', s.amount, 'items', s.items, 'shipping', s.shipping,
            'adjustment', s.adjustment, 'lines', s.lines, 'destination', s.destination, 'reason', s.reason, 'state', s.state,
            'provider_txn', s.provider_txn, 'at', s.at) ORDER BY s.ordinal)
            FILTER (WHERE s.state NOT IN ('succeeded', 'settled', 'completed', 'refunded')) AS entries
    FROM stage_order_refund AS s
    GROUP BY s.parent_id) AS n
WHERE o.id = n.parent_id;
