-- A fulfilment that brings goods back belongs to its return, not to the customer's parcels.
SELECT
    f.id AS key,
    (
        SELECT jsonb_agg(s.name ORDER BY s.name COLLATE "C") FROM (
            SELECT h.name FROM order_fulfillment AS x JOIN "order" AS o ON o.id = x.order_id JOIN sales_channel AS h ON h.id = o.sales_channel_id
            WHERE x.fulfillment_id = f.id AND x.deleted_at IS NULL
            UNION
            SELECT r.name FROM order_fulfillment AS x JOIN "order" AS o ON o.id = x.order_id JOIN region AS r ON r.id = o.region_id
            WHERE x.fulfillment_id = f.id AND x.deleted_at IS NULL) AS s
    ) AS sites,
    CASE
        WHEN f.deleted_at IS NOT NULL THEN 'deleted_shipment'
        WHEN EXISTS (SELECT 1 FROM return_fulfillment AS x WHERE x.fulfillment_id = f.id) THEN 'return_shipment'
    END AS skip,
    CASE WHEN m.kept -> 'method' IS NOT NULL THEN m.kept ->> 'method' ELSE s.name END AS method,
    CASE WHEN m.kept -> 'created_at' IS NULL THEN f.created_at END AS created_at,
    CASE WHEN m.kept -> 'shipped_at' IS NULL THEN f.shipped_at END AS shipped_at,
    CASE WHEN m.kept -> 'delivered_at' IS NULL THEN f.delivered_at END AS delivered_at,
    CASE WHEN m.kept ->> 'native_state' = n.state THEN m.kept ->> 'state' ELSE n.state END AS state,
    CASE
        WHEN a.id IS NULL THEN NULL
        WHEN /*ours*/ true AND a.metadata #> '{storefold,native}' = x.native THEN a.metadata #> '{storefold,raw}'
        ELSE nullif(x.native, '{}')
    END AS destination
FROM fulfillment AS f
LEFT JOIN shipping_option AS s ON s.id = f.shipping_option_id
LEFT JOIN fulfillment_address AS a ON a.id = f.delivery_address_id
CROSS JOIN LATERAL (SELECT f.metadata -> 'storefold' AS kept) AS m
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN f.canceled_at IS NOT NULL THEN 'cancelled'
        WHEN f.delivered_at IS NOT NULL THEN 'delivered'
        WHEN f.shipped_at IS NOT NULL THEN 'shipped'
        ELSE 'pending'
    END AS state) AS n
CROSS JOIN LATERAL (
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'full_name', CASE WHEN a.first_name IS NULL THEN a.last_name
            ELSE concat_ws(' ', a.first_name, nullif(a.last_name, '')) END,
        'company', a.company, 'line1', a.address_1, 'line2', a.address_2, 'city', a.city, 'region', a.province,
        'postal', a.postal_code, 'country', upper(a.country_code), 'phone', a.phone)) AS native) AS x
WHERE /*keys f.id COLLATE "C"*/
ORDER BY f.id COLLATE "C"
