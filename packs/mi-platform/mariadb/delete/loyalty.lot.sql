DELETE t FROM points_lots AS t JOIN stage_delete AS d ON d.id = t.id;
