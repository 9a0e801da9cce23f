-- One payment for all of an order's methods; its amount is what was paid, or what is to be where nothing was yet.
WITH heads AS (
    SELECT
        h.*,
        CASE
            WHEN h."Financial Status" IN ('pending', 'authorized', 'voided', 'expired') THEN '0'
            WHEN h."Outstanding Balance" IS NULL OR h."Outstanding Balance" NOT GLOB '*[1-9]*' THEN h."Total"
            -- What is no number stays as it is, to be refused.
            WHEN h."Total" || h."Outstanding Balance" GLOB '*[^-0-9.]*' THEN h."Total" || ' - ' || h."Outstanding Balance"
        END AS paid,
        iif(h."Total" LIKE '-%', -1, 1) * (1000000 * CAST(ltrim(substr(h."Total", 1, instr(h."Total" || '.', '.') - 1), '-') AS INTEGER)
            + CAST(substr(substr(h."Total", instr(h."Total" || '.', '.') + 1) || '000000', 1, 6) AS INTEGER))
            - iif(h."Outstanding Balance" LIKE '-%', -1, 1) * (1000000 * CAST(ltrim(substr(h."Outstanding Balance", 1, instr(h."Outstanding Balance" || '.', '.') - 1), '-') AS INTEGER)
                + CAST(substr(substr(h."Outstanding Balance", instr(h."Outstanding Balance" || '.', '.') + 1) || '000000', 1, 6) AS INTEGER)) AS paid_micros
    FROM orders_export AS h
    WHERE h."Id" IS NOT NULL AND h."Payment Method" IS NOT NULL AND /*keys h."Id"*/
)
SELECT
    h."Id" AS parent,
    h."Id" AS key,
    h."Payment Method" AS method,
    coalesce(h."Payment References", h."Payment Reference") AS provider_txn,
    CASE h."Financial Status" WHEN 'authorized' THEN 'auth' WHEN 'voided' THEN 'void' ELSE 'capture' END AS kind,
    CASE WHEN h."Financial Status" IN ('pending', 'authorized', 'voided', 'expired') THEN h."Total" ELSE coalesce(h.paid,
        iif(h.paid_micros < 0, '-', '') || (abs(h.paid_micros) / 1000000) || iif(h.paid_micros % 1000000 = 0, '', '.' || rtrim(printf('%06d', abs(h.paid_micros) % 1000000), '0'))) END AS amount,
    CASE h."Financial Status" WHEN 'pending' THEN 'pending' WHEN 'expired' THEN 'failed' ELSE 'succeeded' END AS state,
    replace(replace(replace(h."Paid at", ' +', '+'), ' -', '-'), ' UTC', 'Z') AS at
FROM heads AS h
ORDER BY h."Id"
