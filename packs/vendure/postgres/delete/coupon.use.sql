DELETE FROM order_promotions_promotion AS x
WHERE EXISTS (
    SELECT 1 FROM history_entry AS h
    WHERE
        h."orderId" = x."orderId"
        AND CASE WHEN h.data LIKE '{"storefold":{"use":%' THEN h.data::jsonb #>> '{storefold,use}' END
            IN (SELECT id FROM stage_delete)
        AND (h.data::jsonb ->> 'promotionId')::bigint = x."promotionId");

DELETE FROM history_entry
WHERE
    type = 'ORDER_COUPON_APPLIED'
    AND CASE WHEN data LIKE '{"storefold":{"use":%' THEN data::jsonb #>> '{storefold,use}' END
        IN (SELECT id FROM stage_delete);
