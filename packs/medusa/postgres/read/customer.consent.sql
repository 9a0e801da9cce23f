-- Medusa has no consents of its own; these came with a move and stand in the customer's metadata.
SELECT
    c.id AS parent,
    x.entry ->> 'id' AS key,
    x.entry ->> 'purpose' AS purpose,
    x.entry ->> 'channel' AS channel,
    x.entry ->> 'state' AS state,
    x.entry ->> 'basis' AS basis,
    x.entry ->> 'wording_version' AS wording_version,
    x.entry ->> 'origin' AS origin,
    x.entry ->> 'at' AS at,
    x.entry ->> 'controller' AS controller
FROM customer AS c
CROSS JOIN LATERAL jsonb_array_elements(
    CASE WHEN /*ours*/ true AND jsonb_typeof(c.metadata -> 'storefold_consents') = 'array' THEN c.metadata -> 'storefold_consents' END)
    WITH ORDINALITY AS x(entry, position)
WHERE /*keys c.id COLLATE "C"*/
ORDER BY c.id COLLATE "C", x.position
