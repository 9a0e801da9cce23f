SELECT s.id AS "key",
       s.site AS sites,
       s.method,
       s.packed_ms AS created_at,
       s.sent_ms AS shipped_at,
       s.delivered_ms AS delivered_at,
       CASE s.state
           WHEN 'packed' THEN 'pending'
           WHEN 'on_its_way' THEN 'shipped'
           WHEN 'there' THEN 'delivered'
           WHEN 'sent_back' THEN 'returned'
           ELSE s.state
       END AS state
FROM shipments s
WHERE /*keys s.id*/
ORDER BY s.id
