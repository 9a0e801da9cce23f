SELECT l.order_id AS parent,
       l.id AS "key",
       l.variant_id AS product,
       CASE l.kind
           WHEN 'item' THEN 'goods'
           WHEN 'download' THEN 'digital'
           WHEN 'voucher' THEN 'gift_card'
           WHEN 'bundle' THEN 'bundle_parent'
           WHEN 'bundle_item' THEN 'bundle_child'
           WHEN 'charge' THEN 'fee'
           ELSE l.kind
       END AS kind,
       l.name AS title,
       l.variant_name AS variant_title,
       l.sku,
       l.ean AS gtin,
       l.image,
       l.options,
       l.bundle_line_id AS parent_line,
       l.quantity AS qty,
       l.net_each AS unit_net,
       l.gross_each AS unit_gross,
       l.net_sum AS line_net,
       l.gross_sum AS line_gross,
       l.taxes,
       l.discounts
FROM order_lines l
WHERE /*keys l.order_id*/
ORDER BY l.order_id, l.id
