-- Reserves ids by rows that are there for a moment only: their numbers are never given out again.
INSERT INTO wp_users (user_login, user_pass, user_nicename, user_registered)
SELECT concat('storefold/', connection_id()), '', '', '1970-01-01' FROM seq_1_to_{count};

DELETE FROM wp_users WHERE user_login = concat('storefold/', connection_id()) RETURNING ID
