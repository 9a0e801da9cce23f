INSERT INTO oc_order_history (order_history_id) SELECT NULL FROM seq_1_to_{count};

DELETE FROM oc_order_history
WHERE order_history_id BETWEEN LAST_INSERT_ID() AND LAST_INSERT_ID() + ({count} - 1) * @@auto_increment_increment
    AND @@innodb_autoinc_lock_mode < 2
RETURNING order_history_id;
