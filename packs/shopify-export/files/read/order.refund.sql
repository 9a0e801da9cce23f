-- The sum of all refunds of an order is all that is exported.
SELECT
    h."Id" AS parent,
    h."Id" AS key,
    h."Refunded Amount" AS amount,
    'original' AS destination,
    'succeeded' AS state
FROM orders_export AS h
WHERE h."Id" IS NOT NULL AND h."Refunded Amount" GLOB '*[1-9]*' AND /*keys h."Id"*/
ORDER BY h."Id"
