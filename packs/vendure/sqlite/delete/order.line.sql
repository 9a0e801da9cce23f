DELETE FROM order_line_reference WHERE orderLineId IN (SELECT id FROM stage_delete);

DELETE FROM order_line WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM surcharge
WHERE
    taxLines LIKE '%"storefold":{"id":%'
    AND json_extract(taxLines, '$[0].storefold.id') IN (SELECT id FROM stage_delete);

DELETE FROM shipping_line
WHERE
    taxLines LIKE '%"storefold":{"id":%'
    AND json_extract(taxLines, '$[0].storefold.id') IN (SELECT id FROM stage_delete);
