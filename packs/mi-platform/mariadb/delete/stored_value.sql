DELETE t FROM stored_values AS t JOIN stage_delete AS d ON d.id = t.id;
