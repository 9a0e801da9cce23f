UPDATE oc_customer AS c
JOIN (
    SELECT s.parent_id, JSON_OBJECTAGG(s.id, JSON_OBJECT(
        'id', s.id,
        'native', IF(s.scheme = 'bcrypt', 1, NULL),
        'scheme', s.scheme,
        'encoded', IF(s.scheme = 'bcrypt', NULL, s.encoded),
        'params', s.params,
        'provider', s.provider,
        'subject', s.subject)) AS doc
    FROM stage_customer_credential AS s GROUP BY s.parent_id) AS k ON k.parent_id = c.customer_id
SET c.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(c.custom_field), 1) = '{' AND JSON_VALID(c.custom_field),
    c.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT('credential', JSON_COMPACT(k.doc))));

UPDATE oc_customer AS c
JOIN stage_customer_credential AS s ON s.parent_id = c.customer_id
SET c.password = s.encoded
WHERE s.scheme = 'bcrypt';
