DELETE FROM review_replies WHERE id IN (SELECT id FROM stage_delete);
