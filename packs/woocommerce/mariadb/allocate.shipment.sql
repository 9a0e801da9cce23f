-- Reserves ids by rows that are there for a moment only: their numbers are never given out again.
INSERT INTO wp_wc_order_fulfillments (entity_type, entity_id, status, is_fulfilled, date_updated)
SELECT 'storefold', connection_id(), 'unfulfilled', 0, '1970-01-01' FROM seq_1_to_{count};

DELETE FROM wp_wc_order_fulfillments WHERE entity_type = 'storefold' AND entity_id = connection_id() RETURNING fulfillment_id
