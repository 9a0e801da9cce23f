WITH gone AS (
    DELETE FROM customer WHERE id IN (SELECT id FROM stage_delete) RETURNING "userId"
),
logins AS (
    DELETE FROM authentication_method WHERE "userId" IN (SELECT "userId" FROM gone)
)
DELETE FROM "user" WHERE id IN (SELECT "userId" FROM gone);
