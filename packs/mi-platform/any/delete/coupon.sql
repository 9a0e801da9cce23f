DELETE FROM coupons WHERE id IN (SELECT id FROM stage_delete);
