CREATE TEMP TABLE IF NOT EXISTS gone_user (id);

DELETE FROM gone_user;

INSERT INTO gone_user
SELECT userId FROM customer WHERE id IN (SELECT id FROM stage_delete) AND userId IS NOT NULL;

DELETE FROM customer WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM authentication_method WHERE userId IN (SELECT id FROM gone_user);

DELETE FROM user WHERE id IN (SELECT id FROM gone_user);
