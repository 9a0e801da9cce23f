-- Medusa's own history is its changes: what was done stands in their actions. What came with a move is a change of version 0,
-- before everything that Medusa does itself.
SELECT
    c.order_id AS parent,
    c.id AS key,
    CASE
        WHEN c.deleted_at IS NOT NULL THEN 'deleted_change'
        WHEN m.kept IS NULL AND c.status <> 'confirmed' THEN 'unconfirmed_change'
    END AS skip,
    CASE WHEN m.kept -> 'at' IS NULL THEN coalesce(c.confirmed_at, c.created_at) END AS at,
    CASE WHEN m.kept IS NOT NULL THEN m.kept ->> 'type' ELSE lower(coalesce(
        (
            SELECT a.action FROM order_change_action AS a
            WHERE a.order_change_id = c.id AND a.deleted_at IS NULL ORDER BY a.ordering LIMIT 1
        ),
        c.change_type, 'change')) END AS type,
    CASE
        WHEN m.kept IS NOT NULL THEN m.kept ->> 'actor'
        WHEN c.created_by LIKE 'user\_%' THEN 'staff'
        WHEN c.created_by LIKE 'cus\_%' THEN 'customer'
    END AS actor,
    CASE WHEN m.kept IS NOT NULL THEN (m.kept ->> 'visible')::boolean ELSE false END AS visible,
    coalesce(c.internal_note, c.description) AS text
FROM order_change AS c
CROSS JOIN LATERAL (SELECT c.metadata -> 'storefold' AS kept) AS m
WHERE /*keys c.order_id COLLATE "C"*/
ORDER BY c.order_id COLLATE "C", c.created_at, c.id COLLATE "C"
