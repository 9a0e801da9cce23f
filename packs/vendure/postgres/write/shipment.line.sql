-- Without the stock movement that Vendure would make: these goods left another shop's shelf.
INSERT INTO order_line_reference (id, "createdAt", "updatedAt", quantity, "fulfillmentId", "orderLineId", discriminator)
SELECT s.id, f."createdAt", f."createdAt", 0, s.parent_id, s.order_line_id, 'FulfillmentLine'
FROM stage_shipment_line AS s
JOIN fulfillment AS f ON f.id = s.parent_id
WHERE s.is_new = 1;

UPDATE order_line_reference
SET
    "fulfillmentId" = s.parent_id, "orderLineId" = s.order_line_id,
    quantity = CASE WHEN s.qty = trunc(s.qty) THEN s.qty::integer END
FROM stage_shipment_line AS s
WHERE order_line_reference.id = s.id;
