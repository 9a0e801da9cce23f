-- The shipment that has been on its way longest is handed over.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_arrival (shipment bigint);
DELETE FROM rehearsed_arrival;

INSERT INTO rehearsed_arrival (shipment)
SELECT s.id FROM shipments s
WHERE s.site = ?1 AND s.state = 'on_its_way' AND s.sent_ms <= ?3 - 86400000
ORDER BY s.sent_ms, s.id
LIMIT 1;

INSERT INTO tracking_events (shipment_id, parcel_id, at_ms, offset_minutes, status, code, text, place)
SELECT r.shipment, p.id, ?3, 0, 'delivered', 'D1', 'Handed over', 'Door'
FROM rehearsed_arrival r JOIN parcels p ON p.shipment_id = r.shipment
ORDER BY p.id;

UPDATE shipments JOIN rehearsed_arrival AS chosen ON chosen.shipment = shipments.id SET state = 'there', delivered_ms = ?3;

UPDATE orders
SET goods_state = CASE goods_state WHEN 'sent' THEN 'there' ELSE 'partly_there' END
WHERE goods_state IN ('sent', 'partly_sent')
  AND id IN (SELECT so.order_id FROM rehearsed_arrival r JOIN shipment_orders so ON so.shipment_id = r.shipment);

SELECT p.tracking_no AS subject, 'handed over' AS detail
FROM rehearsed_arrival r JOIN parcels p ON p.shipment_id = r.shipment
ORDER BY p.id;
