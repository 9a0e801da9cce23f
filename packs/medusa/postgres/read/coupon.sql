-- A promotion with a code. Further codes of one coupon, which only a move brings, are promotions that name the first one,
-- and are read as its codes.
-- It maps where it takes a percentage or an amount off, or is free shipping, under at most a least subtotal; any other rule
-- stands in why_not, and whole in scopes, for the person who decides. So does the number of pieces of a line that a promotion is
-- for at most: it moves, and a platform that cannot hold to it has it switched off.
WITH rules AS MATERIALIZED (
    SELECT x.promotion_id, r.id, r.attribute, r.operator, 'rule' AS kind, (
        SELECT jsonb_agg(v.value ORDER BY v.id COLLATE "C") FROM promotion_rule_value AS v
        WHERE v.promotion_rule_id = r.id AND v.deleted_at IS NULL) AS wanted
    FROM promotion_promotion_rule AS x JOIN promotion_rule AS r ON r.id = x.promotion_rule_id AND r.deleted_at IS NULL
    UNION ALL
    SELECT a.promotion_id, r.id, r.attribute, r.operator, y.kind, (
        SELECT jsonb_agg(v.value ORDER BY v.id COLLATE "C") FROM promotion_rule_value AS v
        WHERE v.promotion_rule_id = r.id AND v.deleted_at IS NULL)
    FROM (
        SELECT x.application_method_id, x.promotion_rule_id, 'target' AS kind FROM application_method_target_rules AS x
        UNION ALL
        SELECT x.application_method_id, x.promotion_rule_id, 'buy' FROM application_method_buy_rules AS x) AS y
    JOIN promotion_application_method AS a ON a.id = y.application_method_id
    JOIN promotion_rule AS r ON r.id = y.promotion_rule_id AND r.deleted_at IS NULL
)
SELECT
    p.id AS key,
    CASE
        WHEN p.deleted_at IS NOT NULL THEN 'deleted_promotion'
        WHEN p.is_automatic THEN 'automatic_promotion'
    END AS skip,
    CASE WHEN m.kept -> 'title' IS NOT NULL THEN m.kept ->> 'title' ELSE c.name END AS title,
    CASE
        WHEN m.kept -> 'type' IS NOT NULL THEN m.kept ->> 'type'
        WHEN p.type = 'buyget' THEN 'bxgy'
        WHEN a.target_type = 'shipping_methods' AND a.type = 'percentage' AND a.value = 100 THEN 'free_ship'
        WHEN a.target_type = 'shipping_methods' THEN 'other'
        WHEN a.type = 'percentage' THEN 'percent'
        WHEN a.target_type = 'order' OR a.allocation = 'across' THEN 'fixed_cart'
        ELSE 'fixed_item'
    END AS type,
    CASE WHEN m.kept -> 'value' IS NOT NULL THEN m.kept ->> 'value' ELSE trim_scale(a.value)::text END AS value,
    CASE WHEN m.kept -> 'currency' IS NOT NULL THEN m.kept ->> 'currency' ELSE upper(a.currency_code) END AS currency,
    m.kept ->> 'max_discount' AS max_discount,
    CASE WHEN m.kept -> 'min_spend' IS NOT NULL THEN m.kept ->> 'min_spend' ELSE w.min_spend END AS min_spend,
    m.kept ->> 'min_qty' AS min_qty,
    CASE WHEN m.kept -> 'starts_at' IS NOT NULL THEN (m.kept ->> 'starts_at')::timestamptz ELSE c.starts_at END AS starts_at,
    CASE WHEN m.kept -> 'ends_at' IS NOT NULL THEN (m.kept ->> 'ends_at')::timestamptz ELSE c.ends_at END AS ends_at,
    CASE WHEN m.kept -> 'limit_total' IS NOT NULL THEN m.kept ->> 'limit_total'
        ELSE coalesce(p."limit", CASE WHEN b.type = 'usage' THEN trunc(b."limit") END)::text END AS limit_total,
    CASE
        WHEN m.kept -> 'limit_per_customer' IS NOT NULL THEN m.kept ->> 'limit_per_customer'
        WHEN b.type = 'use_by_attribute' AND b.attribute IN ('customer_id', 'customer_email') THEN trunc(b."limit")::text
    END AS limit_per_customer,
    CASE WHEN m.kept -> 'stackable' IS NOT NULL THEN (m.kept ->> 'stackable')::boolean ELSE true END AS stackable,
    CASE WHEN m.kept -> 'scopes' IS NOT NULL THEN nullif(m.kept -> 'scopes', 'null')
        ELSE nullif(CASE WHEN w.why_not IS NOT NULL THEN coalesce(w.scopes, '[]') ELSE '[]' END || w.most, '[]') END AS scopes,
    CASE WHEN m.kept -> 'origin' IS NOT NULL THEN m.kept ->> 'origin' ELSE 'marketing' END AS origin,
    CASE WHEN m.kept ->> 'native_status' = p.status THEN (m.kept ->> 'active')::boolean ELSE p.status = 'active' END AS active,
    CASE WHEN m.kept -> 'mappable' IS NOT NULL THEN (m.kept ->> 'mappable')::boolean ELSE w.why_not IS NULL END AS mappable,
    CASE WHEN m.kept -> 'why_not' IS NOT NULL THEN m.kept ->> 'why_not' ELSE w.why_not END AS why_not,
    CASE WHEN m.kept -> 'created_at' IS NULL THEN p.created_at END AS created_at,
    -- Whether an amount counts with tax has no field: written again, it does (write/coupon.sql).
    CASE WHEN a.type = 'fixed' AND p.metadata -> 'storefold' IS NULL THEN p.is_tax_inclusive::text END AS x_is_tax_inclusive
