-- Medusa counts the uses of a promotion only where it has a limit of its own; else the orders that used it and were not
-- cancelled are counted, or the campaign's budget says it where it counts the uses of this one code.
SELECT
    c.parent,
    c.key,
    c.skip,
    c.code,
    CASE WHEN m.kept -> 'holder' IS NOT NULL THEN m.kept ->> 'holder' END AS holder,
    m.kept ->> 'holder_email' AS holder_email,
    CASE WHEN m.kept -> 'code_limit' IS NOT NULL THEN m.kept ->> 'code_limit' ELSE c."limit"::text END AS "limit",
    CASE WHEN m.kept -> 'used' IS NOT NULL THEN NULL WHEN m.kept ->> 'code_id' IS NOT NULL OR c."limit" IS NOT NULL THEN c.used
        WHEN c.budget_used IS NOT NULL THEN c.budget_used ELSE (
        SELECT count(*) FROM order_promotion AS x JOIN "order" AS o ON o.id = x.order_id
        WHERE x.promotion_id = c.id AND x.deleted_at IS NULL AND o.deleted_at IS NULL AND o.status <> 'canceled') END AS used,
    m.kept ->> 'held_by' AS held_by,
    CASE WHEN m.kept ->> 'code_id' IS NOT NULL THEN (m.kept ->> 'expires_at')::timestamptz ELSE c.ends_at END AS expires_at
FROM (
    SELECT
        p.id AS parent, coalesce(p.metadata #>> '{storefold,code_id}', p.id) AS key, p.id, p.code, p."limit", p.used, p.metadata,
        g.ends_at,
        (
            SELECT trunc(b.used) FROM promotion_campaign_budget AS b
            WHERE b.campaign_id = p.campaign_id AND b.deleted_at IS NULL AND b.type = 'usage' AND NOT EXISTS (
                SELECT 1 FROM promotion AS y WHERE y.campaign_id = p.campaign_id AND y.id <> p.id AND y.deleted_at IS NULL)
        ) AS budget_used,
        CASE
            WHEN p.is_automatic THEN 'automatic_promotion'
            WHEN p.deleted_at IS NOT NULL THEN 'deleted_promotion'
        END AS skip
    FROM promotion AS p
    LEFT JOIN promotion_campaign AS g ON g.id = p.campaign_id AND g.deleted_at IS NULL
    WHERE p.metadata #>> '{storefold,coupon}' IS NULL AND p.metadata #>> '{storefold,no_code}' IS DISTINCT FROM 'true'
    UNION ALL
    SELECT
        p.id, x.metadata #>> '{storefold,code_id}', x.id, x.code, x."limit", x.used, x.metadata,
        NULL, NULL, NULL
    FROM promotion AS p
    JOIN promotion AS x ON x.campaign_id = p.campaign_id AND x.metadata #>> '{storefold,coupon}' = p.id AND x.deleted_at IS NULL
    WHERE p.deleted_at IS NULL) AS c
CROSS JOIN LATERAL (SELECT c.metadata -> 'storefold' AS kept) AS m
WHERE /*keys c.parent COLLATE "C"*/
ORDER BY c.parent COLLATE "C", c.key COLLATE "C"
