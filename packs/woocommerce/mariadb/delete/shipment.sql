-- What is left of an order's fulfilments says what it is now; without any it has no state of that kind. One that was fulfilled with
-- the shipment and has others left is in part.
UPDATE wp_wc_orders_meta AS m
JOIN wp_wc_order_fulfillments AS f ON f.entity_id = m.order_id
JOIN stage_delete AS s ON s.id = f.fulfillment_id
JOIN wp_wc_orders_meta AS x ON x.order_id = m.order_id AND x.meta_key = '_storefold'
LEFT JOIN wp_wc_order_fulfillments AS k ON k.entity_id = m.order_id AND k.date_deleted IS NULL AND k.is_fulfilled = 1
    AND NOT EXISTS (SELECT 1 FROM stage_delete AS g WHERE g.id = k.fulfillment_id)
SET m.meta_value = CASE WHEN k.fulfillment_id IS NULL THEN 'unfulfilled' ELSE 'partially_fulfilled' END
WHERE m.meta_key = '_fulfillment_status' AND f.is_fulfilled = 1;

DELETE m FROM wp_wc_orders_meta AS m
JOIN wp_wc_order_fulfillments AS f ON f.entity_id = m.order_id
JOIN stage_delete AS s ON s.id = f.fulfillment_id
JOIN wp_wc_orders_meta AS x ON x.order_id = m.order_id AND x.meta_key = '_storefold'
WHERE m.meta_key = '_fulfillment_status' AND NOT EXISTS (
    SELECT 1 FROM wp_wc_order_fulfillments AS k
    WHERE k.entity_id = m.order_id AND k.date_deleted IS NULL
        AND NOT EXISTS (SELECT 1 FROM stage_delete AS g WHERE g.id = k.fulfillment_id));

DELETE m FROM wp_wc_order_fulfillment_meta AS m
JOIN stage_delete AS s ON s.id = m.fulfillment_id;

DELETE f FROM wp_wc_order_fulfillments AS f
JOIN stage_delete AS s ON s.id = f.fulfillment_id
