SELECT e.account_id AS parent,
       e.id AS "key",
       e.seq,
       e.at_ms AS at,
       e.effective_ms AS effective_at,
       CASE e.kind
           WHEN 'earned' THEN 'earn'
           WHEN 'spent' THEN 'burn'
           WHEN 'lapsed' THEN 'expire'
           WHEN 'adjusted' THEN 'adjust'
           WHEN 'reversed' THEN 'reverse'
           WHEN 'moved' THEN 'transfer'
           ELSE e.kind
       END AS type,
       e.points,
       CASE e.state WHEN 'booked' THEN 'posted' WHEN 'waiting' THEN 'pending' WHEN 'cancelled' THEN 'void'
           ELSE e.state END AS status,
       e.usable_from_ms AS activates_at,
       e.order_id AS "order",
       e.lot_id AS lot,
       e.note AS reason,
       e.idempotency_key
FROM points_entries e
WHERE /*keys e.account_id*/
  AND (e.idempotency_key IS NULL OR substr(e.idempotency_key, 1, 10) <> 'storefold:')
ORDER BY e.account_id, e.id
