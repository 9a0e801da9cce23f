-- Entries that were there before may have moved to another account: the old one is settled without them first.
UPDATE points_accounts
SET balance = (
    SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
    WHERE e.account_id = points_accounts.id AND e.status = 'posted'
      AND e.id NOT IN (SELECT id FROM stage_loyalty_entry WHERE is_new = 0))
WHERE id IN (
    SELECT account_id FROM points_entries
    WHERE id IN (SELECT id FROM stage_loyalty_entry WHERE is_new = 0));

INSERT INTO points_entries (
    id, account_id, position, seq, at, effective_at, type, points, status, activates_at, order_id, lot_id,
    reason, origin_points, origin_programme, idempotency_key)
SELECT
    id, parent_id, ordinal, seq, at, effective_at, type, points, status, activates_at, order_id, lot_id, reason,
    origin_points, origin_programme, idempotency_key
FROM stage_loyalty_entry
WHERE is_new = 1
ORDER BY id;

UPDATE points_entries
SET
    account_id = s.parent_id, position = s.ordinal, seq = s.seq, at = s.at, effective_at = s.effective_at,
    type = s.type, points = s.points, status = s.status, activates_at = s.activates_at, order_id = s.order_id,
    lot_id = s.lot_id, reason = s.reason, origin_points = s.origin_points,
    origin_programme = s.origin_programme, idempotency_key = s.idempotency_key
FROM stage_loyalty_entry AS s
WHERE s.is_new = 0 AND points_entries.id = s.id;

-- By the parents of the staged entries, because a merged account stages its parts only.
UPDATE points_accounts
SET balance = (
    SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
    WHERE e.account_id = points_accounts.id AND e.status = 'posted')
WHERE id IN (SELECT parent_id FROM stage_loyalty_entry);
