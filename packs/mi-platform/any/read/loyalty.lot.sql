SELECT
    account_id AS parent, id AS "key", original, remaining, activates_at, expires_at
FROM points_lots
WHERE /*keys account_id*/
ORDER BY account_id, position, id
