-- Entries that were there before may have moved to another account: the old one is settled without them first.
UPDATE points_accounts AS t
JOIN (
    SELECT DISTINCT o.account_id
    FROM stage_loyalty_entry AS s JOIN points_entries AS o ON o.id = s.id
    WHERE s.is_new = 0) AS old ON old.account_id = t.id
SET t.balance = (
    SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
    WHERE e.account_id = t.id AND e.status = 'posted'
      AND e.id NOT IN (SELECT g.id FROM stage_loyalty_entry AS g WHERE g.is_new = 0));

INSERT INTO points_entries (
    id, account_id, position, seq, at, effective_at, type, points, status, activates_at, order_id, lot_id,
    reason, origin_points, origin_programme, idempotency_key)
SELECT
    id, parent_id, ordinal, seq, at, effective_at, type, points, status, activates_at, order_id, lot_id, reason,
    origin_points, origin_programme, idempotency_key
FROM stage_loyalty_entry
WHERE is_new = 1
ORDER BY id;

UPDATE points_entries AS t JOIN stage_loyalty_entry AS s ON s.id = t.id
SET
    t.account_id = s.parent_id, t.position = s.ordinal, t.seq = s.seq, t.at = s.at,
    t.effective_at = s.effective_at, t.type = s.type, t.points = s.points, t.status = s.status,
    t.activates_at = s.activates_at, t.order_id = s.order_id, t.lot_id = s.lot_id, t.reason = s.reason,
    t.origin_points = s.origin_points, t.origin_programme = s.origin_programme,
    t.idempotency_key = s.idempotency_key
WHERE s.is_new = 0;

-- By the parents of the staged entries, because a merged account stages its parts only.
UPDATE points_accounts AS t
JOIN (SELECT DISTINCT parent_id FROM stage_loyalty_entry) AS p ON p.parent_id = t.id
SET t.balance = (
    SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
    WHERE e.account_id = t.id AND e.status = 'posted');
