-- From the sequence that the platform's own inserts use.
SELECT nextval({table}_id) FROM seq_1_to_{count}
