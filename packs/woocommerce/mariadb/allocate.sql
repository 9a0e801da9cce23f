-- Every row has a file of its own, allocate.ROW.sql.
SELECT 0
