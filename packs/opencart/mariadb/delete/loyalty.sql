DELETE FROM oc_customer_reward WHERE customer_reward_id + 1099511627776 IN (SELECT d.id FROM stage_delete AS d);
