-- The login stays, without a password: it can be reset, and nobody can register the address again beside the account.
UPDATE provider_identity SET provider_metadata = '{}', user_metadata = '{"storefold": {"stub": true}}'
WHERE id IN (SELECT id FROM stage_delete);
