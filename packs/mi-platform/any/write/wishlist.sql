INSERT INTO wishlist_items (
    id, customer_id, product_id, at)
SELECT
    id, customer_id, product_id, at
FROM stage_wishlist
WHERE is_new = 1
ORDER BY id;

UPDATE wishlist_items
SET
    customer_id = s.customer_id, product_id = s.product_id, at = s.at
FROM stage_wishlist AS s
WHERE s.is_new = 0 AND wishlist_items.id = s.id;
