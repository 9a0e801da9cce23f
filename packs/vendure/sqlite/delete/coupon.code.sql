-- A promotion of its own goes out of use, but stays: orders may have used it.
UPDATE promotion
SET couponCode = NULL, enabled = 0, deletedAt = coalesce(deletedAt, '1970-01-01 00:00:00')
WHERE actions LIKE '%"storefold":{"of":%' AND json_extract(actions, '$[0].storefold.code') IN (SELECT id FROM stage_delete);
