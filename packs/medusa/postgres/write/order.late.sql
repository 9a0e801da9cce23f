-- Codes are written after orders, so that an order learns last which code it holds.
UPDATE "order" AS o
SET metadata = coalesce(o.metadata, '{}') || jsonb_build_object('storefold',
    (coalesce(o.metadata -> 'storefold', '{}') - 'held_coupon' - 'held_coupon_definition') || jsonb_strip_nulls(jsonb_build_object(
        'held_coupon', s.held_coupon_id, 'held_coupon_definition', s.held_coupon_definition_id)))
FROM stage_order AS s
WHERE o.id = s.id AND (
    o.metadata #>> '{storefold,held_coupon}' IS DISTINCT FROM s.held_coupon_id
    OR o.metadata #>> '{storefold,held_coupon_definition}' IS DISTINCT FROM s.held_coupon_definition_id);
