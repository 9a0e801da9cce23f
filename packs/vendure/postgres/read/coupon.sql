-- A promotion with a coupon code. It maps where it has one action and at most a minimum order amount; what else it
-- says stands in why_not by Vendure's code, and whole in scopes, for the person who decides.
-- What Storefold wrote stands below `storefold` in the action and is believed while the columns are as they were; a promotion
-- for one more code of such a coupon is read with it (write/coupon.sql).
WITH promo AS MATERIALIZED (
    SELECT
        p.*, p.conditions::jsonb AS when_json, p.actions::jsonb AS then_json, p.actions::jsonb #>> '{0,code}' AS action,
        CASE
            WHEN p.actions::jsonb #>> '{0,storefold,as}'
                = p.enabled || '|' || coalesce(p."usageLimit"::text, '') || '|' || coalesce(p."startsAt"::text, '') || '|'
                    || coalesce(p."endsAt"::text, '') || '|' || (p.conditions::jsonb)::text || '|'
                    || (p.actions::jsonb #>> '{0,code}') || (p.actions::jsonb #>> '{0,args}')
                THEN p.actions::jsonb #> '{0,storefold}'
        END AS note
    FROM promotion AS p
    WHERE p.actions NOT LIKE '%"storefold":{"of":%' AND /*keys p.id*/
    ORDER BY p.id /*limit*/
),
reasons AS MATERIALIZED (
    SELECT
        p.id,
        (
            SELECT min((g.value ->> 'value')::bigint)
            FROM jsonb_array_elements(p.when_json) AS k, jsonb_array_elements(k.value -> 'args') AS g
            WHERE k.value ->> 'code' = 'minimum_order_amount' AND g.value ->> 'name' = 'amount'
        ) AS min_spend,
        (
            SELECT g.value ->> 'value' FROM jsonb_array_elements(p.then_json #> '{0,args}') AS g
            WHERE g.value ->> 'name' = 'discount' LIMIT 1
        ) AS discount,
        (
            SELECT string_agg(s.what, '; ' ORDER BY s.rank, s.place, s.what COLLATE "C") FROM (
                SELECT 1 AS rank, k.at AS place, 'condition ' || (k.value ->> 'code') AS what
                FROM jsonb_array_elements(p.when_json) WITH ORDINALITY AS k(value, at)
                WHERE k.value ->> 'code' <> 'minimum_order_amount'
                UNION ALL
                SELECT 2, k.at, 'condition minimum_order_amount before tax'
                FROM jsonb_array_elements(p.when_json) WITH ORDINALITY AS k(value, at),
                    jsonb_array_elements(k.value -> 'args') AS g
                WHERE k.value ->> 'code' = 'minimum_order_amount' AND g.value ->> 'name' = 'taxInclusive'
                    AND g.value ->> 'value' <> 'true'
                UNION ALL
                SELECT 3, k.at, 'action ' || (k.value ->> 'code')
                FROM jsonb_array_elements(p.then_json) WITH ORDINALITY AS k(value, at)
                WHERE k.value ->> 'code' NOT IN ('order_percentage_discount', 'order_fixed_discount', 'free_shipping')
                UNION ALL
                SELECT 4, 0, jsonb_array_length(p.then_json) || ' actions' WHERE jsonb_array_length(p.then_json) <> 1) AS s
        ) AS why_not
    FROM promo AS p
)
SELECT
    p.id AS key,
    coalesce((
        SELECT json_agg(h.code ORDER BY pc."channelId")
        FROM promotion_channels_channel AS pc JOIN channel AS h ON h.id = pc."channelId"
        WHERE pc."promotionId" = p.id), '[]') AS sites,
    CASE
        WHEN coalesce(p."couponCode", '') = '' AND p.note IS NULL THEN 'automatic_promotion'
        WHEN p."deletedAt" IS NOT NULL THEN 'deleted_promotion'
    END AS skip,
    (
        SELECT nullif(t.name, '') FROM promotion_translation AS t WHERE t."baseId" = p.id
        ORDER BY t."languageCode" <> (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'),
            t."languageCode" COLLATE "C", t.id LIMIT 1
    ) AS title,
    CASE WHEN p.note IS NOT NULL THEN p.note ->> 'type' ELSE CASE p.action
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
        WHEN p.note IS NOT NULL THEN p.note ->> 'value'
        WHEN p.action IN ('order_fixed_discount', 'order_line_fixed_discount')
            THEN (r.discount::numeric / 100)::numeric(30, 2)::text
        ELSE r.discount
    END AS value,
    -- Amounts of a promotion in channels of several currencies count in each of them, figure for figure.
    CASE
        WHEN p.note IS NOT NULL THEN p.note ->> 'currency'
        WHEN r.min_spend IS NOT NULL OR p.action IN ('order_fixed_discount', 'order_line_fixed_discount') THEN (
            SELECT CASE WHEN count(DISTINCT h."defaultCurrencyCode") = 1 THEN min(h."defaultCurrencyCode") END
            FROM promotion_channels_channel AS pc JOIN channel AS h ON h.id = pc."channelId"
            WHERE pc."promotionId" = p.id)
    END AS currency,
    (p.note ->> 'max_discount')::bigint AS max_discount,
    CASE WHEN p.note IS NULL THEN r.min_spend ELSE (p.note ->> 'min_spend')::bigint END AS min_spend,
    (p.note ->> 'min_qty')::bigint AS min_qty,
    CASE WHEN p.note IS NULL THEN p."startsAt" ELSE (p.note ->> 'starts_at')::timestamptz AT TIME ZONE 'UTC' END AS starts_at,
    CASE WHEN p.note IS NULL THEN p."endsAt" ELSE (p.note ->> 'ends_at')::timestamptz AT TIME ZONE 'UTC' END AS ends_at,
    CASE WHEN p.note IS NULL THEN p."usageLimit" ELSE (p.note ->> 'limit_total')::bigint END AS limit_total,
    p."perCustomerUsageLimit" AS limit_per_customer,
    true AS stackable,
    CASE
        WHEN p.note IS NOT NULL THEN nullif(p.note -> 'scopes', 'null')
        WHEN r.why_not IS NOT NULL THEN jsonb_build_object('conditions', p.when_json, 'actions', p.then_json)
    END AS scopes,
    CASE WHEN p.note IS NULL THEN 'marketing' ELSE p.note ->> 'origin' END AS origin,
    CASE WHEN p.note IS NULL THEN p.enabled ELSE (p.note ->> 'active')::boolean END AS active,
    CASE WHEN p.note IS NOT NULL THEN (p.note ->> 'mappable')::boolean ELSE r.why_not IS NULL END AS mappable,
    CASE WHEN p.note IS NULL THEN r.why_not ELSE p.note ->> 'why_not' END AS why_not,
    CASE WHEN (p.note ->> 'no_created_at')::boolean THEN NULL ELSE p."createdAt" END AS created_at
FROM promo AS p
JOIN reasons AS r ON r.id = p.id
ORDER BY p.id
