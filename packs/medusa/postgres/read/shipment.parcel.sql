-- A label has a number and two addresses, none of them nullable; what else a parcel has came with a move and stands in the
-- metadata of the fulfilment, by the label's id.
SELECT
    l.parent,
    l.id AS key,
    l.skip,
    l.kept ->> 'carrier_code' AS carrier_code,
    l.kept ->> 'carrier_name' AS carrier_name,
    CASE WHEN l.kept -> 'tracking_no' IS NULL THEN l.tracking_number END AS tracking_no,
    CASE WHEN l.kept -> 'url' IS NULL THEN nullif(l.tracking_url, '') END AS url,
    l.kept ->> 'weight_g' AS weight_g
FROM (
    SELECT i.fulfillment_id AS parent, i.id, i.tracking_number, i.tracking_url, f.metadata -> 'storefold_parcels' -> i.id AS kept, NULL AS skip
    FROM fulfillment_label AS i LEFT JOIN fulfillment AS f ON f.id = i.fulfillment_id
    WHERE i.deleted_at IS NULL
    UNION ALL
    SELECT NULL, i.id, i.tracking_number, i.tracking_url, NULL, 'deleted_shipment'
    FROM fulfillment_label AS i WHERE i.deleted_at IS NOT NULL) AS l
WHERE /*keys l.parent COLLATE "C"*/
ORDER BY l.parent COLLATE "C", l.id COLLATE "C"
