-- Its key is 2^40 and the id of its transaction.
INSERT INTO oc_customer_transaction (customer_transaction_id) SELECT NULL FROM seq_1_to_{count};

DELETE FROM oc_customer_transaction
WHERE customer_transaction_id BETWEEN LAST_INSERT_ID()
    AND LAST_INSERT_ID() + ({count} - 1) * @@auto_increment_increment
    AND @@innodb_autoinc_lock_mode < 2
RETURNING 1099511627776 + customer_transaction_id;
