INSERT INTO wishlist_items (
    id, customer_id, product_id, at)
SELECT
    id, customer_id, product_id, at
FROM stage_wishlist
WHERE is_new = 1
ORDER BY id;

UPDATE wishlist_items AS t JOIN stage_wishlist AS s ON s.id = t.id
SET
    t.customer_id = s.customer_id, t.product_id = s.product_id, t.at = s.at
WHERE s.is_new = 0;
