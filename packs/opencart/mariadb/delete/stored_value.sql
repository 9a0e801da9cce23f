DELETE FROM oc_customer_transaction WHERE customer_transaction_id + 1099511627776 IN (SELECT d.id FROM stage_delete
    AS d);
