DELETE FROM customer_credentials WHERE id IN (SELECT id FROM stage_delete);
