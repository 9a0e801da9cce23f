-- Numbers that were taken from the sequence are Storefold's, whatever the shop inserts meanwhile.
SELECT nextval(pg_get_serial_sequence('"{table}"', '{key}')) FROM generate_series(1, {count})
