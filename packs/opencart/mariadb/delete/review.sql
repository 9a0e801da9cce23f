DELETE FROM oc_review WHERE review_id IN (SELECT d.id FROM stage_delete AS d);
