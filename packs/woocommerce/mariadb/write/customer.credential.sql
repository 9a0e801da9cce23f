-- WordPress keeps one password; the first is it. What else is known of it stands in a meta, whose id is the credential's.
DELETE x FROM wp_usermeta AS x
JOIN stage_customer_credential AS s ON s.id = x.umeta_id AND s.is_new = 0;

INSERT INTO wp_usermeta (umeta_id, user_id, meta_key, meta_value)
SELECT s.id, s.parent_id, CASE WHEN s.ordinal = 0 THEN '_storefold_credential_1' ELSE '_storefold_credential' END,
    CASE WHEN s.ordinal = 0
    THEN json_object('scheme', s.scheme, 'params', s.params, 'provider', s.provider, 'subject', s.subject, 'first', 1,
        'wc_pass', sha2(coalesce(s.encoded, ''), 256))
    ELSE json_object('scheme', s.scheme, 'params', s.params, 'provider', s.provider, 'subject', s.subject, 'first', 0,
        'encoded', s.encoded) END
FROM stage_customer_credential AS s
ORDER BY s.id;

UPDATE wp_users AS u
JOIN stage_customer_credential AS s ON s.parent_id = u.ID AND s.ordinal = 0
SET u.user_pass = coalesce(s.encoded, '')
