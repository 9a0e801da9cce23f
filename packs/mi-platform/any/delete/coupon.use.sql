DELETE FROM coupon_uses WHERE id IN (SELECT id FROM stage_delete);
