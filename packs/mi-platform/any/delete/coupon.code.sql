UPDATE orders SET held_coupon_code_id = NULL WHERE held_coupon_code_id IN (SELECT id FROM stage_delete);

DELETE FROM coupon_codes WHERE id IN (SELECT id FROM stage_delete);
