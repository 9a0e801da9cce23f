-- The newsletter is the consent to marketing by e-mail, and its last word counts; nobody is subscribed who did not grant
-- exactly that. An account that was there before keeps its own tick.
UPDATE oc_customer AS c
JOIN (
    SELECT s.parent_id, JSON_OBJECTAGG(s.id, JSON_OBJECT(
        'id', s.id,
        'purpose', s.purpose,
        'channel', s.channel,
        'state', s.state,
        'basis', s.basis,
        'wording_version', s.wording_version,
        'origin', s.origin,
        'at', CAST(s.at AS CHAR),
        'controller', s.controller)) AS doc
    FROM stage_customer_consent AS s GROUP BY s.parent_id) AS k ON k.parent_id = c.customer_id
SET c.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(c.custom_field), 1) = '{' AND JSON_VALID(c.custom_field),
    c.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT('consent', JSON_COMPACT(k.doc))));

UPDATE oc_customer AS c
JOIN (
    SELECT s.parent_id, SUBSTRING_INDEX(GROUP_CONCAT(s.state ORDER BY s.ordinal SEPARATOR ','), ',', -1) AS state
    FROM stage_customer_consent AS s
    WHERE s.purpose = 'marketing' AND s.channel = 'email'
    GROUP BY s.parent_id) AS k ON k.parent_id = c.customer_id
SET c.newsletter = IF(k.state = 'granted', 1, 0)
WHERE JSON_VALUE(c.custom_field, '$.storefold.sf') = 1;
