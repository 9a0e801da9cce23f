-- A variant is what orders and reviews point to; its product gives the title and the address.
SELECT v.id AS "key",
       coalesce((SELECT JSON_ARRAYAGG(s.site) FROM product_sites s WHERE s.product_id = v.product_id), '[]') AS sites,
       v.sku,
       v.ean AS gtin,
       p.slug AS handle,
       p.name AS title,
       v.name AS variant_title,
       v.options,
       CASE v.state WHEN 'live' THEN 'live' WHEN 'gone' THEN 'deleted' ELSE v.state END AS status
FROM product_variants v
LEFT JOIN products p ON p.id = v.product_id
WHERE /*keys v.id*/
ORDER BY v.id
