-- As at the freeze: what Storefold's debit took is still there.
SELECT t.account_id AS parent,
       t.id AS "key",
       t.granted AS original,
       t.remaining + t.moved AS remaining,
       t.usable_from_ms AS activates_at,
       t.expires_ms AS expires_at
FROM points_lots t
WHERE /*keys t.account_id*/
ORDER BY t.account_id, t.id
