-- From the sequence that the platform's own inserts use.
SELECT nextval(pg_get_serial_sequence('{table}', '{key}')) FROM generate_series(1, {count})
