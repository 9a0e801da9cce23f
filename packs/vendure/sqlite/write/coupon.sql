-- One promotion holds one code. A coupon with several has a promotion for each: the first is the coupon's own, the others say
-- in their action which coupon they belong to (`of`). What a promotion has no column for stands in its action, among keys that
-- Vendure does not read. A coupon with terms that Vendure would not heed (what it is for, how much at most, whose it is) comes
-- switched off: staff decide.
INSERT INTO promotion (id, createdAt, updatedAt, enabled, conditions, actions, priorityScore)
SELECT
    s.id, coalesce(replace(replace(s.created_at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    coalesce(replace(replace(s.created_at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'), 0, '[]', '[{"storefold":{"codes":[]}}]', 0
FROM stage_coupon AS s
WHERE s.is_new = 1;

-- Codes without a promotion: all but those known and the first of a coupon without any. The n-th gets the n-th id above the
-- highest that was ever given.
INSERT INTO promotion (id, enabled, conditions, actions, priorityScore)
SELECT
    n.highest + row_number() OVER (ORDER BY c.parent_id, c.ordinal), 0, '[]',
    json_array(json_object('storefold', json_object('of', c.parent_id, 'code', c.id))), 0
FROM stage_coupon_code AS c
JOIN promotion AS p ON p.id = c.parent_id
CROSS JOIN (
    SELECT max(
        coalesce((SELECT max(id) FROM promotion), 0),
        coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'promotion'), 0)) AS highest) AS n
WHERE
    NOT EXISTS (
        SELECT 1 FROM json_each(p.actions, '$[0].storefold.codes') AS k WHERE json_extract(k.value, '$.id') = c.id)
    AND NOT (
        json_array_length(p.actions, '$[0].storefold.codes') = 0
        AND c.ordinal = (SELECT min(f.ordinal) FROM stage_coupon_code AS f WHERE f.parent_id = c.parent_id));

WITH fresh AS (
    SELECT
        c.id,
        (SELECT seq FROM sqlite_sequence WHERE name = 'promotion') - count(*) OVER ()
            + row_number() OVER (ORDER BY c.parent_id, c.ordinal) AS promotion
    FROM stage_coupon_code AS c
    JOIN promotion AS p ON p.id = c.parent_id
    WHERE
        NOT EXISTS (
            SELECT 1 FROM json_each(p.actions, '$[0].storefold.codes') AS k WHERE json_extract(k.value, '$.id') = c.id)
        AND NOT (
            json_array_length(p.actions, '$[0].storefold.codes') = 0
            AND c.ordinal = (SELECT min(f.ordinal) FROM stage_coupon_code AS f WHERE f.parent_id = c.parent_id))
),
placed AS (
    SELECT
        c.*,
        coalesce(
            (
                SELECT json_extract(k.value, '$.promotion') FROM promotion AS p, json_each(p.actions, '$[0].storefold.codes') AS k
                WHERE p.id = c.parent_id AND json_extract(k.value, '$.id') = c.id
            ), f.promotion, c.parent_id) AS promotion
    FROM stage_coupon_code AS c
    LEFT JOIN fresh AS f ON f.id = c.id
)
UPDATE promotion
SET actions = json_array(json_object(
    'code', CASE s.type
        WHEN 'percent' THEN 'order_percentage_discount'
        WHEN 'fixed_cart' THEN 'order_fixed_discount'
        WHEN 'fixed_item' THEN 'order_line_fixed_discount'
        WHEN 'free_ship' THEN 'free_shipping'
        ELSE 'order_percentage_discount'
    END,
    'args', json(CASE
        WHEN s.type = 'percent' THEN json_array(json_object('name', 'discount', 'value', CAST(coalesce(s.value, 0) AS TEXT)))
        WHEN s.type IN ('fixed_cart', 'fixed_item')
            THEN json_array(json_object('name', 'discount', 'value', CAST(CAST(round(coalesce(s.value, 0) * 100) AS INTEGER) AS TEXT)))
        WHEN s.type = 'free_ship' THEN '[]'
        ELSE '[{"name":"discount","value":"0"}]'
    END),
    'storefold', json_object(
        'type', s.type, 'value', s.value, 'currency', s.currency, 'max_discount', s.max_discount, 'min_spend', s.min_spend,
        'min_qty', s.min_qty, 'limit_total', s.limit_total, 'scopes', json(s.scopes), 'origin', s.origin,
        'starts_at', s.starts_at, 'ends_at', s.ends_at, 'active', s.active, 'mappable', s.mappable, 'why_not', s.why_not,
        'title', s.title, 'no_created_at', s.created_at IS NULL,
        'works', json(iif(
            s.type IN ('percent', 'fixed_cart', 'free_ship') AND s.max_discount IS NULL AND coalesce(s.min_qty, 0) <= 1
                AND NOT EXISTS (SELECT 1 FROM json_tree(coalesce(s.scopes, '{}')) AS t WHERE t.atom IS NOT NULL)
                AND NOT EXISTS (
                    SELECT 1 FROM stage_coupon_code AS c
                    WHERE c.parent_id = s.id AND (c.holder_id IS NOT NULL OR c.holder_email IS NOT NULL OR c.held_by_id IS NOT NULL)),
            'true', 'false')),
        'codes', json((
            SELECT json_group_array(json_object(
                'id', c.id, 'promotion', c.promotion, 'holder', c.holder_id, 'holder_email', c.holder_email, 'limit', c."limit",
                'held_by', c.held_by_id, 'expires_at', c.expires_at))
            FROM (SELECT * FROM placed AS d WHERE d.parent_id = s.id ORDER BY d.ordinal) AS c)),
        'uses', json((
            SELECT json_group_array(json_object(
                'id', u.id, 'code', u.code_id, 'customer', u.customer_id, 'email', u.email, 'amount', u.amount,
                'currency', u.currency, 'at', u.at, 'reversed_at', u.reversed_at))
            FROM (
                SELECT * FROM stage_coupon_use AS d WHERE d.parent_id = s.id AND d.order_id IS NULL ORDER BY d.ordinal) AS u)))))
FROM stage_coupon AS s
WHERE promotion.id = s.id;

UPDATE promotion
SET
    createdAt = coalesce(replace(replace(s.created_at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    updatedAt = coalesce(replace(replace(s.created_at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    startsAt = replace(replace(s.starts_at, 'T', ' '), '000Z', ''),
    endsAt = coalesce(replace(replace(c.expires_at, 'T', ' '), '000Z', ''), replace(replace(s.ends_at, 'T', ' '), '000Z', '')),
    couponCode = c.code, usageLimit = coalesce(c."limit", s.limit_total), perCustomerUsageLimit = s.limit_per_customer,
    enabled = coalesce(s.active, 1) AND json_extract(r.actions, '$[0].storefold.works'),
    conditions = iif(s.min_spend IS NULL, '[]', json_array(json_object('code', 'minimum_order_amount', 'args', json_array(
        json_object('name', 'amount', 'value', CAST(s.min_spend AS TEXT)),
        json_object('name', 'taxInclusive', 'value', 'true'))))),
    actions = iif(promotion.id = r.id, promotion.actions, json_array(json_object(
        'code', json_extract(r.actions, '$[0].code'), 'args', json_extract(r.actions, '$[0].args'),
        'storefold', json_object('of', r.id, 'code', c.id))))
FROM stage_coupon AS s
JOIN promotion AS r ON r.id = s.id
JOIN json_each(r.actions, '$[0].storefold.codes') AS k
LEFT JOIN stage_coupon_code AS c ON c.parent_id = s.id AND c.id = json_extract(k.value, '$.id')
WHERE promotion.id = json_extract(k.value, '$.promotion');

-- A coupon whose own code is gone, or that never had one.
UPDATE promotion
SET couponCode = NULL, enabled = 0
FROM stage_coupon AS s
WHERE
    promotion.id = s.id AND NOT EXISTS (
        SELECT 1 FROM json_each(promotion.actions, '$[0].storefold.codes') AS k
        WHERE json_extract(k.value, '$.promotion') = promotion.id);

UPDATE promotion
SET actions = json_set(promotion.actions, '$[0].storefold.as',
    promotion.enabled || '|' || coalesce(promotion.usageLimit, '') || '|' || coalesce(promotion.startsAt, '') || '|'
        || coalesce(promotion.endsAt, '') || '|' || promotion.conditions || '|' || json_extract(promotion.actions, '$[0].code')
        || json_extract(promotion.actions, '$[0].args'))
FROM stage_coupon AS s
WHERE promotion.id = s.id;

DELETE FROM promotion_translation WHERE baseId IN (SELECT id FROM stage_coupon);

INSERT INTO promotion_translation (languageCode, name, description, baseId)
SELECT h.defaultLanguageCode, coalesce(s.title, ''), '', p.id
FROM stage_coupon AS s
JOIN promotion AS r ON r.id = s.id
JOIN channel AS h ON h.code = '__default_channel__'
JOIN promotion AS p ON p.id = r.id OR p.id IN (
    SELECT json_extract(k.value, '$.promotion') FROM json_each(r.actions, '$[0].storefold.codes') AS k)
WHERE NOT EXISTS (SELECT 1 FROM promotion_translation AS t WHERE t.baseId = p.id);

-- The default channel, and every one where an amount means the same.
INSERT OR IGNORE INTO promotion_channels_channel (promotionId, channelId)
SELECT p.id, h.id
FROM stage_coupon AS s
JOIN promotion AS r ON r.id = s.id
JOIN promotion AS p ON p.id = r.id OR p.id IN (
    SELECT json_extract(k.value, '$.promotion') FROM json_each(r.actions, '$[0].storefold.codes') AS k)
JOIN channel AS h
    ON h.code = '__default_channel__' OR (s.currency IS NULL AND s.min_spend IS NULL) OR h.defaultCurrencyCode = s.currency;
