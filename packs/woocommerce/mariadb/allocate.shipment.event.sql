-- Reserves ids by rows that are there for a moment only: their numbers are never given out again.
INSERT INTO wp_wc_order_fulfillment_meta (fulfillment_id, meta_key, meta_value, date_updated)
SELECT 0, concat('storefold/', connection_id()), NULL, '1970-01-01' FROM seq_1_to_{count};

DELETE FROM wp_wc_order_fulfillment_meta WHERE fulfillment_id = 0 AND meta_key = concat('storefold/',
    connection_id()) RETURNING meta_id
