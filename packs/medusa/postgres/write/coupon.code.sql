-- The first code stands on the coupon's own promotion; each further one is a promotion of its own with the same terms, in the
-- same campaign.
INSERT INTO promotion (id, code, campaign_id, type, status, metadata, created_at, updated_at)
SELECT
    s.id, s.code, p.campaign_id, p.type, p.status,
    jsonb_build_object('storefold', jsonb_build_object('coupon', s.parent_id, 'code_id', s.id)), p.created_at, p.created_at
FROM stage_coupon_code AS s
JOIN promotion AS p ON p.id = s.parent_id
WHERE s.is_new = 1 AND p.metadata #>> '{storefold,code_id}' IS DISTINCT FROM s.id;

UPDATE promotion AS p
SET
    code = s.code, "limit" = least(s."limit", t.most), used = coalesce(s.used, 0), status = r.status, is_tax_inclusive = r.is_tax_inclusive,
    metadata = p.metadata || jsonb_build_object('storefold',
        ((p.metadata -> 'storefold') - '{holder,holder_email,held_by,expires_at,code_limit,used}'::text[])
        || jsonb_strip_nulls(jsonb_build_object(
            'holder', s.holder_id, 'holder_email', s.holder_email, 'held_by', s.held_by_id, 'expires_at', s.expires_at))
        || CASE WHEN t.most IS NULL THEN '{}' ELSE jsonb_build_object('code_limit', s."limit") END
        || CASE WHEN s.used IS NULL THEN '{"used": null}'::jsonb ELSE '{}' END)
FROM stage_coupon_code AS s
JOIN promotion AS r ON r.id = s.parent_id
-- What the coupon's budget does not bound, because it counts by customer.
CROSS JOIN LATERAL (
    SELECT (
        SELECT c.limit_total FROM stage_coupon AS c
        JOIN promotion_campaign_budget AS b ON b.campaign_id = r.campaign_id AND b.type = 'use_by_attribute'
        WHERE c.id = s.parent_id) AS most) AS t
WHERE p.id = CASE WHEN r.metadata #>> '{storefold,code_id}' = s.id THEN r.id ELSE s.id END;

DELETE FROM promotion_application_method AS a
USING stage_coupon_code AS s
WHERE s.is_new = 0 AND a.promotion_id = s.id;

INSERT INTO promotion_application_method (
    id, promotion_id, type, target_type, allocation, value, raw_value, max_quantity, currency_code)
SELECT
    'proappmet_' || substr(s.id, 7), s.id, a.type, a.target_type, a.allocation, a.value, a.raw_value, a.max_quantity, a.currency_code
FROM stage_coupon_code AS s
JOIN promotion AS p ON p.id = s.id
JOIN promotion_application_method AS a ON a.promotion_id = s.parent_id AND a.deleted_at IS NULL;

INSERT INTO promotion_promotion_rule (promotion_id, promotion_rule_id)
SELECT s.id, x.promotion_rule_id
FROM stage_coupon_code AS s
JOIN promotion AS p ON p.id = s.id
JOIN promotion_promotion_rule AS x ON x.promotion_id = s.parent_id
ON CONFLICT DO NOTHING;
