SELECT e.shipment_id AS parent,
       e.id AS "key",
       e.parcel_id AS parcel,
       e.at_ms AS at,
       e.offset_minutes,
       CASE e.status
           WHEN 'announced' THEN 'info_received'
           WHEN 'moving' THEN 'in_transit'
           WHEN 'out' THEN 'out_for_delivery'
           WHEN 'tried' THEN 'attempt_failed'
           WHEN 'at_shop' THEN 'available_for_pickup'
           WHEN 'problem' THEN 'exception'
           ELSE e.status
       END AS status,
       e.code AS raw_code,
       e.text AS raw_text,
       e.place AS location
FROM tracking_events e
WHERE /*keys e.shipment_id*/
ORDER BY e.shipment_id, e.id
