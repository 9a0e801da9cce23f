-- The platform's nightly job for points: what waited long enough can be used, what is past its date lapses. Accounts that are
-- frozen or have moved are left alone.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_night (lot bigint, account bigint, points bigint, place bigint);
DELETE FROM rehearsed_night;

INSERT INTO rehearsed_night (lot, account, points, place)
SELECT t.id, t.account_id, t.granted, row_number() OVER (ORDER BY t.id)
FROM points_lots t JOIN points_accounts a ON a.id = t.account_id
WHERE a.site = ?1 AND a.state = 'open' AND t.usable_from_ms <= ?3;

-- A debt is paid first.
UPDATE points_lots
SET usable_from_ms = NULL,
    remaining = (SELECT greatest(0, least(points_lots.granted, a.balance + points_lots.granted))
                 FROM points_accounts a WHERE a.id = points_lots.account_id)
WHERE id IN (SELECT lot FROM rehearsed_night);

UPDATE points_entries
SET state = 'booked', effective_ms = ?3
WHERE state = 'waiting' AND lot_id IN (SELECT lot FROM rehearsed_night);

UPDATE points_accounts
SET balance = balance + (SELECT sum(n.points) FROM rehearsed_night n WHERE n.account = points_accounts.id)
WHERE id IN (SELECT account FROM rehearsed_night);

DELETE FROM rehearsed_night;
INSERT INTO rehearsed_night (lot, account, points, place)
SELECT t.id, t.account_id, t.remaining, row_number() OVER (ORDER BY t.id)
FROM points_lots t JOIN points_accounts a ON a.id = t.account_id
WHERE a.site = ?1 AND a.state = 'open' AND t.usable_from_ms IS NULL AND t.remaining > 0 AND t.expires_ms <= ?3;

INSERT INTO points_entries (id, account_id, seq, at_ms, effective_ms, kind, points, state, lot_id)
SELECT 5000000000 + CAST(?2 AS bigint) * 10000000 + n.place, n.account,
       coalesce((SELECT max(e.seq) FROM points_entries e WHERE e.account_id = n.account), 0)
         + row_number() OVER (PARTITION BY n.account ORDER BY n.place),
       ?3, ?3, 'lapsed', -n.points, 'booked', n.lot
FROM rehearsed_night n;

UPDATE points_lots SET remaining = 0 WHERE id IN (SELECT lot FROM rehearsed_night);

UPDATE points_accounts
SET balance = balance - (SELECT sum(n.points) FROM rehearsed_night n WHERE n.account = points_accounts.id)
WHERE id IN (SELECT account FROM rehearsed_night);
