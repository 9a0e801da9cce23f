-- A promotion with a coupon code. It maps where it has one action and at most a minimum order amount; what else it
-- says stands in why_not by Vendure's code, and whole in scopes, for the person who decides.
-- What Storefold wrote stands below `storefold` in the action and is believed while the columns are as they were; a promotion
-- for one more code of such a coupon is read with it (write/coupon.sql).
WITH promo AS MATERIALIZED (
    SELECT
        p.*,
        CASE WHEN json_valid(p.conditions) THEN p.conditions ELSE '[{"code":"unreadable"}]' END AS when_json,
        CASE WHEN json_valid(p.actions) THEN p.actions ELSE '[{"code":"unreadable"}]' END AS then_json,
        CASE WHEN json_valid(p.actions) THEN json_extract(p.actions, '$[0].code') END AS action,
        CASE
            WHEN instr(p.actions, '"storefold"') = 0 OR NOT json_valid(p.actions) THEN NULL
            WHEN json_extract(p.actions, '$[0].storefold.as')
                = p.enabled || '|' || coalesce(p.usageLimit, '') || '|' || coalesce(p.startsAt, '') || '|'
                    || coalesce(p.endsAt, '') || '|' || p.conditions || '|' || json_extract(p.actions, '$[0].code')
                    || json_extract(p.actions, '$[0].args')
                THEN json_extract(p.actions, '$[0].storefold')
        END AS note
    FROM promotion AS p
    WHERE p.actions NOT LIKE '%"storefold":{"of":%' AND /*keys p.id*/
    ORDER BY p.id /*limit*/
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
        WHEN coalesce(p.couponCode, '') = '' AND p.note IS NULL THEN 'automatic_promotion'
        WHEN p.deletedAt IS NOT NULL THEN 'deleted_promotion'
    END AS skip,
    (
        SELECT nullif(t.name, '') FROM promotion_translation AS t WHERE t.baseId = p.id
        ORDER BY t.languageCode <> (SELECT defaultLanguageCode FROM channel WHERE code = '__default_channel__'),
            t.languageCode, t.id LIMIT 1
    ) AS title,
    CASE WHEN p.note IS NOT NULL THEN json_extract(p.note, '$.type') ELSE CASE p.action
        WHEN 'order_percentage_discount' THEN 'percent'
        WHEN 'products_percentage_discount' THEN 'percent'
        WHEN 'facet_based_discount' THEN 'percent'
        WHEN 'order_fixed_discount' THEN 'fixed_cart'
        WHEN 'order_line_fixed_discount' THEN 'fixed_item'
        WHEN 'free_shipping' THEN 'free_ship'
        WHEN 'buy_x_get_y_free' THEN 'bxgy'
        ELSE 'other'
    END END AS type,
    CASE
        WHEN p.note IS NOT NULL THEN json_extract(p.note, '$.value')
        WHEN p.action IN ('order_fixed_discount', 'order_line_fixed_discount')
            THEN printf('%d.%02d', CAST(r.discount AS INTEGER) / 100, CAST(r.discount AS INTEGER) % 100)
        ELSE CAST(r.discount AS TEXT)
    END AS value,
    -- Amounts of a promotion in channels of several currencies count in each of them, figure for figure.
    CASE
        WHEN p.note IS NOT NULL THEN json_extract(p.note, '$.currency')
        WHEN r.min_spend IS NOT NULL OR p.action IN ('order_fixed_discount', 'order_line_fixed_discount') THEN (
        SELECT CASE WHEN count(DISTINCT h.defaultCurrencyCode) = 1 THEN min(h.defaultCurrencyCode) END
        FROM promotion_channels_channel AS pc JOIN channel AS h ON h.id = pc.channelId
        WHERE pc.promotionId = p.id) END AS currency,
    json_extract(p.note, '$.max_discount') AS max_discount,
    iif(p.note IS NULL, r.min_spend, json_extract(p.note, '$.min_spend')) AS min_spend,
    json_extract(p.note, '$.min_qty') AS min_qty,
    iif(p.note IS NULL, p.startsAt, json_extract(p.note, '$.starts_at')) AS starts_at,
    iif(p.note IS NULL, p.endsAt, json_extract(p.note, '$.ends_at')) AS ends_at,
    iif(p.note IS NULL, p.usageLimit, json_extract(p.note, '$.limit_total')) AS limit_total,
    p.perCustomerUsageLimit AS limit_per_customer,
    1 AS stackable,
    CASE
        WHEN p.note IS NOT NULL THEN json_extract(p.note, '$.scopes')
        WHEN r.why_not IS NOT NULL THEN json_object('conditions', json(p.when_json), 'actions', json(p.then_json))
    END AS scopes,
    iif(p.note IS NULL, 'marketing', json_extract(p.note, '$.origin')) AS origin,
    iif(p.note IS NULL, p.enabled, json_extract(p.note, '$.active')) AS active,
    CASE WHEN p.note IS NOT NULL THEN json_extract(p.note, '$.mappable') WHEN r.why_not IS NULL THEN 1 ELSE 0 END AS mappable,
    iif(p.note IS NULL, r.why_not, json_extract(p.note, '$.why_not')) AS why_not,
    iif(json_extract(p.note, '$.no_created_at'), NULL, p.createdAt) AS created_at
FROM promo AS p
JOIN reasons AS r ON r.id = p.id
ORDER BY p.id
