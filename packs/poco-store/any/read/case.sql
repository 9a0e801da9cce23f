SELECT r.id AS "key",
       r.site AS sites,
       CASE r.kind WHEN 'swap' THEN 'exchange' WHEN 'question' THEN 'ticket' ELSE r.kind END AS kind,
       r.number,
       r.order_id AS "order",
       r.customer_id AS customer,
       CASE r.state
           WHEN 'asked' THEN 'requested'
           WHEN 'agreed' THEN 'approved'
           WHEN 'travelling' THEN 'in_transit'
           WHEN 'arrived' THEN 'received'
           WHEN 'looked_at' THEN 'inspected'
           WHEN 'done' THEN 'resolved'
           WHEN 'refused' THEN 'rejected'
           WHEN 'dropped' THEN 'cancelled'
           ELSE r.state
       END AS state,
       CASE r.wish WHEN 'money' THEN 'refund' WHEN 'swap' THEN 'exchange' ELSE r.wish END AS requested_resolution,
       r.labels,
       r.deadline_ms AS deadline_at,
       r.opened_ms AS created_at
FROM return_cases r
WHERE /*keys r.id*/
ORDER BY r.id
