DELETE FROM oc_order_total WHERE order_id IN (SELECT d.id FROM stage_delete AS d);

DELETE FROM oc_order WHERE order_id IN (SELECT d.id FROM stage_delete AS d);