FROM promotion AS p
LEFT JOIN promotion_application_method AS a ON a.promotion_id = p.id AND a.deleted_at IS NULL
LEFT JOIN promotion_campaign AS c ON c.id = p.campaign_id AND c.deleted_at IS NULL
LEFT JOIN promotion_campaign_budget AS b ON b.campaign_id = c.id AND b.deleted_at IS NULL
CROSS JOIN LATERAL (SELECT p.metadata -> 'storefold' AS kept) AS m
CROSS JOIN LATERAL (
    SELECT
        min(r.wanted ->> 0) FILTER (WHERE r.is_least) AS min_spend,
        nullif(concat_ws('; ',
            string_agg('rule on ' || r.attribute, '; ' ORDER BY r.attribute COLLATE "C", r.id COLLATE "C")
                FILTER (WHERE NOT r.is_least),
            CASE WHEN p.type = 'buyget' THEN 'buy some, get some' END,
            CASE WHEN a.id IS NULL THEN 'no application method' END,
            CASE WHEN a.target_type = 'shipping_methods' AND NOT (a.type = 'percentage' AND a.value = 100)
                THEN 'a part of the shipping' END,
            CASE WHEN b.type IN ('spend', 'spend_by_attribute') THEN 'a budget of money' END), '') AS why_not,
        jsonb_agg(jsonb_build_object('kind', r.kind, 'attribute', r.attribute, 'operator', r.operator, 'values', r.wanted)
            ORDER BY r.kind, r.id COLLATE "C") FILTER (WHERE r.id IS NOT NULL) AS scopes,
        -- `once` bounds the pieces of the whole order, which nobody else does, and Medusa's own files do not write.
        CASE WHEN a.target_type = 'items' AND a.allocation IN ('each', 'once') AND a.max_quantity IS NOT NULL
            THEN jsonb_build_array(jsonb_build_object(
                'kind', CASE a.allocation WHEN 'each' THEN 'max_quantity' ELSE 'max_quantity_of_order' END,
                'attribute', 'items.quantity', 'operator', 'lte', 'values', jsonb_build_array(a.max_quantity::text)))
            ELSE '[]' END AS most
    FROM (
        SELECT
            x.*, coalesce(x.kind = 'rule' AND x.operator = 'gte' AND x.attribute IN ('item_total', 'item_subtotal', 'subtotal')
                AND x.wanted ->> 0 ~ '^[0-9]+(\.[0-9]+)?$' AND jsonb_array_length(x.wanted) = 1, false) AS is_least
        FROM rules AS x
        WHERE x.promotion_id = p.id) AS r) AS w
WHERE m.kept ->> 'coupon' IS NULL AND /*keys p.id COLLATE "C"*/
ORDER BY p.id COLLATE "C"
