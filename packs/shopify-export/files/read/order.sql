-- An order's own columns stand on its first row, which alone has an Id. Total = Subtotal + Shipping (+ Taxes where prices are
-- without tax); Subtotal is after discounts. What was paid is the total without what is outstanding, in millionths, as the
-- text of an amount may have any number of decimals. Times read 2024-10-21 08:00:00 +0100.
-- The customer is found by e-mail, which Shopify keeps in lower case, and by phone where an order has no e-mail.
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
    WHERE h."Id" IS NOT NULL AND /*keys h."Id"*/
)
SELECT
    h."Id" AS key,
    h."Name" AS number,
    CASE
        WHEN h."Email" IS NOT NULL THEN coalesce(
            (SELECT min(c."Customer ID") FROM customers_export AS c WHERE c."Email" = lower(h."Email")),
            (SELECT min(c."Customer ID") FROM customers_export AS c WHERE c."Email" = h."Email"))
        ELSE (SELECT min(c."Customer ID") FROM customers_export AS c WHERE c."Phone" IN (h."Phone", '''' || h."Phone"))
    END AS customer,
    h."Email" AS email,
    CASE WHEN coalesce(h."Phone", h."Shipping Phone", h."Billing Phone") LIKE '''%' THEN substr(coalesce(h."Phone", h."Shipping Phone", h."Billing Phone"), 2) ELSE coalesce(h."Phone", h."Shipping Phone", h."Billing Phone") END AS phone,
    replace(replace(replace(h."Created at", ' +', '+'), ' -', '-'), ' UTC', 'Z') AS placed_at,
    h."Currency" AS currency,
    CASE
        WHEN h."Taxes" IS NULL OR h."Taxes" NOT GLOB '*[1-9]*' THEN NULL
        WHEN abs(CAST(h."Total" AS REAL) - CAST(h."Subtotal" AS REAL) - CAST(coalesce(h."Shipping", '0') AS REAL)
            - CAST(coalesce(h."Duties", '0') AS REAL) - CAST(h."Taxes" AS REAL)) < 0.005 THEN 0
        ELSE 1
    END AS prices_include_tax,
    h."Subtotal" AS total_items,
    coalesce(h."Discount Amount", '0') AS total_discount,
    coalesce(h."Shipping", '0') AS total_shipping,
    coalesce(h."Taxes", '0') AS total_tax,
    coalesce(h."Duties", '0') AS total_fees,
    h."Total" AS total_grand,
    coalesce(h.paid, iif(h.paid_micros < 0, '-', '') || (abs(h.paid_micros) / 1000000) || iif(h.paid_micros % 1000000 = 0, '', '.' || rtrim(printf('%06d', abs(h.paid_micros) % 1000000), '0'))) AS total_paid,
    coalesce(h."Refunded Amount", '0') AS total_refunded,
    nullif(json_patch('{}', json_object(
        'full_name', h."Shipping Name", 'company', h."Shipping Company", 'line1', h."Shipping Address1", 'line2', h."Shipping Address2",
        'city', h."Shipping City", 'region', coalesce(h."Shipping Province Name", h."Shipping Province"),
        'postal', CASE WHEN h."Shipping Zip" LIKE '''%' THEN substr(h."Shipping Zip", 2) ELSE h."Shipping Zip" END,
        'country', h."Shipping Country",
        'phone', CASE WHEN h."Shipping Phone" LIKE '''%' THEN substr(h."Shipping Phone", 2) ELSE h."Shipping Phone" END)), '{}') AS ship_address,
    nullif(json_patch('{}', json_object(
        'full_name', h."Billing Name", 'company', h."Billing Company", 'line1', h."Billing Address1", 'line2', h."Billing Address2",
        'city', h."Billing City", 'region', coalesce(h."Billing Province Name", h."Billing Province"),
        'postal', CASE WHEN h."Billing Zip" LIKE '''%' THEN substr(h."Billing Zip", 2) ELSE h."Billing Zip" END,
        'country', h."Billing Country",
        'phone', CASE WHEN h."Billing Phone" LIKE '''%' THEN substr(h."Billing Phone", 2) ELSE h."Billing Phone" END)), '{}') AS bill_address,
    CASE WHEN h."Cancelled at" IS NOT NULL THEN 'cancelled' ELSE 'confirmed' END AS placement,
    CASE h."Financial Status"
        WHEN 'pending' THEN 'none'
        WHEN 'authorized' THEN 'auth'
        WHEN 'partially_paid' THEN 'part'
        WHEN 'partially_refunded' THEN 'part_refunded'
        WHEN 'expired' THEN 'none'
        ELSE h."Financial Status"
    END AS pay_status,
    CASE coalesce(h."Fulfillment Status", 'unfulfilled')
        WHEN 'unfulfilled' THEN 'none'
        WHEN 'partial' THEN 'part'
        WHEN 'fulfilled' THEN 'shipped'
        WHEN 'restocked' THEN 'none'
        ELSE h."Fulfillment Status"
    END AS fulfil_status,
    concat_ws('/', h."Financial Status", h."Fulfillment Status") AS native_status,
    CASE WHEN h."Discount Code" IS NOT NULL THEN '[' || replace(json_quote(h."Discount Code"), ', ', '","') || ']' END AS coupon_codes,
    h."Note Attributes" AS x_note_attributes,
    h."Tags" AS x_tags,
    h."Source" AS x_source,
    h."Employee" AS x_employee,
    h."Location" AS x_location,
    h."Receipt Number" AS x_receipt_number,
    h."Payment Terms Name" AS x_payment_terms,
    concat_ws('; ', h."Tax 1 Name" || ' ' || h."Tax 1 Value", h."Tax 2 Name" || ' ' || h."Tax 2 Value",
        h."Tax 3 Name" || ' ' || h."Tax 3 Value", h."Tax 4 Name" || ' ' || h."Tax 4 Value",
        h."Tax 5 Name" || ' ' || h."Tax 5 Value") AS x_taxes
FROM heads AS h
ORDER BY h."Id"
