-- Rows are made and taken away again: AUTO_INCREMENT never goes back, so nobody else gets these ids. One statement gets
-- them in a row, unless innodb_autoinc_lock_mode is 2; then nothing is given out, and the run says so.
INSERT INTO {table} ({key}) SELECT NULL FROM seq_1_to_{count};

DELETE FROM {table}
WHERE {key} BETWEEN LAST_INSERT_ID() AND LAST_INSERT_ID() + ({count} - 1) * @@auto_increment_increment
    AND @@innodb_autoinc_lock_mode < 2
RETURNING {key};
