SELECT
    order_id AS parent, id AS "key", product_id AS product, kind, title, variant_title, sku, gtin, image, options,
    parent_line_id AS parent_line, qty, unit_net, unit_gross, line_net, line_gross, taxes, discounts
FROM order_lines
WHERE /*keys order_id*/
ORDER BY order_id, position, id
