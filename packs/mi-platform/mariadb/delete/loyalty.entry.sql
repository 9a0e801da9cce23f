UPDATE points_accounts AS t
JOIN (
    SELECT DISTINCT o.account_id
    FROM stage_delete AS s JOIN points_entries AS o ON o.id = s.id) AS old ON old.account_id = t.id
SET t.balance = (
    SELECT coalesce(sum(e.points), 0) FROM points_entries AS e
    WHERE e.account_id = t.id AND e.status = 'posted'
      AND e.id NOT IN (SELECT g.id FROM stage_delete AS g));

DELETE t FROM points_entries AS t JOIN stage_delete AS d ON d.id = t.id;
