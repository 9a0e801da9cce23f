-- Numbers that were given once and are gone again count too.
SELECT max(
    coalesce((SELECT max({key}) FROM "{table}"), 0),
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0))
