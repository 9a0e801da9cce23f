SELECT c.id AS "key",
       c.sites,
       c.title,
       CASE c.kind
           WHEN 'amount' THEN 'fixed_cart'
           WHEN 'amount_each' THEN 'fixed_item'
           WHEN 'free_delivery' THEN 'free_ship'
           WHEN 'present' THEN 'gift'
           WHEN 'buy_x_get_y' THEN 'bxgy'
           ELSE c.kind
       END AS type,
       c.value,
       c.currency,
       c.cap AS max_discount,
       c.min_spend,
       c.min_items AS min_qty,
       c.from_ms AS starts_at,
       c.until_ms AS ends_at,
       c.max_uses AS limit_total,
       c.max_per_customer AS limit_per_customer,
       c.combinable AS stackable,
       c.scope AS scopes,
       CASE c.origin WHEN 'campaign' THEN 'marketing' WHEN 'goodwill' THEN 'compensation' ELSE c.origin END AS origin,
       c.is_on AS active,
       c.kind <> 'buy_x_get_y' AS mappable,
       CASE WHEN c.kind = 'buy_x_get_y' THEN 'Which items count is decided by code of the shop' END AS why_not,
       c.made_ms AS created_at
FROM coupons c
WHERE /*keys c.id*/
ORDER BY c.id
