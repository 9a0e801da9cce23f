INSERT INTO order_lines (
    id, order_id, position, product_id, kind, title, variant_title, sku, gtin, image, options, parent_line_id,
    qty, unit_net, unit_gross, line_net, line_gross, taxes, discounts)
SELECT
    id, parent_id, ordinal, product_id, kind, title, variant_title, sku, gtin, image, options, parent_line_id,
    qty, unit_net, unit_gross, line_net, line_gross, taxes, discounts
FROM stage_order_line
WHERE is_new = 1
ORDER BY id;

UPDATE order_lines
SET
    order_id = s.parent_id, position = s.ordinal, product_id = s.product_id, kind = s.kind, title = s.title,
    variant_title = s.variant_title, sku = s.sku, gtin = s.gtin, image = s.image, options = s.options,
    parent_line_id = s.parent_line_id, qty = s.qty, unit_net = s.unit_net, unit_gross = s.unit_gross,
    line_net = s.line_net, line_gross = s.line_gross, taxes = s.taxes, discounts = s.discounts
FROM stage_order_line AS s
WHERE s.is_new = 0 AND order_lines.id = s.id;
