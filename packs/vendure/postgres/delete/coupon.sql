DELETE FROM order_promotions_promotion
WHERE "promotionId" IN (
    SELECT (k.value ->> 'promotion')::bigint
    FROM promotion AS p
    CROSS JOIN LATERAL jsonb_array_elements(p.actions::jsonb #> '{0,storefold,codes}') AS k
    WHERE p.id IN (SELECT id FROM stage_delete));

DELETE FROM promotion
WHERE
    id IN (SELECT id FROM stage_delete)
    OR id IN (
        SELECT (k.value ->> 'promotion')::bigint
        FROM promotion AS p
        CROSS JOIN LATERAL jsonb_array_elements(p.actions::jsonb #> '{0,storefold,codes}') AS k
        WHERE p.id IN (SELECT id FROM stage_delete));
