-- What Vendure wrote itself comes back as it was, by its type and its JSON; all else is a note. Whether a text is JSON is
-- asked of its words only: PostgreSQL 15 has no way to ask more, and what Vendure writes always is.
INSERT INTO history_entry (id, type, "isPublic", data, discriminator, "orderId")
SELECT s.id, 'ORDER_NOTE', false, '{}', 'OrderHistoryEntry', s.parent_id
FROM stage_order_event AS s
WHERE s.is_new = 1;

UPDATE history_entry
SET
    "createdAt" = coalesce(s.at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "updatedAt" = coalesce(s.at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "isPublic" = coalesce(s.visible, false),
    type = CASE WHEN k.is_native THEN upper('order_' || s.type) ELSE 'ORDER_NOTE' END,
    data = CASE WHEN k.is_native THEN s.text ELSE jsonb_build_object(
        'note', coalesce(s.text, s.type), 'storefold_event', jsonb_build_object(
            'type', s.type, 'actor', s.actor, 'no_text', s.text IS NULL, 'no_at', s.at IS NULL,
            'no_visible', s.visible IS NULL))::text END
FROM stage_order_event AS s
JOIN (
    SELECT
        e.id, coalesce(e.actor IS NULL AND e.at IS NOT NULL AND e.visible IS NOT NULL
            AND e.text ~ '^[{]("([^"\\]|\\.)*"|[-+0-9.eE]+|true|false|null|[][{}:, ])*[}]$'
            AND 'order_' || e.type IN (
                'order_state_transition', 'order_payment_transition', 'order_fulfillment', 'order_cancellation',
                'order_refund_transition', 'order_fulfillment_transition', 'order_note', 'order_coupon_applied',
                'order_coupon_removed', 'order_modified', 'order_customer_updated'), false) AS is_native
    FROM stage_order_event AS e) AS k ON k.id = s.id
WHERE history_entry.id = s.id;
