-- The return is written again with what is left (write/case.sql).
DO 0;
