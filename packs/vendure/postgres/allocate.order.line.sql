-- Its declared tables are several; ids are those of order_line.
SELECT nextval(pg_get_serial_sequence('order_line', 'id')) FROM generate_series(1, {count})
