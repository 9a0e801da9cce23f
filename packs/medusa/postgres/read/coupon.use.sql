-- An order that used a code is linked to its promotion; the amount is what the promotion took off, in the order's own version.
-- A cancelled order gives the use back. What a link cannot say came with a move and stands in the promotion's metadata.
SELECT
    u.parent,
    u.key,
    u.skip,
    u.code,
    u.customer,
    u.email,
    u."order",
    u.amount,
    u.currency,
    u.at,
    u.reversed_at
FROM (
    SELECT
        x.promotion_id::text AS parent, x.id AS key,
        CASE WHEN x.deleted_at IS NOT NULL THEN 'deleted_promotion' WHEN p.is_automatic THEN 'automatic_promotion' END AS skip,
        x.promotion_id AS code, c.id AS customer, o.email, x.order_id AS "order",
        trim_scale(round((
            SELECT coalesce(sum(y.amount), 0) FROM order_item AS i JOIN order_line_item_adjustment AS y ON y.item_id = i.item_id
            WHERE i.order_id = o.id AND i.version = o.version AND i.deleted_at IS NULL
                AND y.version = o.version AND y.promotion_id = p.id AND y.deleted_at IS NULL) + (
            SELECT coalesce(sum(y.amount), 0)
            FROM order_shipping AS w JOIN order_shipping_method_adjustment AS y ON y.shipping_method_id = w.shipping_method_id
            WHERE w.order_id = o.id AND w.version = o.version AND w.deleted_at IS NULL
                AND y.version = o.version AND y.promotion_id = p.id AND y.deleted_at IS NULL), 12)) AS amount,
        upper(o.currency_code) AS currency, x.created_at AS at, o.canceled_at AS reversed_at
    FROM order_promotion AS x
    LEFT JOIN promotion AS p ON p.id = x.promotion_id
    LEFT JOIN "order" AS o ON o.id = x.order_id
    LEFT JOIN customer AS c ON c.id = o.customer_id
    -- A link that a move wrote is read below, with what stands beside it.
    WHERE p.metadata -> 'storefold_uses' -> x.id IS NULL
    UNION ALL
    SELECT
        p.id, x.key, NULL,
        x.value ->> 'code', x.value ->> 'customer', x.value ->> 'email', x.value ->> 'order',
        (x.value ->> 'amount')::numeric,
        x.value ->> 'currency', (x.value ->> 'at')::timestamptz, (x.value ->> 'reversed_at')::timestamptz
    FROM promotion AS p
    CROSS JOIN LATERAL jsonb_each(
        CASE WHEN jsonb_typeof(p.metadata -> 'storefold_uses') = 'object' THEN p.metadata -> 'storefold_uses' END) AS x) AS u
WHERE /*keys u.parent COLLATE "C"*/
ORDER BY u.parent COLLATE "C", u.key COLLATE "C"
