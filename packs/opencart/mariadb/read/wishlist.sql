-- The key is the primary key's three columns in one number: 26 bits of customer, 6 of store, 31 of product.
SELECT
    r.id AS `key`,
    CAST(r.store_id AS CHAR) AS sites,
    r.customer_id AS customer,
    p.product_id AS product,
    r.date_added AS at
FROM (
    SELECT w.*, CAST((w.customer_id << 37) | (w.store_id << 31) | w.product_id AS SIGNED) AS id
    FROM oc_customer_wishlist AS w) AS r
LEFT JOIN oc_product AS p ON p.product_id = r.product_id
WHERE /*keys r.id*/
ORDER BY r.id
