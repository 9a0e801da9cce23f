DELETE FROM review_media WHERE id IN (SELECT id FROM stage_delete);
