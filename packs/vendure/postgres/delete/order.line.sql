DELETE FROM order_line_reference WHERE "orderLineId" IN (SELECT id FROM stage_delete);

DELETE FROM order_line WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM surcharge
WHERE CASE WHEN position('"storefold"' IN "taxLines") > 0 THEN ("taxLines"::jsonb #>> '{0,storefold,id}')::bigint END
    IN (SELECT id FROM stage_delete);

DELETE FROM shipping_line
WHERE CASE WHEN position('"storefold"' IN "taxLines") > 0 THEN ("taxLines"::jsonb #>> '{0,storefold,id}')::bigint END
    IN (SELECT id FROM stage_delete);
