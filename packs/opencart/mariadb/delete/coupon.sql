DELETE FROM oc_coupon WHERE coupon_id IN (SELECT d.id FROM stage_delete AS d);
