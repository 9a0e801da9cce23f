-- A coupon is a promotion with its first code, in a campaign of its own that has the dates and the limit for all codes together.
-- What Medusa cannot express stays inactive. An amount off counts with tax: without it, Medusa would take the tax on it off as well,
-- which is more than a shop gave whose prices hold the tax. Of a percentage both come to the same. Rules: a least spend is a rule on the cart's total of items.
INSERT INTO promotion_campaign (id, name, campaign_identifier)
SELECT 'procamp_' || substr(s.id, 7), '', 'storefold-' || lower(substr(s.id, 7))
FROM stage_coupon AS s
WHERE s.is_new = 1;

UPDATE promotion_campaign AS c
SET name = coalesce(s.title, c.campaign_identifier), starts_at = s.starts_at, ends_at = s.ends_at
FROM stage_coupon AS s
WHERE c.id = 'procamp_' || substr(s.id, 7);

DELETE FROM promotion_campaign_budget AS b USING stage_coupon AS s WHERE s.is_new = 0 AND b.campaign_id = 'procamp_' || substr(s.id, 7);

-- A budget counts the uses altogether or those of each customer. Where a coupon bounds both, it counts by customer, and the promotion
-- of its one code counts them altogether (coupon.code.sql).
INSERT INTO promotion_campaign_budget (id, type, campaign_id, "limit", raw_limit, used, raw_used, attribute)
SELECT
    'probudg_' || substr(s.id, 7), CASE WHEN d.by_customer THEN 'use_by_attribute' ELSE 'usage' END,
    'procamp_' || substr(s.id, 7), m.most, jsonb_build_object('value', m.most::text, 'precision', 20), d.used,
    jsonb_build_object('value', d.used::text, 'precision', 20), CASE WHEN d.by_customer THEN 'customer_id' END
FROM stage_coupon AS s
CROSS JOIN LATERAL (
    SELECT
        s.limit_per_customer IS NOT NULL AND (s.limit_total IS NULL OR count(*) <= 1) AS by_customer, coalesce(sum(k.used), 0) AS used
    FROM stage_coupon_code AS k WHERE k.parent_id = s.id) AS d
CROSS JOIN LATERAL (SELECT CASE WHEN d.by_customer THEN s.limit_per_customer ELSE s.limit_total END AS most) AS m
WHERE m.most IS NOT NULL;

INSERT INTO promotion (id, code, campaign_id, type, status, metadata, created_at, updated_at)
SELECT
    s.id, 'storefold-' || lower(substr(s.id, 7)), 'procamp_' || substr(s.id, 7), 'standard', 'inactive',
    jsonb_build_object('storefold', CASE WHEN k.id IS NULL THEN '{"no_code": true}' ELSE jsonb_build_object('code_id', k.id) END),
    coalesce(s.created_at, now()), coalesce(s.created_at, now())
FROM stage_coupon AS s
LEFT JOIN LATERAL (SELECT x.id FROM stage_coupon_code AS x WHERE x.parent_id = s.id ORDER BY x.ordinal, x.id LIMIT 1) AS k ON true
WHERE s.is_new = 1;

UPDATE promotion AS p
SET
    status = n.status, is_tax_inclusive = s.type IN ('fixed_cart', 'fixed_item'), created_at = coalesce(s.created_at, p.created_at),
    metadata = coalesce(p.metadata, '{}') || jsonb_build_object('storefold',
        jsonb_strip_nulls(jsonb_build_object(
            'code_id', p.metadata #> '{storefold,code_id}', 'no_code', p.metadata #> '{storefold,no_code}',
            'holder', p.metadata #> '{storefold,holder}', 'holder_email', p.metadata #> '{storefold,holder_email}',
            'held_by', p.metadata #> '{storefold,held_by}', 'expires_at', p.metadata #> '{storefold,expires_at}',
            'max_discount', s.max_discount, 'min_qty', s.min_qty))
        || jsonb_build_object(
            'title', s.title, 'type', s.type, 'value', s.value, 'currency', s.currency, 'min_spend', s.min_spend,
            'limit_total', s.limit_total, 'limit_per_customer', s.limit_per_customer, 'stackable', s.stackable,
            'scopes', s.scopes, 'origin', s.origin, 'active', s.active, 'native_status', n.status, 'mappable', s.mappable,
            'why_not', s.why_not)
        || CASE WHEN s.created_at IS NULL THEN '{"created_at": null}'::jsonb ELSE '{}' END)
