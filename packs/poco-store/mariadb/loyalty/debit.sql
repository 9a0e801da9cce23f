-- One transaction. The entry is the claim: it is made only where the snapshot still stands (what is there now, together
-- with what we took before under another key), waits while lots and account follow it, and is booked last, so a second
-- run finds nothing to do.
INSERT INTO points_entries (account_id, seq, at_ms, effective_ms, kind, points, state, note, idempotency_key)
SELECT a.id,
       coalesce((SELECT max(e.seq) FROM points_entries e WHERE e.account_id = a.id), 0) + 1,
       s.at, s.at, 'moved', -a.balance, 'waiting', 'Moved by Storefold', s.idempotency_key
FROM stage_debit s
JOIN points_accounts a ON a.id = s.account
WHERE a.frozen_by = 'storefold'
  AND a.state IN ('frozen', 'moved')
  AND a.balance - coalesce((SELECT sum(e.points) FROM points_entries e
                            WHERE e.account_id = a.id AND substr(e.idempotency_key, 1, 10) = 'storefold:'
                              AND e.state = 'booked'), 0) = CAST(s.balance AS SIGNED)
ON DUPLICATE KEY UPDATE idempotency_key = points_entries.idempotency_key;

-- Two statements: where tables are joined, MariaDB does not say in which order it assigns.
UPDATE points_lots AS t
JOIN points_entries AS e ON e.account_id = t.account_id AND e.state = 'waiting'
JOIN stage_debit AS s ON s.idempotency_key = e.idempotency_key
SET t.moved = t.moved + t.remaining;

UPDATE points_lots AS t
JOIN points_entries AS e ON e.account_id = t.account_id AND e.state = 'waiting'
JOIN stage_debit AS s ON s.idempotency_key = e.idempotency_key
SET t.remaining = 0;

UPDATE points_accounts AS a
JOIN points_entries AS e ON e.account_id = a.id AND e.state = 'waiting'
JOIN stage_debit AS s ON s.idempotency_key = e.idempotency_key
SET a.balance = 0, a.state = 'moved';

UPDATE points_entries AS e
JOIN stage_debit AS s ON s.idempotency_key = e.idempotency_key
SET e.state = 'booked'
WHERE e.state = 'waiting';
