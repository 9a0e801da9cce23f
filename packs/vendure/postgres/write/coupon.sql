-- One promotion holds one code. A coupon with several has a promotion for each: the first is the coupon's own, the others say
-- in their action which coupon they belong to (`of`). What a promotion has no column for stands in its action, among keys that
-- Vendure does not read. A coupon with terms that Vendure would not heed (what it is for, how much at most, whose it is) comes
-- switched off: staff decide.
INSERT INTO promotion (id, "createdAt", "updatedAt", enabled, conditions, actions, "priorityScore")
SELECT
    s.id, coalesce(s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'), coalesce(s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    false, '[]', '[{"storefold":{"codes":[]}}]', 0
FROM stage_coupon AS s
WHERE s.is_new = 1;

-- Codes without a promotion get one: all but those known and the first of a coupon without any.
WITH fresh AS MATERIALIZED (
    SELECT c.id, c.parent_id, nextval(pg_get_serial_sequence('promotion', 'id')) AS promotion
    FROM stage_coupon_code AS c
    JOIN promotion AS p ON p.id = c.parent_id
    WHERE
        NOT EXISTS (
            SELECT 1 FROM jsonb_array_elements(p.actions::jsonb #> '{0,storefold,codes}') AS k WHERE k.value ->> 'id' = c.id)
        AND NOT (
            jsonb_array_length(p.actions::jsonb #> '{0,storefold,codes}') = 0
            AND c.ordinal = (SELECT min(f.ordinal) FROM stage_coupon_code AS f WHERE f.parent_id = c.parent_id))
),
made AS (
    INSERT INTO promotion (id, enabled, conditions, actions, "priorityScore")
    SELECT
        f.promotion, false, '[]', '[{"storefold":{"of":' || f.parent_id || ',"code":' || to_json(f.id) || '}}]', 0
    FROM fresh AS f
),
placed AS (
    SELECT
        c.*,
        coalesce(
            (
                SELECT (k.value ->> 'promotion')::bigint
                FROM promotion AS p
                CROSS JOIN LATERAL jsonb_array_elements(p.actions::jsonb #> '{0,storefold,codes}') AS k
                WHERE p.id = c.parent_id AND k.value ->> 'id' = c.id
            ), f.promotion, c.parent_id) AS promotion
    FROM stage_coupon_code AS c
    LEFT JOIN fresh AS f ON f.id = c.id
)
UPDATE promotion
SET actions = jsonb_build_array(jsonb_build_object(
    'code', CASE s.type
        WHEN 'percent' THEN 'order_percentage_discount'
        WHEN 'fixed_cart' THEN 'order_fixed_discount'
        WHEN 'fixed_item' THEN 'order_line_fixed_discount'
        WHEN 'free_ship' THEN 'free_shipping'
        ELSE 'order_percentage_discount'
    END,
    'args', CASE
        WHEN s.type = 'percent'
            THEN jsonb_build_array(jsonb_build_object('name', 'discount', 'value', trim_scale(coalesce(s.value, 0))::text))
        WHEN s.type IN ('fixed_cart', 'fixed_item')
            THEN jsonb_build_array(
                jsonb_build_object('name', 'discount', 'value', round(coalesce(s.value, 0) * 100)::bigint::text))
        WHEN s.type = 'free_ship' THEN '[]'
        ELSE '[{"name":"discount","value":"0"}]'
    END,
    'storefold', jsonb_build_object(
        'type', s.type, 'value', s.value, 'currency', s.currency, 'max_discount', s.max_discount, 'min_spend', s.min_spend,
        'min_qty', s.min_qty, 'limit_total', s.limit_total, 'scopes', s.scopes, 'origin', s.origin,
        'starts_at', s.starts_at, 'ends_at', s.ends_at, 'active', s.active, 'mappable', s.mappable, 'why_not', s.why_not,
        'title', s.title, 'no_created_at', s.created_at IS NULL,
        'works',
            s.type IN ('percent', 'fixed_cart', 'free_ship') AND s.max_discount IS NULL AND coalesce(s.min_qty, 0) <= 1
            AND NOT jsonb_path_exists(
                coalesce(s.scopes, '{}'), '$.** ? (@.type() != "object" && @.type() != "array" && @.type() != "null")')
            AND NOT EXISTS (
                SELECT 1 FROM stage_coupon_code AS c
                WHERE c.parent_id = s.id AND (c.holder_id IS NOT NULL OR c.holder_email IS NOT NULL OR c.held_by_id IS NOT NULL)),
        'codes', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'id', c.id, 'promotion', c.promotion, 'holder', c.holder_id, 'holder_email', c.holder_email, 'limit', c."limit",
                'held_by', c.held_by_id, 'expires_at', c.expires_at) ORDER BY c.ordinal)
            FROM placed AS c WHERE c.parent_id = s.id), '[]'),
        'uses', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'id', u.id, 'code', u.code_id, 'customer', u.customer_id, 'email', u.email, 'amount', u.amount,
                'currency', u.currency, 'at', u.at, 'reversed_at', u.reversed_at) ORDER BY u.ordinal)
            FROM stage_coupon_use AS u WHERE u.parent_id = s.id AND u.order_id IS NULL), '[]'))))::text
