SELECT r.order_id AS parent,
       r.id AS "key",
       r.payment_id AS payment,
       r.amount,
       r.goods_part AS items,
       r.delivery_part AS shipping,
       r.correction AS adjustment,
       r.lines,
       CASE r.back_to WHEN 'source' THEN 'original' WHEN 'credit' THEN 'store_credit' ELSE r.back_to END AS destination,
       r.why AS reason,
       CASE r.outcome WHEN 'ok' THEN 'succeeded' WHEN 'waiting' THEN 'pending' WHEN 'refused' THEN 'failed'
           ELSE r.outcome END AS state,
       r.gateway_ref AS provider_txn,
       r.at_ms AS at
FROM refunds r
WHERE /*keys r.order_id*/
ORDER BY r.order_id, r.id
