DELETE t FROM wishlist_items AS t JOIN stage_delete AS d ON d.id = t.id;
