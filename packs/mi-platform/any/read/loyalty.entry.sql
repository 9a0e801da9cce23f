SELECT
    account_id AS parent, id AS "key", seq, at, effective_at, type, points, status, activates_at,
    order_id AS "order", lot_id AS lot, reason, origin_points, origin_programme, idempotency_key
FROM points_entries
WHERE /*keys account_id*/
ORDER BY account_id, position, id