FROM stage_coupon AS s
-- As many pieces of a line at most: the one scope that Medusa holds to.
CROSS JOIN LATERAL (
    SELECT CASE WHEN s.type IN ('percent', 'fixed_item') AND jsonb_typeof(s.scopes) = 'array' AND jsonb_array_length(s.scopes) = 1
        AND s.scopes #>> '{0,kind}' = 'max_quantity' AND s.scopes #>> '{0,values,0}' ~ '^[1-9][0-9]{0,5}$'
        THEN (s.scopes #>> '{0,values,0}')::integer END AS pieces) AS m
CROSS JOIN LATERAL (
    SELECT CASE WHEN s.active IS NOT FALSE AND s.type IN ('percent', 'fixed_cart', 'fixed_item', 'free_ship')
        AND s.max_discount IS NULL AND s.min_qty IS NULL AND (s.scopes IS NULL OR m.pieces IS NOT NULL)
        -- Both bounds over several codes would need two budgets.
        AND (s.limit_total IS NULL OR s.limit_per_customer IS NULL
            OR (SELECT count(*) FROM stage_coupon_code AS k WHERE k.parent_id = s.id) <= 1)
        AND (s.value IS NOT NULL OR s.type = 'free_ship') AND (s.currency IS NOT NULL OR s.type IN ('percent', 'free_ship'))
        THEN 'active' ELSE 'inactive' END AS status) AS n
WHERE p.id = s.id;

DELETE FROM promotion_application_method AS a USING stage_coupon AS s WHERE s.is_new = 0 AND a.promotion_id = s.id;

INSERT INTO promotion_application_method (
    id, promotion_id, type, target_type, allocation, value, raw_value, max_quantity, currency_code)
SELECT
    'proappmet_' || substr(s.id, 7), s.id, CASE WHEN s.type IN ('fixed_cart', 'fixed_item') THEN 'fixed' ELSE 'percentage' END,
    CASE WHEN s.type = 'free_ship' THEN 'shipping_methods' WHEN s.type = 'fixed_cart' THEN 'order' ELSE 'items' END,
    CASE WHEN s.type = 'fixed_cart' THEN NULL WHEN s.type = 'percent' AND m.pieces IS NULL THEN 'across' ELSE 'each' END,
    v.value, jsonb_build_object('value', trim_scale(v.value)::text, 'precision', 20),
    coalesce(m.pieces, CASE WHEN s.type IN ('free_ship', 'fixed_item') THEN 1000 END), lower(s.currency)
FROM stage_coupon AS s
CROSS JOIN LATERAL (
    SELECT CASE WHEN s.type IN ('percent', 'fixed_item') AND jsonb_typeof(s.scopes) = 'array' AND jsonb_array_length(s.scopes) = 1
        AND s.scopes #>> '{0,kind}' = 'max_quantity' AND s.scopes #>> '{0,values,0}' ~ '^[1-9][0-9]{0,5}$'
        THEN (s.scopes #>> '{0,values,0}')::integer END AS pieces) AS m
CROSS JOIN LATERAL (SELECT CASE WHEN s.type = 'free_ship' THEN 100 ELSE coalesce(s.value, 0) END AS value) AS v;

DELETE FROM promotion_rule AS r USING stage_coupon AS s WHERE s.is_new = 0 AND r.id = 'prorul_' || substr(s.id, 7);

WITH rules AS (
    INSERT INTO promotion_rule (id, attribute, operator)
    SELECT 'prorul_' || substr(s.id, 7), 'item_total', 'gte' FROM stage_coupon AS s WHERE s.min_spend > 0
),
wanted AS (
    INSERT INTO promotion_rule_value (id, promotion_rule_id, value)
    SELECT 'prorulval_' || substr(s.id, 7), 'prorul_' || substr(s.id, 7), trim_scale(s.min_spend)::text
    FROM stage_coupon AS s WHERE s.min_spend > 0
)
INSERT INTO promotion_promotion_rule (promotion_id, promotion_rule_id)
SELECT s.id, 'prorul_' || substr(s.id, 7) FROM stage_coupon AS s WHERE s.min_spend > 0;
