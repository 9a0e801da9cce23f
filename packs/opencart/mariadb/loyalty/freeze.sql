-- OpenCart has no account to block. What can be spent is the sum of the entries, so an entry takes it away: once per
-- customer, marked as Storefold's. A balance that is not above nothing cannot be spent and needs no hold. An earning
-- after this is an entry of its own, and the debit then finds another balance and waits.
INSERT INTO oc_customer_reward (customer_id, order_id, description, points, date_added)
SELECT b.customer_id, 0, 'Points are moving <!--storefold:hold-->', -b.points, UTC_TIMESTAMP()
FROM (
    SELECT i.customer_id, SUM(i.points) AS points, MAX(COALESCE(i.description, '') LIKE '%<!--storefold:%') AS taken
    FROM oc_customer_reward AS i
    WHERE i.customer_id IN (SELECT a.customer_id FROM (
        SELECT
            s.balance, s.idempotency_key, s.at,
            IF(CAST(s.account AS UNSIGNED) < 1099511627776, CAST(s.account AS UNSIGNED), (
                SELECT w.customer_id FROM oc_customer_reward AS w
                WHERE w.customer_reward_id = CAST(s.account AS UNSIGNED) - 1099511627776)) AS customer_id
        FROM stage_debit AS s) AS a)
    GROUP BY i.customer_id) AS b
WHERE b.points > 0 AND b.taken = 0;
