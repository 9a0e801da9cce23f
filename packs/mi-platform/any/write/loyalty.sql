-- The balance is never taken over: it is the sum of the posted entries, which are written after this.
INSERT INTO points_accounts (
    id, programme, customer_id, unit, decimals, state, tier, tier_until, tier_qualifying)
SELECT
    id, programme, customer_id, unit, decimals, state, tier, tier_until, tier_qualifying
FROM stage_loyalty
WHERE is_new = 1
ORDER BY id;

UPDATE points_accounts
SET
    programme = s.programme, customer_id = s.customer_id, unit = s.unit, decimals = s.decimals, state = s.state,
    tier = s.tier, tier_until = s.tier_until, tier_qualifying = s.tier_qualifying
FROM stage_loyalty AS s
WHERE s.is_new = 0 AND points_accounts.id = s.id;

UPDATE points_accounts
SET balance = (
    SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
    WHERE e.account_id = points_accounts.id AND e.status = 'posted')
WHERE id IN (SELECT id FROM stage_loyalty WHERE is_new = 0);
