-- The coupon's own promotion stays, without a code that anybody could know.
UPDATE promotion AS p
SET
    code = 'storefold-' || lower(substr(p.id, 7)), status = 'inactive',
    metadata = jsonb_set(p.metadata, '{storefold}', ((p.metadata -> 'storefold') - 'code_id') || '{"no_code": true}')
WHERE p.metadata #>> '{storefold,code_id}' IN (SELECT id FROM stage_delete) AND p.metadata #>> '{storefold,coupon}' IS NULL;

DELETE FROM promotion WHERE id IN (SELECT id FROM stage_delete);
