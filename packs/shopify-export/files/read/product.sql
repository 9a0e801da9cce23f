-- One row per variant; further images of a product have rows of their own. Title and names of options stand on the first
-- row of a product only.
SELECT
    p."Variant SKU" AS key,
    CASE
        WHEN p."Variant SKU" IS NULL AND p."Variant Price" IS NULL THEN 'image_row'
        WHEN p."Variant SKU" IS NULL THEN 'no_sku'
        WHEN EXISTS (SELECT 1 FROM products_export AS x WHERE x."Variant SKU" = p."Variant SKU" AND x.file_row < p.file_row) THEN 'sku_twice'
    END AS skip,
    CASE WHEN p."Variant SKU" LIKE '''%' THEN substr(p."Variant SKU", 2) ELSE p."Variant SKU" END AS sku,
    CASE WHEN p."Variant Barcode" LIKE '''%' THEN substr(p."Variant Barcode", 2) ELSE p."Variant Barcode" END AS gtin,
    p."Handle" AS handle,
    f."Title" AS title,
    CASE WHEN p."Option1 Value" <> 'Default Title' THEN concat_ws(' / ', p."Option1 Value", p."Option2 Value", p."Option3 Value") END
        AS variant_title,
    CASE WHEN p."Option1 Value" <> 'Default Title' THEN (
        SELECT json_group_array(json_object('name', o.name, 'value', o.value)) FROM (
            SELECT f."Option1 Name" AS name, p."Option1 Value" AS value
            UNION ALL SELECT f."Option2 Name", p."Option2 Value"
            UNION ALL SELECT f."Option3 Name", p."Option3 Value") AS o
        WHERE o.value IS NOT NULL) END AS options,
    CASE f."Status" WHEN 'active' THEN 'live' WHEN 'draft' THEN 'disabled' WHEN 'archived' THEN 'disabled' ELSE coalesce(f."Status", 'live') END
        AS status
FROM products_export AS p
LEFT JOIN products_export AS f
    ON f.file_row = (SELECT min(x.file_row) FROM products_export AS x WHERE x."Handle" = p."Handle" AND x."Title" IS NOT NULL)
WHERE /*keys p."Variant SKU"*/
ORDER BY p."Variant SKU", p.file_row
