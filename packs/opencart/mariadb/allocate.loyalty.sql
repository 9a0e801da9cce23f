-- An account's key is 2^40 and the id of its entry.
INSERT INTO oc_customer_reward (customer_reward_id) SELECT NULL FROM seq_1_to_{count};

DELETE FROM oc_customer_reward
WHERE customer_reward_id BETWEEN LAST_INSERT_ID() AND LAST_INSERT_ID() + ({count} - 1) * @@auto_increment_increment
    AND @@innodb_autoinc_lock_mode < 2
RETURNING 1099511627776 + customer_reward_id;
