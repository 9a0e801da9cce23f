-- What OpenCart lets a customer spend is the sum of the transactions: one row makes up for what the entries of a store
-- credit do not add up to. A gift card, and credit in another currency than the shop's, is kept without its customer:
-- nobody can spend it here until staff turn it into credit.
INSERT INTO oc_customer_transaction (customer_transaction_id, customer_id, order_id, description, amount, date_added)
SELECT s.id - 1099511627776, 0, 0, '', 0, UTC_TIMESTAMP()
FROM stage_stored_value AS s
WHERE s.is_new = 1;

UPDATE oc_customer_transaction AS t
JOIN stage_stored_value AS s ON s.id = t.customer_transaction_id + 1099511627776
LEFT JOIN (
    SELECT e.parent_id, SUM(e.amount) AS amount FROM stage_stored_value_entry AS e GROUP BY e.parent_id) AS n
    ON n.parent_id = s.id
SET
    t.customer_id = IF(s.kind = 'store_credit' AND s.currency = (SELECT g.value FROM oc_setting AS g
        WHERE g.store_id = 0 AND g.`key` = 'config_currency' LIMIT 1) AND COALESCE(s.state, 'active') IN ('active',
        'open'), COALESCE(s.owner_id, 0), 0),
    t.amount = s.balance - COALESCE(n.amount, 0),
    t.description = CONCAT(COALESCE(IF(s.kind = 'store_credit', 'Store credit', 'Gift card'), ''), '<!--storefold ',
        REPLACE(JSON_OBJECT('credit', JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'kind', s.kind,
        'code', s.code,
        'currency', s.currency,
        'initial', CAST(s.initial AS CHAR),
        'held', CAST(s.held AS CHAR),
        'expires_at', CAST(s.expires_at AS CHAR),
        'owner', s.owner_id,
        'recipient_email', s.recipient_email,
        'state', s.state))), '>', '\\u003e'), '-->');
