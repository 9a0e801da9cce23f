-- A variant that Storefold made holds what has no column in its product's description (write/product.sql).
-- One row per variant: it is what order lines point to. Texts are in the shop's default language.
SELECT
    v.id AS key,
    coalesce((
        SELECT json_agg(h.code ORDER BY vc."channelId")
        FROM product_variant_channels_channel AS vc JOIN channel AS h ON h.id = vc."channelId"
        WHERE vc."productVariantId" = v.id), '[]') AS sites,
    nullif(v.sku, '') AS sku,
    n.note ->> 'gtin' AS gtin,
    nullif((
        SELECT t.slug FROM product_translation AS t WHERE t."baseId" = v."productId"
        ORDER BY t."languageCode" <> d.code, t."languageCode" COLLATE "C", t.id LIMIT 1), '') AS handle,
    nullif((
        SELECT t.name FROM product_translation AS t WHERE t."baseId" = v."productId"
        ORDER BY t."languageCode" <> d.code, t."languageCode" COLLATE "C", t.id LIMIT 1), '') AS title,
    CASE WHEN n.note IS NOT NULL THEN n.note ->> 'variant_title' ELSE nullif((
        SELECT t.name FROM product_variant_translation AS t WHERE t."baseId" = v.id
        ORDER BY t."languageCode" <> d.code, t."languageCode" COLLATE "C", t.id LIMIT 1), '')
    END AS variant_title,
    coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'name', coalesce((
                SELECT t.name FROM product_option_group_translation AS t WHERE t."baseId" = g.id
                ORDER BY t."languageCode" <> d.code, t."languageCode" COLLATE "C", t.id LIMIT 1), g.code),
            'value', coalesce((
                SELECT t.name FROM product_option_translation AS t WHERE t."baseId" = x.id
                ORDER BY t."languageCode" <> d.code, t."languageCode" COLLATE "C", t.id LIMIT 1), x.code))
            ORDER BY g.id, x.id)
        FROM product_variant_options_product_option AS vo
        JOIN product_option AS x ON x.id = vo."productOptionId"
        JOIN product_option_group AS g ON g.id = x."groupId"
        WHERE vo."productVariantId" = v.id), nullif(n.note -> 'options', 'null')) AS options,
    CASE
        WHEN v."deletedAt" IS NOT NULL AND n.note IS NOT NULL THEN n.note ->> 'status'
        WHEN v."deletedAt" IS NOT NULL OR p."deletedAt" IS NOT NULL THEN 'deleted'
        WHEN NOT v.enabled OR NOT p.enabled THEN 'disabled'
        ELSE 'live'
    END AS status
FROM product_variant AS v
LEFT JOIN product AS p ON p.id = v."productId"
LEFT JOIN LATERAL (
    SELECT t.description::jsonb -> 'storefold' AS note FROM product_translation AS t
    WHERE t."baseId" = v."productId" AND t.description LIKE '{"storefold":%' LIMIT 1) AS n ON true
CROSS JOIN (SELECT "defaultLanguageCode" AS code FROM channel WHERE code = '__default_channel__') AS d
WHERE v.sku <> 'STOREFOLD-UNKNOWN-PRODUCT' AND /*keys v.id*/
ORDER BY v.id
