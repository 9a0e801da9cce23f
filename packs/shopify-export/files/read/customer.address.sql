SELECT
    c."Customer ID" AS parent,
    c."Customer ID" AS key,
    1 AS is_default_ship,
    1 AS is_default_bill,
    nullif(trim(coalesce(c."First Name", '') || ' ' || coalesce(c."Last Name", '')), '') AS full_name,
    c."Default Address Company" AS company,
    c."Default Address Address1" AS line1,
    c."Default Address Address2" AS line2,
    c."Default Address City" AS city,
    c."Default Address Province Code" AS region,
    CASE WHEN c."Default Address Zip" LIKE '''%' THEN substr(c."Default Address Zip", 2) ELSE c."Default Address Zip" END AS postal,
    c."Default Address Country Code" AS country,
    CASE WHEN c."Default Address Phone" LIKE '''%' THEN substr(c."Default Address Phone", 2) ELSE c."Default Address Phone" END AS phone
FROM customers_export AS c
WHERE /*keys c."Customer ID"*/
    AND (c."Default Address Address1" IS NOT NULL OR c."Default Address City" IS NOT NULL OR c."Default Address Zip" IS NOT NULL)
ORDER BY c."Customer ID"
