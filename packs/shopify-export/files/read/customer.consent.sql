-- Two columns of a customer, two consents.
SELECT r.parent, r.parent || ':' || r.channel AS key, 'marketing' AS purpose, r.channel,
    CASE r.answer WHEN 'yes' THEN 'granted' WHEN 'no' THEN 'denied' ELSE r.answer END AS state
FROM (
    SELECT c."Customer ID" AS parent, 'email' AS channel, c."Accepts Email Marketing" AS answer FROM customers_export AS c
    WHERE c."Accepts Email Marketing" IS NOT NULL
    UNION ALL
    SELECT c."Customer ID", 'sms', c."Accepts SMS Marketing" FROM customers_export AS c
    WHERE c."Accepts SMS Marketing" IS NOT NULL) AS r
WHERE /*keys r.parent*/
ORDER BY r.parent, r.channel
