DELETE t FROM points_accounts AS t JOIN stage_delete AS d ON d.id = t.id;
