DELETE t FROM reviews AS t JOIN stage_delete AS d ON d.id = t.id;
