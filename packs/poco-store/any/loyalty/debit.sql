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
                              AND e.state = 'booked'), 0) = CAST(s.balance AS bigint)
ON CONFLICT (idempotency_key) DO NOTHING;

UPDATE points_lots
SET moved = moved + remaining, remaining = 0
WHERE account_id IN (SELECT e.account_id FROM stage_debit s
                     JOIN points_entries e ON e.idempotency_key = s.idempotency_key
                     WHERE e.state = 'waiting');

UPDATE points_accounts
SET balance = 0, state = 'moved'
WHERE id IN (SELECT e.account_id FROM stage_debit s
             JOIN points_entries e ON e.idempotency_key = s.idempotency_key
             WHERE e.state = 'waiting');

UPDATE points_entries
SET state = 'booked'
WHERE state = 'waiting'
  AND idempotency_key IN (SELECT idempotency_key FROM stage_debit);
