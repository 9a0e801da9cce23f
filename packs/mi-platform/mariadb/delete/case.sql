DELETE t FROM cases AS t JOIN stage_delete AS d ON d.id = t.id;
