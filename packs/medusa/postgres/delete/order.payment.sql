DELETE FROM capture WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM payment_session WHERE id IN (
    SELECT 'payses_' || id FROM stage_delete UNION ALL SELECT 'payses_pay_' || id FROM stage_delete);

DELETE FROM payment WHERE id IN (SELECT id FROM stage_delete UNION ALL SELECT 'pay_' || id FROM stage_delete);
