-- A line is a product or a row of the totals: ids that are free in both tables. The counter of the one is lifted above
-- the other's before, and the other's above the block after.
INSERT INTO oc_order_product (order_product_id)
SELECT t.top + 1
FROM (SELECT COALESCE(MAX(order_total_id), 0) AS top FROM oc_order_total) AS t
JOIN (SELECT COALESCE(MAX(order_product_id), 0) AS top FROM oc_order_product) AS p ON p.top < t.top;

DELETE p
FROM oc_order_product AS p
JOIN (SELECT MAX(order_total_id) AS top FROM oc_order_total) AS t ON p.order_product_id = t.top + 1
WHERE p.order_id IS NULL AND p.name IS NULL;

INSERT INTO oc_order_product (order_product_id) SELECT NULL FROM seq_1_to_{count};

INSERT INTO oc_order_total (order_total_id) VALUES (LAST_INSERT_ID() + {count} * @@auto_increment_increment);

DELETE FROM oc_order_total WHERE order_total_id = LAST_INSERT_ID() + {count} * @@auto_increment_increment AND order_id IS NULL;

DELETE FROM oc_order_product
WHERE order_product_id BETWEEN LAST_INSERT_ID() AND LAST_INSERT_ID() + ({count} - 1) * @@auto_increment_increment
    AND @@innodb_autoinc_lock_mode < 2
RETURNING order_product_id;
