DELETE t FROM customer_addresses AS t JOIN stage_delete AS d ON d.id = t.id;
