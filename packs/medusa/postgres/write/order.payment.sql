-- What was captured is a capture, everything else a payment: authorised, cancelled or failed. A capture belongs to the order's
-- one authorisation where there is exactly one that is large enough; else to a payment made up for it, which is not read back.
-- All are payments of Medusa's own manual provider: nobody asks a provider of the old shop about them.
DELETE FROM capture AS x USING stage_order_payment AS s WHERE s.is_new = 0 AND x.id = s.id;

INSERT INTO payment_session (
    id, currency_code, amount, raw_amount, provider_id, data, context, status, payment_collection_id, created_at, updated_at)
SELECT
    'payses_' || p.id, lower(o.currency), s.amount, jsonb_build_object('value', trim_scale(s.amount)::text, 'precision', 20),
    'pp_system_default', '{}', '{}', 'authorized', 'pay_col_' || substr(s.parent_id, 7), coalesce(s.at, o.placed_at, now()),
    coalesce(s.at, o.placed_at, now())
FROM stage_order_payment AS s
JOIN stage_order AS o ON o.id = s.parent_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN s.kind = 'capture' AND s.state IN ('succeeded', 'settled', 'captured', 'completed', 'paid')
        THEN 'pay_' || s.id ELSE s.id END AS id) AS p
ON CONFLICT DO NOTHING;

INSERT INTO payment (
    id, amount, raw_amount, currency_code, provider_id, data, payment_collection_id, payment_session_id, metadata, created_at,
    updated_at)
SELECT
    s.id, s.amount, jsonb_build_object('value', trim_scale(s.amount)::text, 'precision', 20), lower(o.currency), 'pp_system_default',
    '{}', 'pay_col_' || substr(s.parent_id, 7), 'payses_' || s.id, '{"storefold": {}}', coalesce(s.at, o.placed_at, now()),
    coalesce(s.at, o.placed_at, now())
FROM stage_order_payment AS s
JOIN stage_order AS o ON o.id = s.parent_id
WHERE NOT (s.kind = 'capture' AND s.state IN ('succeeded', 'settled', 'captured', 'completed', 'paid'))
ON CONFLICT DO NOTHING;

UPDATE payment AS p
SET
    amount = s.amount, raw_amount = jsonb_build_object('value', trim_scale(s.amount)::text, 'precision', 20),
    created_at = coalesce(s.at, p.created_at),
    canceled_at = CASE WHEN s.kind = 'void' OR s.state IN ('failed', 'declined', 'cancelled', 'canceled', 'error', 'voided', 'expired')
        THEN coalesce(s.at, p.created_at) END,
    metadata = jsonb_build_object('storefold', jsonb_build_object(
        'kind', s.kind, 'state', s.state, 'method', s.method, 'provider', s.provider, 'provider_txn', s.provider_txn)
        || jsonb_strip_nulls(jsonb_build_object('card_brand', s.card_brand, 'last4', s.last4))
        || CASE WHEN s.at IS NULL THEN '{"at": null}'::jsonb ELSE '{}' END)
FROM stage_order_payment AS s
WHERE p.id = s.id AND NOT (s.kind = 'capture' AND s.state IN ('succeeded', 'settled', 'captured', 'completed', 'paid'));

-- A payment that has since been captured is a capture now, and the other way round.
DELETE FROM payment AS p
USING stage_order_payment AS s
WHERE s.is_new = 0 AND ((p.id = s.id AND s.kind = 'capture' AND s.state IN ('succeeded', 'settled', 'captured', 'completed', 'paid'))
    OR p.id = 'pay_' || s.id);

WITH captures AS MATERIALIZED (
    SELECT
        s.id, s.parent_id, s.amount, s.at, s.state, s.method, s.provider, s.provider_txn, s.card_brand, s.last4, lower(o.currency) AS currency,
        coalesce(s.at, o.placed_at, now()) AS made,
        (
            SELECT min(a.id) FROM stage_order_payment AS a
            WHERE a.parent_id = s.parent_id AND a.kind = 'auth'
            HAVING count(*) = 1 AND min(a.amount) >= (
                SELECT sum(c.amount) FROM stage_order_payment AS c
                WHERE c.parent_id = s.parent_id AND c.kind = 'capture'
                    AND c.state IN ('succeeded', 'settled', 'captured', 'completed', 'paid'))
        ) AS authorisation
    FROM stage_order_payment AS s
    JOIN stage_order AS o ON o.id = s.parent_id
    WHERE s.kind = 'capture' AND s.state IN ('succeeded', 'settled', 'captured', 'completed', 'paid')
),
implied AS (
    INSERT INTO payment (
        id, amount, raw_amount, currency_code, provider_id, data, captured_at, payment_collection_id, payment_session_id, metadata,
        created_at, updated_at)
    SELECT
        'pay_' || c.id, c.amount, jsonb_build_object('value', trim_scale(c.amount)::text, 'precision', 20), c.currency,
        'pp_system_default', '{}', c.made, 'pay_col_' || substr(c.parent_id, 7), 'payses_pay_' || c.id,
        '{"storefold": {"implied": true}}', c.made, c.made
    FROM captures AS c
    WHERE c.authorisation IS NULL
)
INSERT INTO capture (id, amount, raw_amount, payment_id, metadata, created_at, updated_at)
SELECT
    c.id, c.amount, jsonb_build_object('value', trim_scale(c.amount)::text, 'precision', 20),
    coalesce(c.authorisation, 'pay_' || c.id),
    jsonb_build_object('storefold', jsonb_build_object(
        'state', c.state, 'method', c.method, 'provider', c.provider, 'provider_txn', c.provider_txn)
        || jsonb_strip_nulls(jsonb_build_object('card_brand', c.card_brand, 'last4', c.last4))
        || CASE WHEN c.at IS NULL THEN '{"at": null}'::jsonb ELSE '{}' END),
    c.made, c.made
FROM captures AS c;

UPDATE payment AS p
SET captured_at = (SELECT max(c.created_at) FROM capture AS c WHERE c.payment_id = p.id AND c.deleted_at IS NULL)
FROM stage_order_payment AS s
WHERE p.id = s.id;

UPDATE payment_session AS y
SET
    authorized_at = y.created_at,
    status = CASE WHEN p.canceled_at IS NOT NULL THEN 'canceled' WHEN p.captured_at IS NOT NULL THEN 'captured' ELSE 'authorized' END
FROM stage_order_payment AS s
JOIN payment AS p ON p.id IN (s.id, 'pay_' || s.id)
WHERE y.id = p.payment_session_id;
