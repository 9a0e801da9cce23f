DELETE FROM order_promotions_promotion
WHERE promotionId IN (
    SELECT json_extract(k.value, '$.promotion') FROM promotion AS p, json_each(p.actions, '$[0].storefold.codes') AS k
    WHERE p.id IN (SELECT id FROM stage_delete));

DELETE FROM promotion
WHERE
    id NOT IN (SELECT id FROM stage_delete)
    AND id IN (
        SELECT json_extract(k.value, '$.promotion') FROM promotion AS p, json_each(p.actions, '$[0].storefold.codes') AS k
        WHERE p.id IN (SELECT id FROM stage_delete));

DELETE FROM promotion WHERE id IN (SELECT id FROM stage_delete);
