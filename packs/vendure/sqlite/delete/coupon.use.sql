DELETE FROM order_promotions_promotion
WHERE EXISTS (
    SELECT 1 FROM history_entry AS h
    WHERE
        h.orderId = order_promotions_promotion.orderId AND h.data LIKE '{"storefold":{"use":%'
        AND json_extract(h.data, '$.promotionId') = order_promotions_promotion.promotionId
        AND json_extract(h.data, '$.storefold.use') IN (SELECT id FROM stage_delete));

DELETE FROM history_entry
WHERE
    type = 'ORDER_COUPON_APPLIED' AND data LIKE '{"storefold":{"use":%'
    AND json_extract(data, '$.storefold.use') IN (SELECT id FROM stage_delete);
