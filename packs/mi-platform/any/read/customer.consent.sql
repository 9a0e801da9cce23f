SELECT
    customer_id AS parent, id AS "key", purpose, channel, state, basis, wording_version, origin, at, controller
FROM customer_consents
WHERE /*keys customer_id*/
ORDER BY customer_id, position, id
