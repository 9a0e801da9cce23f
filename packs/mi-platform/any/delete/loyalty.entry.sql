UPDATE points_accounts
SET balance = (
    SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
    WHERE e.account_id = points_accounts.id AND e.status = 'posted'
      AND e.id NOT IN (SELECT id FROM stage_delete))
WHERE id IN (SELECT account_id FROM points_entries WHERE id IN (SELECT id FROM stage_delete));

DELETE FROM points_entries WHERE id IN (SELECT id FROM stage_delete);
