DELETE t FROM customer_credentials AS t JOIN stage_delete AS d ON d.id = t.id;
