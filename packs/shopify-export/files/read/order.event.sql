-- What an export says of an order's history: three times, and the note of customer or staff.
SELECT r.parent, r.parent || ':' || r.type AS key, r.at, r.type, r.type <> 'note' AS visible, r.text
FROM (
    SELECT h."Id" AS parent, 1 AS rank, 'paid' AS type, replace(replace(replace(h."Paid at", ' +', '+'), ' -', '-'), ' UTC', 'Z') AS at, NULL AS text
    FROM orders_export AS h WHERE h."Id" IS NOT NULL AND h."Paid at" IS NOT NULL
    UNION ALL
    SELECT h."Id" AS parent, 2 AS rank, 'fulfilled' AS type, replace(replace(replace(h."Fulfilled at", ' +', '+'), ' -', '-'), ' UTC', 'Z') AS at, NULL AS text
    FROM orders_export AS h WHERE h."Id" IS NOT NULL AND h."Fulfilled at" IS NOT NULL
    UNION ALL
    SELECT h."Id" AS parent, 3 AS rank, 'cancelled' AS type, replace(replace(replace(h."Cancelled at", ' +', '+'), ' -', '-'), ' UTC', 'Z') AS at, NULL AS text
    FROM orders_export AS h WHERE h."Id" IS NOT NULL AND h."Cancelled at" IS NOT NULL
    UNION ALL
    SELECT h."Id", 4, 'note', replace(replace(replace(h."Created at", ' +', '+'), ' -', '-'), ' UTC', 'Z'), h."Notes"
    FROM orders_export AS h WHERE h."Id" IS NOT NULL AND h."Notes" IS NOT NULL) AS r
WHERE /*keys r.parent*/
ORDER BY r.parent, r.rank
