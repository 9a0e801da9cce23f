-- A promotion of its own goes out of use, but stays: orders may have used it.
UPDATE promotion
SET "couponCode" = NULL, enabled = false, "deletedAt" = coalesce("deletedAt", timestamp '1970-01-01')
WHERE
    CASE WHEN actions LIKE '%"storefold":{"of":%' THEN actions::jsonb #>> '{0,storefold,code}' END
        IN (SELECT id FROM stage_delete);
