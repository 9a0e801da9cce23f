-- A promotion with a coupon code. It maps where it has one action and at most a minimum order amount; what else it
-- says stands in why_not by Vendure's code, and whole in scopes, for the person who decides.
WITH promo AS MATERIALIZED (
    SELECT
        p.*,
        CASE WHEN json_valid(p.conditions) THEN p.conditions ELSE '[{"code":"unreadable"}]' END AS when_json,
        CASE WHEN json_valid(p.actions) THEN p.actions ELSE '[{"code":"unreadable"}]' END AS then_json,
        CASE WHEN json_valid(p.actions) THEN json_extract(p.actions, '$[0].code') END AS action
    FROM promotion AS p
    WHERE /*keys p.id*/
),
reasons AS MATERIALIZED (
    SELECT
        p.id,
        (
            SELECT min(CAST(json_extract(g.value, '$.value') AS INTEGER))
            FROM json_each(p.when_json) AS k, json_each(k.value, '$.args') AS g
            WHERE json_extract(k.value, '$.code') = 'minimum_order_amount'
                AND json_extract(g.value, '$.name') = 'amount'
        ) AS min_spend,
        (
            SELECT json_extract(g.value, '$.value') FROM json_each(p.then_json, '$[0].args') AS g
            WHERE json_extract(g.value, '$.name') = 'discount' LIMIT 1
        ) AS discount,
        (
            SELECT group_concat(s.what, '; ') FROM (
                SELECT 1 AS rank, k.key AS place, 'condition ' || json_extract(k.value, '$.code') AS what
                FROM json_each(p.when_json) AS k
                WHERE json_extract(k.value, '$.code') <> 'minimum_order_amount'
                UNION ALL
                SELECT 2, k.key, 'condition minimum_order_amount before tax'
                FROM json_each(p.when_json) AS k, json_each(k.value, '$.args') AS g
                WHERE json_extract(k.value, '$.code') = 'minimum_order_amount'
                    AND json_extract(g.value, '$.name') = 'taxInclusive' AND json_extract(g.value, '$.value') <> 'true'
                UNION ALL
                SELECT 3, k.key, 'action ' || json_extract(k.value, '$.code')
                FROM json_each(p.then_json) AS k
                WHERE json_extract(k.value, '$.code')
                    NOT IN ('order_percentage_discount', 'order_fixed_discount', 'free_shipping')
                UNION ALL
                SELECT 4, 0, json_array_length(p.then_json) || ' actions' WHERE json_array_length(p.then_json) <> 1
                ORDER BY 1, 2, 3) AS s
        ) AS why_not
    FROM promo AS p
)
SELECT
    p.id AS key,
    (
        SELECT json_group_array(s.code) FROM (
            SELECT h.code FROM promotion_channels_channel AS pc JOIN channel AS h ON h.id = pc.channelId
            WHERE pc.promotionId = p.id ORDER BY pc.channelId) AS s
    ) AS sites,
    CASE
        WHEN coalesce(p.couponCode, '') = '' THEN 'automatic_promotion'
        WHEN p.deletedAt IS NOT NULL THEN 'deleted_promotion'
    END AS skip,
    (
        SELECT nullif(t.name, '') FROM promotion_translation AS t WHERE t.baseId = p.id
        ORDER BY t.languageCode <> (SELECT defaultLanguageCode FROM channel WHERE code = '__default_channel__'),
            t.languageCode, t.id LIMIT 1
    ) AS title,
    CASE p.action
        WHEN 'order_percentage_discount' THEN 'percent'
        WHEN 'products_percentage_discount' THEN 'percent'
        WHEN 'facet_based_discount' THEN 'percent'
        WHEN 'order_fixed_discount' THEN 'fixed_cart'
        WHEN 'order_line_fixed_discount' THEN 'fixed_item'
        WHEN 'free_shipping' THEN 'free_ship'
        WHEN 'buy_x_get_y_free' THEN 'bxgy'
        ELSE 'other'
    END AS type,
    CASE
        WHEN p.action IN ('order_fixed_discount', 'order_line_fixed_discount')
            THEN printf('%d.%02d', CAST(r.discount AS INTEGER) / 100, CAST(r.discount AS INTEGER) % 100)
        ELSE CAST(r.discount AS TEXT)
    END AS value,
    -- Amounts of a promotion in channels of several currencies count in each of them, figure for figure.
    CASE WHEN r.min_spend IS NOT NULL OR p.action IN ('order_fixed_discount', 'order_line_fixed_discount') THEN (
        SELECT CASE WHEN count(DISTINCT h.defaultCurrencyCode) = 1 THEN min(h.defaultCurrencyCode) END
        FROM promotion_channels_channel AS pc JOIN channel AS h ON h.id = pc.channelId
        WHERE pc.promotionId = p.id) END AS currency,
    r.min_spend,
    p.startsAt AS starts_at,
    p.endsAt AS ends_at,
    p.usageLimit AS limit_total,
    p.perCustomerUsageLimit AS limit_per_customer,
    1 AS stackable,
    CASE WHEN r.why_not IS NOT NULL
        THEN json_object('conditions', json(p.when_json), 'actions', json(p.then_json)) END AS scopes,
    'marketing' AS origin,
    p.enabled AS active,
    CASE WHEN r.why_not IS NULL THEN 1 ELSE 0 END AS mappable,
    r.why_not,
    p.createdAt AS created_at
FROM promo AS p
JOIN reasons AS r ON r.id = p.id
ORDER BY p.id
