-- One transaction. The entry is the debit: made once per key, only where the balance without Storefold's own entries
-- still is the frozen one, and over what is left of it (what a hold or an earlier debit took is taken already).
INSERT INTO oc_customer_reward (customer_id, order_id, description, points, date_added)
SELECT
    d.customer_id, 0, CONCAT('Points have moved <!--', d.idempotency_key, '-->'),
    -(d.balance + b.held), COALESCE(d.at, UTC_TIMESTAMP())
FROM (
    SELECT
        s.balance, s.idempotency_key, s.at,
        IF(CAST(s.account AS UNSIGNED) < 1099511627776, CAST(s.account AS UNSIGNED), (
            SELECT w.customer_id FROM oc_customer_reward AS w
            WHERE w.customer_reward_id = CAST(s.account AS UNSIGNED) - 1099511627776)) AS customer_id
    FROM stage_debit AS s) AS d
JOIN (
    SELECT
        i.customer_id,
        SUM(IF(COALESCE(i.description, '') LIKE '%<!--storefold:%', 0, i.points)) AS points,
        SUM(IF(i.description LIKE '%<!--storefold:hold-->', 0,
            IF(i.description LIKE '%<!--storefold:%', i.points, 0))) AS held
    FROM oc_customer_reward AS i
    GROUP BY i.customer_id) AS b ON b.customer_id = d.customer_id
WHERE b.points = d.balance
    AND NOT EXISTS (
        SELECT 1 FROM oc_customer_reward AS x
        WHERE x.customer_id = d.customer_id AND x.description LIKE CONCAT('%<!--', d.idempotency_key, '-->'));

-- The hold has done its work: the debit stands in its place. Debits are looked for once, and not once for every hold.
DELETE h
FROM oc_customer_reward AS h
JOIN (
    SELECT x.customer_id
    FROM oc_customer_reward AS x
    JOIN stage_debit AS s ON x.description LIKE CONCAT('%<!--', s.idempotency_key, '-->')
    WHERE x.description LIKE '%<!--storefold:%' AND x.description NOT LIKE '%<!--storefold:hold-->'
    GROUP BY x.customer_id) AS d ON d.customer_id = h.customer_id
WHERE h.description LIKE '%<!--storefold:hold-->';
