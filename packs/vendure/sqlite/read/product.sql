-- A variant that Storefold made holds what has no column in its product's description (write/product.sql).
-- One row per variant: it is what order lines point to. Texts are in the shop's default language.
WITH language AS (SELECT defaultLanguageCode AS code FROM channel WHERE code = '__default_channel__')
SELECT
    v.id AS key,
    (
        SELECT json_group_array(s.code) FROM (
            SELECT h.code FROM product_variant_channels_channel AS vc JOIN channel AS h ON h.id = vc.channelId
            WHERE vc.productVariantId = v.id ORDER BY vc.channelId) AS s
    ) AS sites,
    nullif(v.sku, '') AS sku,
    json_extract(n.description, '$.storefold.gtin') AS gtin,
    nullif((
        SELECT t.slug FROM product_translation AS t WHERE t.baseId = v.productId
        ORDER BY t.languageCode <> (SELECT code FROM language), t.languageCode, t.id LIMIT 1
    ), '') AS handle,
    nullif((
        SELECT t.name FROM product_translation AS t WHERE t.baseId = v.productId
        ORDER BY t.languageCode <> (SELECT code FROM language), t.languageCode, t.id LIMIT 1
    ), '') AS title,
    iif(n.id IS NOT NULL, json_extract(n.description, '$.storefold.variant_title'), nullif((
        SELECT t.name FROM product_variant_translation AS t WHERE t.baseId = v.id
        ORDER BY t.languageCode <> (SELECT code FROM language), t.languageCode, t.id LIMIT 1
    ), '')) AS variant_title,
    coalesce((
        SELECT nullif(json_group_array(json_object('name', s.name, 'value', s.value)), '[]') FROM (
            SELECT
                coalesce((
                    SELECT t.name FROM product_option_group_translation AS t WHERE t.baseId = g.id
                    ORDER BY t.languageCode <> (SELECT code FROM language), t.languageCode, t.id LIMIT 1), g.code)
                AS name,
                coalesce((
                    SELECT t.name FROM product_option_translation AS t WHERE t.baseId = x.id
                    ORDER BY t.languageCode <> (SELECT code FROM language), t.languageCode, t.id LIMIT 1), x.code)
                AS value
            FROM product_variant_options_product_option AS vo
            JOIN product_option AS x ON x.id = vo.productOptionId
            JOIN product_option_group AS g ON g.id = x.groupId
            WHERE vo.productVariantId = v.id
            ORDER BY g.id, x.id) AS s
    ), json_extract(n.description, '$.storefold.options')) AS options,
    CASE
        WHEN v.deletedAt IS NOT NULL AND n.id IS NOT NULL THEN json_extract(n.description, '$.storefold.status')
        WHEN v.deletedAt IS NOT NULL OR p.deletedAt IS NOT NULL THEN 'deleted'
        WHEN v.enabled = 0 OR p.enabled = 0 THEN 'disabled'
        ELSE 'live'
    END AS status
FROM product_variant AS v
LEFT JOIN product AS p ON p.id = v.productId
LEFT JOIN product_translation AS n ON n.baseId = v.productId AND n.description LIKE '{"storefold":%'
WHERE v.sku <> 'STOREFOLD-UNKNOWN-PRODUCT' AND /*keys v.id*/
ORDER BY v.id
