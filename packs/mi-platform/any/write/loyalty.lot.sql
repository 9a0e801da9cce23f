INSERT INTO points_lots (
    id, account_id, position, original, remaining, activates_at, expires_at)
SELECT
    id, parent_id, ordinal, original, remaining, activates_at, expires_at
FROM stage_loyalty_lot
WHERE is_new = 1
ORDER BY id;

UPDATE points_lots
SET
    account_id = s.parent_id, position = s.ordinal, original = s.original, remaining = s.remaining,
    activates_at = s.activates_at, expires_at = s.expires_at
FROM stage_loyalty_lot AS s
WHERE s.is_new = 0 AND points_lots.id = s.id;
