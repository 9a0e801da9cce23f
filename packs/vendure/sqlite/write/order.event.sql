-- What Vendure wrote itself comes back as it was, by its type and its JSON; all else is a note.
INSERT INTO history_entry (id, type, isPublic, data, discriminator, orderId)
SELECT s.id, 'ORDER_NOTE', 0, '{}', 'OrderHistoryEntry', s.parent_id
FROM stage_order_event AS s
WHERE s.is_new = 1;

UPDATE history_entry
SET
    createdAt = coalesce(replace(replace(s.at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    updatedAt = coalesce(replace(replace(s.at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    isPublic = coalesce(s.visible, 0),
    type = iif(k.is_native, upper('order_' || s.type), 'ORDER_NOTE'),
    data = iif(k.is_native, s.text, json_object(
        'note', coalesce(s.text, s.type), 'storefold_event', json_object(
            'type', s.type, 'actor', s.actor, 'no_text', s.text IS NULL, 'no_at', s.at IS NULL,
            'no_visible', s.visible IS NULL)))
FROM stage_order_event AS s
JOIN (
    SELECT
        e.id, e.actor IS NULL AND e.at IS NOT NULL AND e.visible IS NOT NULL AND json_valid(e.text)
            AND substr(e.text, 1, 1) = '{' AND 'order_' || e.type IN (
            'order_state_transition', 'order_payment_transition', 'order_fulfillment', 'order_cancellation', 'order_refund_transition',
            'order_fulfillment_transition', 'order_note', 'order_coupon_applied', 'order_coupon_removed', 'order_modified',
            'order_customer_updated') AS is_native
    FROM stage_order_event AS e) AS k ON k.id = s.id
WHERE history_entry.id = s.id;
