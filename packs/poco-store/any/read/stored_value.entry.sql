SELECT e.card_id AS parent,
       e.id AS "key",
       e.at_ms AS at,
       e.kind AS type,
       e.amount,
       e.order_id AS "order",
       e.note
FROM gift_card_entries e
WHERE /*keys e.card_id*/
ORDER BY e.card_id, e.id
