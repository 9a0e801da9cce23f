-- The balance is never taken over: it is the sum of the posted entries, which are written after this.
INSERT INTO points_accounts (
    id, programme, customer_id, unit, decimals, state, tier, tier_until, tier_qualifying)
SELECT
    id, programme, customer_id, unit, decimals, state, tier, tier_until, tier_qualifying
FROM stage_loyalty
WHERE is_new = 1
ORDER BY id;

UPDATE points_accounts AS t JOIN stage_loyalty AS s ON s.id = t.id
SET
    t.programme = s.programme, t.customer_id = s.customer_id, t.unit = s.unit, t.decimals = s.decimals,
    t.state = s.state, t.tier = s.tier, t.tier_until = s.tier_until, t.tier_qualifying = s.tier_qualifying,
    t.balance = (
        SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
        WHERE e.account_id = t.id AND e.status = 'posted')
WHERE s.is_new = 0;
