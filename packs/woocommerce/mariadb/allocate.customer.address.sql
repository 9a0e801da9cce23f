-- Reserves ids by rows that are there for a moment only: their numbers are never given out again.
INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
SELECT 0, concat('storefold/', connection_id()), NULL FROM seq_1_to_{count};

DELETE FROM wp_usermeta WHERE user_id = 0 AND meta_key = concat('storefold/', connection_id()) RETURNING umeta_id
