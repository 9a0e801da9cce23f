DELETE FROM oc_coupon_history WHERE coupon_history_id IN (SELECT d.id FROM stage_delete AS d);
