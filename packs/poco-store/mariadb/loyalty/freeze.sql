-- The platform refuses to earn and burn while the state is 'frozen'. An account that we froze already keeps what it had.
-- Two statements: where tables are joined, MariaDB does not say in which order it assigns.
UPDATE points_accounts AS a JOIN stage_debit AS s ON s.account = a.id
SET a.frozen_state_before = a.state
WHERE a.frozen_by IS NULL;

UPDATE points_accounts AS a JOIN stage_debit AS s ON s.account = a.id
SET a.state = 'frozen', a.frozen_by = 'storefold'
WHERE a.frozen_by IS NULL;
