DELETE t FROM order_lines AS t JOIN stage_delete AS d ON d.id = t.id;
