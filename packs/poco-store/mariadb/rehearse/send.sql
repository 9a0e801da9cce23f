-- The oldest order that waits is packed and leaves.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_parcel (order_id bigint, shipment bigint);
DELETE FROM rehearsed_parcel;

INSERT INTO rehearsed_parcel (order_id, shipment)
SELECT o.id, (SELECT max(id) + 1 FROM shipments)
FROM orders o
WHERE o.site = ?1 AND o.state = 'placed' AND o.goods_state = 'waiting' AND NOT o.is_test AND o.placed_ms <= ?3 - 43200000
  AND EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.kind IN ('item', 'bundle'))
ORDER BY o.placed_ms, o.id
LIMIT 1;

INSERT INTO shipments (id, site, method, packed_ms, sent_ms, state)
SELECT r.shipment, ?1, 'standard', ?3 - 3600000, ?3, 'on_its_way' FROM rehearsed_parcel r;

INSERT INTO shipment_orders (shipment_id, order_id) SELECT r.shipment, r.order_id FROM rehearsed_parcel r;

INSERT INTO shipment_lines (shipment_id, order_id, order_line_id, quantity)
SELECT r.shipment, r.order_id, l.id, l.quantity
FROM rehearsed_parcel r JOIN order_lines l ON l.order_id = r.order_id AND l.kind IN ('item', 'bundle')
ORDER BY l.id;

INSERT INTO parcels (shipment_id, carrier, carrier_name, tracking_no, tracking_url, grams)
SELECT r.shipment, 'swift', 'Swift Sample Post', concat('SFRE', lpad(r.shipment, 9, '0')),
       concat('https://swift.example/t/SFRE', lpad(r.shipment, 9, '0')), 700
FROM rehearsed_parcel r;

INSERT INTO tracking_events (shipment_id, parcel_id, at_ms, offset_minutes, status, code, text, place)
SELECT r.shipment, p.id, ?3, 0, 'moving', 'M3', 'Left the depot', 'Depot 4'
FROM rehearsed_parcel r JOIN parcels p ON p.shipment_id = r.shipment;

UPDATE orders JOIN rehearsed_parcel AS chosen ON chosen.order_id = orders.id SET goods_state = 'sent';

SELECT p.tracking_no AS subject, concat('left the warehouse with order ', o.number) AS detail
FROM rehearsed_parcel r JOIN parcels p ON p.shipment_id = r.shipment JOIN orders o ON o.id = r.order_id;
