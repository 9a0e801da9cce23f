UPDATE oc_order AS o
JOIN (
    SELECT l.order_id, JSON_OBJECTAGG(l.id, NULL) AS doc
    FROM (
        SELECT p.order_id, p.order_product_id AS id FROM oc_order_product AS p
            WHERE p.order_product_id IN (SELECT d.id FROM stage_delete AS d)
        UNION ALL
        SELECT t.order_id, t.order_total_id FROM oc_order_total AS t
        WHERE t.order_total_id IN (SELECT e.id FROM stage_delete AS e)) AS l
    GROUP BY l.order_id) AS g ON g.order_id = o.order_id
SET o.custom_field = JSON_MERGE_PATCH(o.custom_field, JSON_OBJECT('storefold', JSON_OBJECT('line',
    JSON_COMPACT(g.doc))));

DELETE FROM oc_order_option WHERE order_product_id IN (SELECT d.id FROM stage_delete AS d);

DELETE FROM oc_order_product WHERE order_product_id IN (SELECT d.id FROM stage_delete AS d);

DELETE FROM oc_order_total WHERE order_total_id IN (SELECT d.id FROM stage_delete AS d) AND code IN ('shipping',
    'handling');
