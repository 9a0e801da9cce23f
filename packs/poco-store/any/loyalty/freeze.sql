-- The platform refuses to earn and burn while the state is 'frozen'. An account that we froze already keeps what it had.
UPDATE points_accounts
SET frozen_state_before = state, state = 'frozen', frozen_by = 'storefold'
WHERE id IN (SELECT account FROM stage_debit)
  AND frozen_by IS NULL;
