SELECT
    id AS "key", 'mi' AS sites, customer_id AS customer, product_id AS product, at
FROM wishlist_items
WHERE /*keys id*/
ORDER BY id
