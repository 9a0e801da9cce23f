DELETE FROM oc_customer_transaction WHERE customer_transaction_id IN (SELECT d.id FROM stage_delete AS d);
