SELECT l.customer_id AS parent,
       l.id AS "key",
       l.scheme,
       l.secret AS encoded,
       l.settings AS params,
       l.provider,
       l.subject
FROM customer_logins l
WHERE /*keys l.customer_id*/
ORDER BY l.customer_id, l.id
