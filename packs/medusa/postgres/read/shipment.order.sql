SELECT
    x.fulfillment_id AS parent,
    x.id AS key,
    CASE WHEN x.deleted_at IS NOT NULL THEN 'deleted_shipment' END AS skip,
    x.order_id AS "order"
FROM order_fulfillment AS x
WHERE /*keys x.fulfillment_id COLLATE "C"*/
ORDER BY x.fulfillment_id COLLATE "C", x.id COLLATE "C"
