-- Shopify writes an apostrophe before phone numbers, so that spreadsheets leave them alone; it is no part of them.
SELECT
    c."Customer ID" AS key,
    'registered' AS kind,
    c."Email" AS email,
    CASE WHEN c."Phone" LIKE '''%' THEN substr(c."Phone", 2) ELSE c."Phone" END AS phone,
    c."First Name" AS first_name,
    c."Last Name" AS last_name,
    c."Default Address Company" AS company,
    CASE WHEN c."Tags" IS NOT NULL THEN '[' || replace(json_quote(c."Tags"), ', ', '","') || ']' END AS groups,
    'active' AS status,
    c."Note" AS note,
    c."Tax Exempt" AS x_tax_exempt
FROM customers_export AS c
WHERE /*keys c."Customer ID"*/
ORDER BY c."Customer ID"
