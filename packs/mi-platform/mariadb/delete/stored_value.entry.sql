DELETE t FROM stored_value_entries AS t JOIN stage_delete AS d ON d.id = t.id;
