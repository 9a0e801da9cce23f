DELETE t FROM review_replies AS t JOIN stage_delete AS d ON d.id = t.id;
