-- Title, SKU and barcode cannot be missing in Medusa.
INSERT INTO fulfillment_item (id, title, sku, barcode, quantity, raw_quantity, line_item_id, fulfillment_id, created_at, updated_at)
SELECT
    s.id, coalesce(l.variant_title, l.title, y.name, ''), coalesce(l.variant_sku, ''), coalesce(l.variant_barcode, ''), s.qty,
    jsonb_build_object('value', trim_scale(s.qty)::text, 'precision', 20), s.order_line_id, s.parent_id, f.created_at, f.created_at
FROM stage_shipment_line AS s
JOIN fulfillment AS f ON f.id = s.parent_id
LEFT JOIN order_line_item AS l ON l.id = s.order_line_id
LEFT JOIN order_shipping_method AS y ON y.id = s.order_line_id
WHERE s.is_new = 1;

UPDATE fulfillment_item AS i
SET
    quantity = s.qty, raw_quantity = jsonb_build_object('value', trim_scale(s.qty)::text, 'precision', 20), line_item_id = s.order_line_id
FROM stage_shipment_line AS s
WHERE s.is_new = 0 AND i.id = s.id;

-- An item knows how much of it is on its way.
UPDATE order_item AS i
SET
    fulfilled_quantity = d.fulfilled, raw_fulfilled_quantity = jsonb_build_object('value', trim_scale(d.fulfilled)::text, 'precision', 20),
    shipped_quantity = d.shipped, raw_shipped_quantity = jsonb_build_object('value', trim_scale(d.shipped)::text, 'precision', 20),
    delivered_quantity = d.delivered, raw_delivered_quantity = jsonb_build_object('value', trim_scale(d.delivered)::text, 'precision', 20)
FROM (SELECT DISTINCT x.order_line_id FROM stage_shipment_line AS x) AS s
CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(x.quantity), 0) AS fulfilled, coalesce(sum(x.quantity) FILTER (WHERE f.shipped_at IS NOT NULL), 0) AS shipped,
        coalesce(sum(x.quantity) FILTER (WHERE f.delivered_at IS NOT NULL), 0) AS delivered
    FROM fulfillment_item AS x JOIN fulfillment AS f ON f.id = x.fulfillment_id
    WHERE x.line_item_id = s.order_line_id AND x.deleted_at IS NULL AND f.deleted_at IS NULL AND f.canceled_at IS NULL) AS d
WHERE i.item_id = s.order_line_id AND i.version = 1;
