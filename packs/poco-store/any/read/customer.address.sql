SELECT a.customer_id AS parent,
       a.id AS "key",
       a.label AS kind,
       a.ship_here AS is_default_ship,
       a.bill_here AS is_default_bill,
       a.addressee AS full_name,
       a.company,
       a.street AS line1,
       a.street2 AS line2,
       a.town AS city,
       a.region,
       a.postcode AS postal,
       a.country,
       a.phone
FROM customer_addresses a
WHERE /*keys a.customer_id*/
ORDER BY a.customer_id, a.id
