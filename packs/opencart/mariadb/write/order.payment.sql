UPDATE oc_order AS o
JOIN (
    SELECT s.parent_id, JSON_OBJECTAGG(s.id, JSON_OBJECT(
        'id', s.id,
        'method', s.method,
        'provider', s.provider,
        'provider_txn', s.provider_txn,
        'kind', s.kind,
        'amount', CAST(s.amount AS CHAR),
        'state', s.state,
        'at', CAST(s.at AS CHAR),
        'card_brand', s.card_brand,
        'last4', s.last4)) AS doc
    FROM stage_order_payment AS s GROUP BY s.parent_id) AS k ON k.parent_id = o.order_id
SET o.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(o.custom_field), 1) = '{' AND JSON_VALID(o.custom_field),
    o.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT('payment', JSON_COMPACT(k.doc))));

-- What OpenCart shows of it: the method and the reference of the first.
UPDATE oc_order AS o
JOIN stage_order_payment AS s ON s.parent_id = o.order_id AND s.ordinal = 0
SET
    o.payment_method = JSON_OBJECT('name', COALESCE(s.method, s.provider, ''), 'code', CONCAT(COALESCE(s.provider,
        'moved'), '.moved')),
    o.transaction_id = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.provider_txn, '&', '&amp;'), '"',
        '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 100, REPLACE(REPLACE(REPLACE(REPLACE(s.provider_txn, '&', '&amp;'),
        '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.provider_txn, '[&<>"]', ''), 100)), '');
