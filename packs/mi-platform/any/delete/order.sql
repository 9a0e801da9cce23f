UPDATE coupon_codes SET held_by_order_id = NULL WHERE held_by_order_id IN (SELECT id FROM stage_delete);

DELETE FROM orders WHERE id IN (SELECT id FROM stage_delete);
