SELECT
    customer_id AS parent, id AS "key", scheme, encoded, params, provider, subject
FROM customer_credentials
WHERE /*keys customer_id*/
ORDER BY customer_id, position, id
