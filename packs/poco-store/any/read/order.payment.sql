SELECT p.order_id AS parent,
       p.id AS "key",
       p.method,
       p.gateway AS provider,
       p.gateway_ref AS provider_txn,
       CASE p.action WHEN 'reserve' THEN 'auth' WHEN 'take' THEN 'capture' WHEN 'release' THEN 'void' ELSE p.action END
           AS kind,
       p.amount,
       CASE p.outcome WHEN 'ok' THEN 'succeeded' WHEN 'waiting' THEN 'pending' WHEN 'refused' THEN 'failed'
           ELSE p.outcome END AS state,
       p.at_ms AS at,
       p.brand AS card_brand,
       p.last_digits AS last4
FROM payments p
WHERE /*keys p.order_id*/
ORDER BY p.order_id, p.id
