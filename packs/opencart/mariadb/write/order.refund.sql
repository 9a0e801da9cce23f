UPDATE oc_order AS o
JOIN (
    SELECT s.parent_id, JSON_OBJECTAGG(s.id, JSON_OBJECT(
        'id', s.id,
        'payment', s.payment_id,
        'amount', CAST(s.amount AS CHAR),
        'items', CAST(s.items AS CHAR),
        'shipping', CAST(s.shipping AS CHAR),
        'adjustment', CAST(s.adjustment AS CHAR),
        'lines', s.`lines`,
        'destination', s.destination,
        'reason', s.reason,
        'state', s.state,
        'provider_txn', s.provider_txn,
        'at', CAST(s.at AS CHAR))) AS doc
    FROM stage_order_refund AS s GROUP BY s.parent_id) AS k ON k.parent_id = o.order_id
SET o.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(o.custom_field), 1) = '{' AND JSON_VALID(o.custom_field),
    o.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT('refund', JSON_COMPACT(k.doc))));
