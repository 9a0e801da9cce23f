-- Its declared tables are several or have a condition; ids are those of order_line.
SELECT max(
    coalesce((SELECT max(id) FROM order_line), 0),
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'order_line'), 0))
