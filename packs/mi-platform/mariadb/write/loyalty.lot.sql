INSERT INTO points_lots (
    id, account_id, position, original, remaining, activates_at, expires_at)
SELECT
    id, parent_id, ordinal, original, remaining, activates_at, expires_at
FROM stage_loyalty_lot
WHERE is_new = 1
ORDER BY id;

UPDATE points_lots AS t JOIN stage_loyalty_lot AS s ON s.id = t.id
SET
    t.account_id = s.parent_id, t.position = s.ordinal, t.original = s.original, t.remaining = s.remaining,
    t.activates_at = s.activates_at, t.expires_at = s.expires_at
WHERE s.is_new = 0;
