INSERT INTO oc_customer_transaction (customer_transaction_id, customer_id, order_id, description, amount, date_added)
SELECT s.id, 0, 0, '', 0, NULL
FROM stage_stored_value_entry AS s
WHERE s.is_new = 1;

UPDATE oc_customer_transaction AS t
JOIN stage_stored_value_entry AS s ON s.id = t.customer_transaction_id
LEFT JOIN oc_customer_transaction AS a ON a.customer_transaction_id = s.parent_id - 1099511627776
SET
    t.customer_id = IF(s.parent_id < 1099511627776, s.parent_id, a.customer_id),
    t.order_id = COALESCE(s.order_id, 0),
    t.amount = s.amount,
    t.date_added = s.at,
    t.description = CONCAT(COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(s.note, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'), ''), '<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'of', s.parent_id,
        'type', s.type)), '>', '\\u003e'), '-->');
