-- Foreign keys are checked row by row here: a line learns of its bundle once all of them are there.
INSERT INTO order_lines (
    id, order_id, position, product_id, kind, title, variant_title, sku, gtin, image, options, qty, unit_net,
    unit_gross, line_net, line_gross, taxes, discounts)
SELECT
    id, parent_id, ordinal, product_id, kind, title, variant_title, sku, gtin, image, options, qty, unit_net,
    unit_gross, line_net, line_gross, taxes, discounts
FROM stage_order_line
WHERE is_new = 1
ORDER BY id;

UPDATE order_lines AS t JOIN stage_order_line AS s ON s.id = t.id
SET
    t.order_id = s.parent_id, t.position = s.ordinal, t.product_id = s.product_id, t.kind = s.kind,
    t.title = s.title, t.variant_title = s.variant_title, t.sku = s.sku, t.gtin = s.gtin, t.image = s.image,
    t.options = s.options, t.parent_line_id = s.parent_line_id, t.qty = s.qty, t.unit_net = s.unit_net,
    t.unit_gross = s.unit_gross, t.line_net = s.line_net, t.line_gross = s.line_gross, t.taxes = s.taxes,
    t.discounts = s.discounts
WHERE s.is_new = 0;

UPDATE order_lines AS t JOIN stage_order_line AS s ON s.id = t.id
SET t.parent_line_id = s.parent_line_id
WHERE s.is_new = 1 AND s.parent_line_id IS NOT NULL;
