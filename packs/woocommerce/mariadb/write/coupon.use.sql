-- `_used_by` is what WooCommerce counts a customer's uses by. It is made anew from all uses that stand, because a use has no place
-- in it of its own.
DELETE x FROM wp_postmeta AS x
JOIN stage_coupon_use AS s ON s.id = x.meta_id AND s.is_new = 0;

INSERT INTO wp_postmeta (meta_id, post_id, meta_key, meta_value)
SELECT s.id, s.parent_id, '_storefold_use', json_object(
    'code_id', s.code_id, 'customer_id', s.customer_id, 'email', s.email, 'order_id', s.order_id, 'amount', s.amount,
    'currency', s.currency, 'at', s.at, 'reversed_at', s.reversed_at)
FROM stage_coupon_use AS s
ORDER BY s.id;

DELETE u FROM wp_postmeta AS u
JOIN (SELECT DISTINCT parent_id FROM stage_coupon_use) AS s ON s.parent_id = u.post_id
JOIN wp_postmeta AS x ON x.post_id = u.post_id AND x.meta_key = '_storefold'
WHERE u.meta_key = '_used_by';

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
SELECT x.post_id, '_used_by', coalesce(json_value(x.meta_value, '$.customer_id'), json_value(x.meta_value, '$.email'))
FROM (SELECT DISTINCT parent_id FROM stage_coupon_use) AS s
JOIN wp_postmeta AS x ON x.post_id = s.parent_id AND x.meta_key = '_storefold_use'
WHERE json_value(x.meta_value, '$.reversed_at') IS NULL
    AND coalesce(json_value(x.meta_value, '$.customer_id'), json_value(x.meta_value, '$.email')) IS NOT NULL
ORDER BY x.meta_id
