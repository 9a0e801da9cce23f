INSERT INTO oc_return (
    return_id, order_id, customer_id, firstname, lastname, email, telephone, product_id, product, model, quantity,
        opened,
    return_reason_id, return_action_id, return_status_id, comment, date_ordered, date_added, date_modified)
SELECT s.id, 0, 0, '', '', '', '', 0, '', '', 0, 0, 0, 0, 0, '', NULL, NULL, UTC_TIMESTAMP()
FROM stage_case AS s
WHERE s.is_new = 1;

-- OpenCart shows one product of a return: that of the first line. All lines stand in the comment, where no page shows them.
UPDATE oc_return AS r
JOIN stage_case AS s ON s.id = r.return_id
LEFT JOIN (
    SELECT x.parent_id, JSON_OBJECTAGG(x.id, JSON_OBJECT(
        'id', x.id, 'order', x.order_id, 'order_line', x.order_line_id, 'qty', CAST(x.qty AS CHAR), 'reason',
            x.reason,
        'condition', x.`condition`)) AS doc,
        CAST(SUBSTRING_INDEX(GROUP_CONCAT(COALESCE(x.order_line_id, 0) ORDER BY x.ordinal), ',', 1) AS SIGNED)
            AS first,
        MAX(x.qty) AS qty
    FROM stage_case_line AS x GROUP BY x.parent_id) AS l ON l.parent_id = s.id
LEFT JOIN oc_order AS o ON o.order_id = s.order_id
LEFT JOIN oc_customer AS c ON c.customer_id = s.customer_id
LEFT JOIN oc_order_product AS p ON p.order_product_id = l.first
LEFT JOIN oc_return_status AS n ON n.language_id = COALESCE((SELECT l.language_id FROM oc_language
    AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1), 1)
            AND n.name = CASE
    WHEN s.state IN ('resolved', 'rejected', 'cancelled') THEN 'Complete'
    WHEN s.state IN ('approved', 'in_transit') THEN 'Awaiting Products' ELSE 'Pending' END
LEFT JOIN oc_return_action AS a ON a.language_id = COALESCE((SELECT l.language_id FROM oc_language
    AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1), 1)
            AND a.name = CASE s.requested_resolution
    WHEN 'refund' THEN 'Refunded' WHEN 'store_credit' THEN 'Credit Issued' WHEN 'exchange' THEN 'Replacement Sent' END
SET
    r.order_id = COALESCE(s.order_id, 0),
    r.customer_id = COALESCE(s.customer_id, 0),
    r.firstname = COALESCE(NULLIF(o.firstname, ''), c.firstname, ''),
    r.lastname = COALESCE(NULLIF(o.lastname, ''), c.lastname, ''),
    r.email = COALESCE(NULLIF(o.email, ''), c.email, ''),
    r.telephone = COALESCE(NULLIF(o.telephone, ''), c.telephone, ''),
    r.product_id = COALESCE(p.product_id, 0),
    r.product = COALESCE(p.name, ''),
    r.model = COALESCE(p.model, ''),
    r.quantity = COALESCE(l.qty, 0),
    r.return_status_id = COALESCE(n.return_status_id, COALESCE((SELECT g.value FROM oc_setting AS g
        WHERE g.store_id = 0 AND g.`key` = 'config_return_status_id' LIMIT 1), 1)),
    r.return_action_id = IF(s.state = 'resolved', COALESCE(a.return_action_id, 0), 0),
    r.date_ordered = DATE(o.date_added),
    r.date_added = s.created_at,
    r.comment = CONCAT(COALESCE('', ''), '<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'sf', 1,
        'kind', s.kind,
        'number', s.number,
        'state', s.state,
        'requested_resolution', s.requested_resolution,
        'labels', s.labels,
        'deadline_at', CAST(s.deadline_at AS CHAR),
        'status_id', COALESCE(n.return_status_id, COALESCE((SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
            AND g.`key` = 'config_return_status_id' LIMIT 1), 1)),
        'lines', JSON_COMPACT(l.doc))), '>', '\\u003e'), '-->');
