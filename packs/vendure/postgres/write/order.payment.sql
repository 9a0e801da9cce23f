-- Vendure keeps what a payment provider said in `metadata`, and shows it to staff.
INSERT INTO payment (id, method, state, metadata, amount, "orderId")
SELECT s.id, '', 'Settled', '{}', 0, s.parent_id
FROM stage_order_payment AS s
WHERE s.is_new = 1;

UPDATE payment
SET
    "createdAt" = coalesce(s.at AT TIME ZONE 'UTC', timestamp '1970-01-01'), "updatedAt" = coalesce(s.at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "orderId" = s.parent_id, method = coalesce(s.method, ''), "transactionId" = s.provider_txn, amount = s.amount,
    state = CASE
        WHEN s.kind = 'void' THEN 'Cancelled'
        WHEN s.state IN ('declined', 'failed', 'refused', 'error') THEN 'Declined'
        WHEN s.kind = 'auth' THEN 'Authorized'
        WHEN s.state IN ('created', 'pending', 'waiting') THEN 'Created'
        ELSE 'Settled'
    END
FROM stage_order_payment AS s
WHERE payment.id = s.id;

UPDATE payment
SET metadata = jsonb_build_object(
    'cardBrand', s.card_brand, 'last4', s.last4, 'storefold', jsonb_build_object(
        'as', p.state, 'provider', s.provider, 'kind', s.kind, 'state', s.state, 'no_at', s.at IS NULL))::text
FROM stage_order_payment AS s
JOIN payment AS p ON p.id = s.id
WHERE payment.id = s.id;
