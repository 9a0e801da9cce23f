SELECT
    r.review_id AS `key`,
    (SELECT JSON_ARRAYAGG(CAST(s.store_id AS CHAR)) FROM oc_product_to_store AS s WHERE s.product_id = r.product_id)
        AS sites,
    p.product_id AS product,
    k.variant,
    c.customer_id AS customer,
    COALESCE(k.author_name, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(r.author,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS author_name,
    COALESCE(k.rating, r.rating) AS rating,
    IF(k.sf = 1, k.rating_best, 5) AS rating_best,
    IF(k.sf = 1, k.rating_worst, 1) AS rating_worst,
    k.aspects,
    k.title,
    NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(SUBSTRING_INDEX(r.text, '<!--storefold {', 1),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS body,
    k.locale,
    IF(k.sf = 1 AND (k.status = 'approved') = (r.status = 1), k.status, IF(r.status = 1, 'approved', 'pending'))
        AS status,
    IF(k.sf = 1, k.verified_purchase, 'unknown') AS verified_purchase,
    k.`order`,
    k.helpful_yes,
    k.helpful_no,
    r.date_added AS created_at,
    k.incentivised
FROM (
    SELECT * FROM oc_review AS r WHERE /*keys r.review_id*/ ORDER BY r.review_id /*limit*/) AS r
LEFT JOIN oc_product AS p ON p.product_id = r.product_id
LEFT JOIN oc_customer AS c ON c.customer_id = r.customer_id
LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', r.text) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(r.text, '<!--storefold ', -1), '-->', 1), NULL), '$' COLUMNS (
        `status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.status',
        `variant` LONGTEXT CHARACTER SET utf8mb4 PATH '$.variant',
        `author_name` LONGTEXT CHARACTER SET utf8mb4 PATH '$.author_name',
        `rating` LONGTEXT CHARACTER SET utf8mb4 PATH '$.rating',
        `rating_best` LONGTEXT CHARACTER SET utf8mb4 PATH '$.rating_best',
        `rating_worst` LONGTEXT CHARACTER SET utf8mb4 PATH '$.rating_worst',
        `aspects` LONGTEXT CHARACTER SET utf8mb4 PATH '$.aspects',
        `title` LONGTEXT CHARACTER SET utf8mb4 PATH '$.title',
        `locale` LONGTEXT CHARACTER SET utf8mb4 PATH '$.locale',
        `verified_purchase` LONGTEXT CHARACTER SET utf8mb4 PATH '$.verified_purchase',
        `order` BIGINT PATH '$.order',
        `helpful_yes` BIGINT PATH '$.helpful_yes',
        `helpful_no` BIGINT PATH '$.helpful_no',
        `incentivised` TINYINT PATH '$.incentivised',
        `sf` BIGINT PATH '$.sf',
        `native` BIGINT PATH '$.native')) AS k ON TRUE
ORDER BY r.review_id
