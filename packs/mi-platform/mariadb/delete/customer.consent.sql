DELETE t FROM customer_consents AS t JOIN stage_delete AS d ON d.id = t.id;
