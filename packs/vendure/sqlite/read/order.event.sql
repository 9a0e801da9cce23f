-- ORDER_STATE_TRANSITION becomes state_transition; the text is Vendure's own JSON.
SELECT
    e.orderId AS parent,
    e.id AS key,
    e.createdAt AS at,
    lower(CASE WHEN substr(e.type, 1, 6) = 'ORDER_' THEN substr(e.type, 7) ELSE e.type END) AS type,
    CASE WHEN e.administratorId IS NOT NULL THEN 'staff' END AS actor,
    e.isPublic AS visible,
    e.data AS text
FROM history_entry AS e
WHERE e.discriminator = 'OrderHistoryEntry' AND /*keys e.orderId*/
ORDER BY e.orderId, e.id
