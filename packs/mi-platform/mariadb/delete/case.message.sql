DELETE t FROM case_messages AS t JOIN stage_delete AS d ON d.id = t.id;
