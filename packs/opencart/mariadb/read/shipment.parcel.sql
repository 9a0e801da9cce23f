-- The one form that is read: "Shipped with CARRIER, tracking no. NUMBER", and an address on the next line if there is
-- one. Any other comment stays what it is, an event of the order: a number is never guessed from free text.
SELECT
    r.order_history_id AS parent,
    COALESCE(r.id, CAST(r.order_history_id AS CHAR)) AS `key`,
    r.carrier_code,
    IF(r.id IS NULL, REGEXP_REPLACE(r.text, '(?s)^Shipped with (.+), tracking no\\. .*$', '\\1'),
        r.carrier_name) AS carrier_name,
    IF(r.id IS NULL, IF(r.told, REGEXP_REPLACE(r.text, '(?s)^Shipped with .+, tracking no\\. ([^ \\r\\n]+).*$',
        '\\1'), NULL),
        r.tracking_no) AS tracking_no,
    IF(r.id IS NULL, IF(r.told, NULLIF(REGEXP_SUBSTR(r.text, 'https?://[^ \\r\\n]+$'), ''), NULL), r.url) AS url,
    r.weight_g
FROM (
    SELECT
        h.order_history_id, k.*, REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(h.comment,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') AS text,
        COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(h.comment,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;',
            '&') REGEXP '^Shipped with [^\\r\\n]+, tracking no\\. [^ \\r\\n]+(\\r?\\nhttps?://[^ \\r\\n]+)?$', 0)
            AS told
    FROM oc_order_history AS h
    LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL), '$.parcels.*' COLUMNS (
        `id` LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        `carrier_code` LONGTEXT CHARACTER SET utf8mb4 PATH '$.carrier_code',
        `carrier_name` LONGTEXT CHARACTER SET utf8mb4 PATH '$.carrier_name',
        `tracking_no` LONGTEXT CHARACTER SET utf8mb4 PATH '$.tracking_no',
        `url` LONGTEXT CHARACTER SET utf8mb4 PATH '$.url',
        `weight_g` BIGINT PATH '$.weight_g')) AS k ON TRUE
    WHERE (h.order_status_id IN (SELECT s.order_status_id FROM oc_order_status AS s WHERE s.name = 'Shipped')
            OR LOCATE('<!--storefold {"shipment"', h.comment) > 0)
        AND h.comment <> ''
        AND (LOCATE('<!--storefold {', h.comment) = 0 OR k.id IS NOT NULL)) AS r
WHERE (r.id IS NOT NULL OR r.told) AND /*keys r.order_history_id*/
ORDER BY r.order_history_id, r.id