FROM stage_coupon AS s
WHERE promotion.id = s.id;

UPDATE promotion
SET
    "createdAt" = coalesce(s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "updatedAt" = coalesce(s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "startsAt" = s.starts_at AT TIME ZONE 'UTC',
    "endsAt" = coalesce(c.expires_at AT TIME ZONE 'UTC', s.ends_at AT TIME ZONE 'UTC'),
    "couponCode" = c.code, "usageLimit" = coalesce(c."limit", s.limit_total), "perCustomerUsageLimit" = s.limit_per_customer,
    enabled = coalesce(s.active, true) AND (r.actions::jsonb #>> '{0,storefold,works}')::boolean,
    conditions = CASE WHEN s.min_spend IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object(
        'code', 'minimum_order_amount', 'args', jsonb_build_array(
            jsonb_build_object('name', 'amount', 'value', s.min_spend::text),
            jsonb_build_object('name', 'taxInclusive', 'value', 'true'))))::text END,
    actions = CASE
        WHEN promotion.id = r.id THEN promotion.actions
        ELSE '[{"code":' || (r.actions::jsonb #> '{0,code}')::text || ',"args":' || (r.actions::jsonb #> '{0,args}')::text
            || ',"storefold":{"of":' || r.id || ',"code":' || to_json(c.id) || '}}]'
    END
FROM stage_coupon AS s
JOIN promotion AS r ON r.id = s.id
CROSS JOIN LATERAL jsonb_array_elements(r.actions::jsonb #> '{0,storefold,codes}') AS k
LEFT JOIN stage_coupon_code AS c ON c.parent_id = s.id AND c.id = k.value ->> 'id'
WHERE promotion.id = (k.value ->> 'promotion')::bigint;

-- A coupon whose own code is gone, or that never had one.
UPDATE promotion
SET "couponCode" = NULL, enabled = false
FROM stage_coupon AS s
WHERE
    promotion.id = s.id AND NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(promotion.actions::jsonb #> '{0,storefold,codes}') AS k
        WHERE (k.value ->> 'promotion')::bigint = promotion.id);

UPDATE promotion
SET actions = jsonb_set(promotion.actions::jsonb, '{0,storefold,as}', to_jsonb(
    promotion.enabled || '|' || coalesce(promotion."usageLimit"::text, '') || '|' || coalesce(promotion."startsAt"::text, '') || '|'
            || coalesce(promotion."endsAt"::text, '') || '|' || (promotion.conditions::jsonb)::text || '|'
            || (promotion.actions::jsonb #>> '{0,code}') || (promotion.actions::jsonb #>> '{0,args}')))::text
FROM stage_coupon AS s
WHERE promotion.id = s.id;

DELETE FROM promotion_translation WHERE "baseId" IN (SELECT id FROM stage_coupon);

INSERT INTO promotion_translation ("languageCode", name, description, "baseId")
SELECT h."defaultLanguageCode", coalesce(s.title, ''), '', p.id
FROM stage_coupon AS s
JOIN promotion AS r ON r.id = s.id
JOIN channel AS h ON h.code = '__default_channel__'
JOIN promotion AS p ON p.id = r.id OR p.id IN (
    SELECT (k.value ->> 'promotion')::bigint FROM jsonb_array_elements(r.actions::jsonb #> '{0,storefold,codes}') AS k)
WHERE NOT EXISTS (SELECT 1 FROM promotion_translation AS t WHERE t."baseId" = p.id);

-- The default channel, and every one where an amount means the same.
INSERT INTO promotion_channels_channel ("promotionId", "channelId")
SELECT p.id, h.id
FROM stage_coupon AS s
JOIN promotion AS r ON r.id = s.id
JOIN promotion AS p ON p.id = r.id OR p.id IN (
    SELECT (k.value ->> 'promotion')::bigint FROM jsonb_array_elements(r.actions::jsonb #> '{0,storefold,codes}') AS k)
JOIN channel AS h
    ON h.code = '__default_channel__' OR (s.currency IS NULL AND s.min_spend IS NULL) OR h."defaultCurrencyCode" = s.currency
ON CONFLICT DO NOTHING;
