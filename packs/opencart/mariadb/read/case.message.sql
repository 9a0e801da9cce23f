-- The customer's own words under the return's id made negative, then what staff wrote.
SELECT
    r.return_id AS parent,
    r.id AS `key`,
    r.at,
    r.`by`,
    NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(r.text,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS text
FROM (
    SELECT m.return_id, -m.return_id AS id, m.date_added AS at, 'customer' AS `by`, m.comment AS text
    FROM oc_return AS m
    WHERE m.comment <> '' AND LOCATE('<!--storefold {', m.comment) = 0
    UNION ALL
    SELECT h.return_id, h.return_history_id, h.date_added,
        IF(h.comment LIKE '%<!--storefold {%', JSON_VALUE(IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL), '$.by'), 'shop'),
        SUBSTRING_INDEX(h.comment, '<!--storefold {', 1)
    FROM oc_return_history AS h) AS r
WHERE /*keys r.return_id*/
ORDER BY r.return_id, r.id
