-- Codes are written after orders, so that an order learns last which code it holds.
UPDATE orders AS t JOIN stage_order AS s ON s.id = t.id
SET t.held_coupon_code_id = s.held_coupon_id
WHERE NOT t.held_coupon_code_id <=> s.held_coupon_id;
