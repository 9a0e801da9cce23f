-- One row per variant: it is what order lines point to. A deleted one stays, because lines still point to it; its SKU counts
-- only while no living variant has the same. A placeholder of Storefold is a deleted variant that says so in its metadata.
SELECT
    v.id AS key,
    (
        SELECT jsonb_agg(s.name ORDER BY s.name COLLATE "C") FROM (
            SELECT c.name FROM product_sales_channel AS x JOIN sales_channel AS c ON c.id = x.sales_channel_id
            WHERE x.product_id = v.product_id AND x.deleted_at IS NULL
            UNION
            SELECT r.name FROM region AS r WHERE r.deleted_at IS NULL) AS s
    ) AS sites,
    CASE WHEN v.deleted_at IS NULL OR v.metadata -> 'storefold' IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM product_variant AS w WHERE w.sku = v.sku AND w.deleted_at IS NULL)
        THEN v.sku END AS sku,
    coalesce(v.ean, v.upc, v.barcode) AS gtin,
    CASE WHEN m.kept -> 'handle' IS NOT NULL THEN m.kept ->> 'handle' ELSE p.handle END AS handle,
    CASE WHEN m.kept -> 'title' IS NOT NULL THEN m.kept ->> 'title' ELSE p.title END AS title,
    CASE WHEN m.kept -> 'variant_title' IS NOT NULL THEN m.kept ->> 'variant_title' ELSE v.title END AS variant_title,
    CASE WHEN m.kept -> 'options' IS NOT NULL THEN nullif(m.kept -> 'options', 'null') ELSE (
        SELECT jsonb_agg(jsonb_build_object('name', g.title, 'value', x.value) ORDER BY g.id COLLATE "C", x.id COLLATE "C")
        FROM product_variant_option AS vo
        JOIN product_option_value AS x ON x.id = vo.option_value_id
        JOIN product_option AS g ON g.id = x.option_id
        WHERE vo.variant_id = v.id) END AS options,
    CASE
        WHEN v.deleted_at IS NOT NULL AND m.kept -> 'status' IS NOT NULL THEN m.kept ->> 'status'
        WHEN v.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL THEN 'deleted'
        WHEN p.status = 'published' THEN 'live'
        ELSE 'disabled'
    END AS status
FROM product_variant AS v
LEFT JOIN product AS p ON p.id = v.product_id
CROSS JOIN LATERAL (SELECT v.metadata -> 'storefold' AS kept) AS m
WHERE /*keys v.id COLLATE "C"*/
ORDER BY v.id COLLATE "C"
