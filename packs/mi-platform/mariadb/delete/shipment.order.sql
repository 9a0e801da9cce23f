DELETE t FROM shipment_orders AS t JOIN stage_delete AS d ON d.id = t.id;
