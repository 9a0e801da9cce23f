SELECT g.id AS "key",
       g.site AS sites,
       CASE g.kind WHEN 'card' THEN 'gift_card' WHEN 'credit' THEN 'store_credit' ELSE g.kind END AS kind,
       g.code,
       g.currency,
       g.face AS initial,
       g.balance,
       g.held,
       g.expires_ms AS expires_at,
       g.owner_id AS owner,
       g.sent_to AS recipient_email,
       g.state
FROM gift_cards g
WHERE /*keys g.id*/
ORDER BY g.id
