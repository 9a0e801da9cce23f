-- A customer spends points at the till. The till looks at the account's state, as the platform's own trigger does, and takes
-- the points only where the account is open and has them.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_burn (account bigint, lot bigint, points bigint);
DELETE FROM rehearsed_burn;

INSERT INTO rehearsed_burn (account, lot, points)
SELECT * FROM (
    SELECT a.id, t.id AS lot, least(7, t.remaining)
    FROM points_accounts a
    JOIN points_lots t ON t.id = (SELECT min(u.id) FROM points_lots u WHERE u.account_id = a.id AND u.usable_from_ms IS NULL
                                  AND u.remaining + u.moved > 0)
    WHERE a.site = ?1 AND a.state <> 'blocked' AND a.programme IS NOT NULL
      AND a.id >= CAST(?2 AS bigint) * 7919 % (SELECT max(id) FROM points_accounts)
    ORDER BY a.id
    LIMIT 1
) AS later
UNION ALL
SELECT * FROM (
    SELECT a.id, t.id AS lot, least(7, t.remaining)
    FROM points_accounts a
    JOIN points_lots t ON t.id = (SELECT min(u.id) FROM points_lots u WHERE u.account_id = a.id AND u.usable_from_ms IS NULL
                                  AND u.remaining + u.moved > 0)
    WHERE a.site = ?1 AND a.state <> 'blocked' AND a.programme IS NOT NULL
      AND a.id < CAST(?2 AS bigint) * 7919 % (SELECT max(id) FROM points_accounts)
    ORDER BY a.id
    LIMIT 1
) AS earlier
LIMIT 1;

INSERT INTO points_entries (id, account_id, seq, at_ms, effective_ms, kind, points, state, lot_id, note)
SELECT 5000000000 + CAST(?2 AS bigint) * 10000000, r.account,
       coalesce((SELECT max(e.seq) FROM points_entries e WHERE e.account_id = r.account), 0) + 1,
       ?3, ?3, 'spent', -r.points, 'booked', r.lot, 'Lucky draw'
FROM rehearsed_burn r JOIN points_accounts a ON a.id = r.account
WHERE a.state = 'open' AND r.points > 0 AND a.balance >= r.points;

UPDATE points_lots
SET remaining = remaining + (SELECT e.points FROM points_entries e WHERE e.id = 5000000000 + CAST(?2 AS bigint) * 10000000)
WHERE id = (SELECT e.lot_id FROM points_entries e WHERE e.id = 5000000000 + CAST(?2 AS bigint) * 10000000);

UPDATE points_accounts
SET balance = balance + (SELECT e.points FROM points_entries e WHERE e.id = 5000000000 + CAST(?2 AS bigint) * 10000000)
WHERE id = (SELECT e.account_id FROM points_entries e WHERE e.id = 5000000000 + CAST(?2 AS bigint) * 10000000);

SELECT 'account ' || a.id AS subject,
       CASE WHEN e.id IS NOT NULL THEN -e.points || ' points spent' ELSE 'refused: the account is ' || a.state END AS detail
FROM rehearsed_burn r
JOIN points_accounts a ON a.id = r.account
LEFT JOIN points_entries e ON e.id = 5000000000 + CAST(?2 AS bigint) * 10000000;
