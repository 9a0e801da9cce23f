-- From the sequence that the platform's own inserts use. Its name is looked up once, not for every number.
SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence('{table}', '{key}')::regclass AS name OFFSET 0) AS s, generate_series(1, {count})
