DELETE FROM promotion_rule WHERE id IN (SELECT 'prorul_' || substr(id, 7) FROM stage_delete);

DELETE FROM promotion WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM promotion_campaign WHERE id IN (SELECT 'procamp_' || substr(id, 7) FROM stage_delete);
