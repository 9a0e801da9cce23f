INSERT INTO customer_consents (
    id, customer_id, position, purpose, channel, state, basis, wording_version, origin, at, controller)
SELECT
    id, parent_id, ordinal, purpose, channel, state, basis, wording_version, origin, at, controller
FROM stage_customer_consent
WHERE is_new = 1
ORDER BY id;

UPDATE customer_consents AS t JOIN stage_customer_consent AS s ON s.id = t.id
SET
    t.customer_id = s.parent_id, t.position = s.ordinal, t.purpose = s.purpose, t.channel = s.channel,
    t.state = s.state, t.basis = s.basis, t.wording_version = s.wording_version, t.origin = s.origin,
    t.at = s.at, t.controller = s.controller
WHERE s.is_new = 0;
