SELECT g.id AS "key",
       g.site AS sites,
       concat('https://', s.host, g.path) AS url,
       g.lang AS locale,
       CASE g.kind WHEN 'item' THEN 'product' WHEN 'shelf' THEN 'category' ELSE g.kind END AS kind,
       p.slug AS ref,
       g.title,
       g.canonical,
       g.changed_ms AS last_mod
FROM pages g
LEFT JOIN sites s ON s.code = g.site
LEFT JOIN products p ON p.id = g.product_id
WHERE /*keys g.id*/
ORDER BY g.id
