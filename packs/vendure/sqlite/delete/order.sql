-- What makes up for a difference to the total is no line of its own.
DELETE FROM surcharge WHERE orderId IN (SELECT id FROM stage_delete);

DELETE FROM shipping_line WHERE orderId IN (SELECT id FROM stage_delete);

DELETE FROM history_entry WHERE orderId IN (SELECT id FROM stage_delete);

DELETE FROM refund WHERE paymentId IN (SELECT id FROM payment WHERE orderId IN (SELECT id FROM stage_delete));

DELETE FROM payment WHERE orderId IN (SELECT id FROM stage_delete);

DELETE FROM "order" WHERE id IN (SELECT id FROM stage_delete);
