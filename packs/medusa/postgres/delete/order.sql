-- Items, shipping, summary, transactions, credit lines and changes go with the order by their foreign keys.
DELETE FROM payment_collection WHERE id IN (SELECT 'pay_col_' || substr(id, 7) FROM stage_delete);

DELETE FROM order_payment_collection WHERE order_id IN (SELECT id FROM stage_delete);

DELETE FROM order_address WHERE id IN (
    SELECT 'ordaddr_' || substr(id, 7) || '_S' FROM stage_delete UNION ALL SELECT 'ordaddr_' || substr(id, 7) || '_B' FROM stage_delete);

DELETE FROM "order" WHERE id IN (SELECT id FROM stage_delete);
