INSERT INTO customer_consents (
    id, customer_id, position, purpose, channel, state, basis, wording_version, origin, at, controller)
SELECT
    id, parent_id, ordinal, purpose, channel, state, basis, wording_version, origin, at, controller
FROM stage_customer_consent
WHERE is_new = 1
ORDER BY id;

UPDATE customer_consents
SET
    customer_id = s.parent_id, position = s.ordinal, purpose = s.purpose, channel = s.channel, state = s.state,
    basis = s.basis, wording_version = s.wording_version, origin = s.origin, at = s.at,
    controller = s.controller
FROM stage_customer_consent AS s
WHERE s.is_new = 0 AND customer_consents.id = s.id;
