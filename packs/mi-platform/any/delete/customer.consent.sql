DELETE FROM customer_consents WHERE id IN (SELECT id FROM stage_delete);
