SELECT n.customer_id AS parent,
       n.id AS "key",
       n.topic AS purpose,
       n.channel,
       CASE n.answer
           WHEN 'yes' THEN 'granted'
           WHEN 'no' THEN 'denied'
           WHEN 'taken_back' THEN 'withdrawn'
           WHEN 'bought_before' THEN 'soft_opt_in'
           WHEN 'not_asked' THEN 'unknown'
           ELSE n.answer
       END AS state,
       n.legal_basis AS basis,
       n.wording AS wording_version,
       n.captured_via AS origin,
       n.given_ms AS at,
       n.controller
FROM customer_consents n
WHERE /*keys n.customer_id*/
ORDER BY n.customer_id, n.id
