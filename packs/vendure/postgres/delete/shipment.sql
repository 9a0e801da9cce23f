DELETE FROM history_entry
WHERE
    "orderId" IN (
        SELECT x."orderId" FROM order_fulfillments_fulfillment AS x
        WHERE x."fulfillmentId" IN (SELECT id FROM stage_delete))
    AND CASE WHEN data LIKE '{"storefold":{"shipment":%' THEN (data::jsonb #>> '{storefold,shipment}')::bigint END
        IN (SELECT id FROM stage_delete);

DELETE FROM order_fulfillments_fulfillment WHERE "fulfillmentId" IN (SELECT id FROM stage_delete);

DELETE FROM order_line_reference WHERE "fulfillmentId" IN (SELECT id FROM stage_delete);

DELETE FROM fulfillment WHERE id IN (SELECT id FROM stage_delete);
