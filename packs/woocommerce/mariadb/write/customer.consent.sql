DELETE x FROM wp_usermeta AS x
JOIN stage_customer_consent AS s ON s.id = x.umeta_id AND s.is_new = 0;

INSERT INTO wp_usermeta (umeta_id, user_id, meta_key, meta_value)
SELECT s.id, s.parent_id, '_storefold_consent', json_object(
    'purpose', s.purpose, 'channel', s.channel, 'state', s.state, 'basis', s.basis, 'wording_version', s.wording_version,
    'origin', s.origin, 'at', s.at, 'controller', s.controller)
FROM stage_customer_consent AS s
ORDER BY s.id
