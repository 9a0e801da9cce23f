DELETE FROM order_line_item WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM order_shipping WHERE shipping_method_id IN (SELECT id FROM stage_delete);

DELETE FROM order_shipping_method WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM order_credit_line WHERE id IN (SELECT id FROM stage_delete);
