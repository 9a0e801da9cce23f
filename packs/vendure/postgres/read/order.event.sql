-- ORDER_STATE_TRANSITION becomes state_transition; the text is Vendure's own JSON.
-- An event that Storefold wrote and Vendure has no type for is a note that says so (write/order.event.sql). Entries that begin
-- with `storefold` belong to a shipment or to the use of a coupon.
SELECT
    e."orderId" AS parent,
    e.id AS key,
    CASE WHEN (e.note ->> 'no_at')::boolean THEN NULL ELSE e."createdAt" END AS at,
    CASE
        WHEN e.note IS NOT NULL THEN e.note ->> 'type'
        ELSE lower(CASE WHEN substr(e.type, 1, 6) = 'ORDER_' THEN substr(e.type, 7) ELSE e.type END)
    END AS type,
    CASE WHEN e.note IS NOT NULL THEN e.note ->> 'actor' WHEN e."administratorId" IS NOT NULL THEN 'staff' END AS actor,
    CASE WHEN (e.note ->> 'no_visible')::boolean AND NOT e."isPublic" THEN NULL ELSE e."isPublic" END AS visible,
    CASE
        WHEN e.note IS NULL THEN e.data
        WHEN NOT (e.note ->> 'no_text')::boolean THEN e.data::jsonb ->> 'note'
    END AS text
FROM (
    SELECT
        h.*, CASE WHEN h.data LIKE '{"note":%"storefold_event"%' THEN h.data::jsonb -> 'storefold_event' END AS note
    FROM history_entry AS h
) AS e
WHERE e.discriminator = 'OrderHistoryEntry' AND e.data NOT LIKE '{"storefold":%' AND /*keys e."orderId"*/
ORDER BY e."orderId", e.id
