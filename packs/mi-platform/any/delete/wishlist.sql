DELETE FROM wishlist_items WHERE id IN (SELECT id FROM stage_delete);
