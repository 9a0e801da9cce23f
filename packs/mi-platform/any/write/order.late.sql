-- Codes are written after orders, so that an order learns last which code it holds.
UPDATE orders
SET held_coupon_code_id = s.held_coupon_id
FROM stage_order AS s
WHERE orders.id = s.id AND orders.held_coupon_code_id IS DISTINCT FROM s.held_coupon_id;
