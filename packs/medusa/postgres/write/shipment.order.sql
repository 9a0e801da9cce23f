DELETE FROM order_fulfillment AS x USING stage_shipment_order AS s WHERE s.is_new = 0 AND x.id = s.id;

INSERT INTO order_fulfillment (order_id, fulfillment_id, id, created_at, updated_at)
SELECT s.order_id, s.parent_id, s.id, f.created_at, f.created_at
FROM stage_shipment_order AS s
JOIN fulfillment AS f ON f.id = s.parent_id;
