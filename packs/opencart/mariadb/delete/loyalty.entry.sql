DELETE FROM oc_customer_reward WHERE customer_reward_id IN (SELECT d.id FROM stage_delete AS d);
