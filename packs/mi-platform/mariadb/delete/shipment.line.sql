DELETE t FROM shipment_lines AS t JOIN stage_delete AS d ON d.id = t.id;
