DELETE t FROM review_media AS t JOIN stage_delete AS d ON d.id = t.id;
