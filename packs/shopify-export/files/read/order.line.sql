-- The rows of an order follow each other and repeat its Name; shipping is a line too, so that lines add up to the total. Prices
-- are per unit; Lineitem discount is for the line. Discounts of the whole order are not shared out. A row without a first
-- row before it has no order: it is returned without a parent.
WITH rows AS (
    SELECT
        h."Id" AS parent, 1 AS rank, l.file_row AS place, h."Id" || ':' || (l.file_row - h.file_row + 1) AS key,
        l."Lineitem name" AS title, l."Lineitem sku" AS sku, l."Lineitem requires shipping" AS ships, l."Lineitem quantity" AS qty,
        l."Lineitem price" AS price, coalesce(l."Lineitem discount", '0') AS discount,
        h."Total" AS total, h."Subtotal" AS subtotal, h."Shipping" AS shipping, h."Taxes" AS taxes, h."Duties" AS duties
    FROM orders_export AS h
    JOIN orders_export AS l ON l."Name" = h."Name" AND l.file_row >= h.file_row AND l.file_row < coalesce((
        SELECT min(n.file_row) FROM orders_export AS n
        WHERE n."Name" = h."Name" AND n.file_row > h.file_row AND n."Id" IS NOT NULL), 9223372036854775807)
    WHERE h."Id" IS NOT NULL
    UNION ALL
    SELECT
        h."Id", 2, h.file_row, h."Id" || ':shipping',
        h."Shipping Method", NULL, 'shipping', '1',
        coalesce(h."Shipping", '0'), '0',
        h."Total", h."Subtotal", h."Shipping", h."Taxes", h."Duties"
    FROM orders_export AS h
    WHERE h."Id" IS NOT NULL AND h."Shipping Method" IS NOT NULL
    UNION ALL
    SELECT
        NULL, 1, l.file_row, NULL,
        l."Lineitem name", l."Lineitem sku", l."Lineitem requires shipping", l."Lineitem quantity",
        l."Lineitem price", coalesce(l."Lineitem discount", '0'),
        NULL, NULL, NULL, NULL, NULL
    FROM orders_export AS l
    WHERE l."Id" IS NULL AND NOT EXISTS (
        SELECT 1 FROM orders_export AS h WHERE h."Name" = l."Name" AND h.file_row < l.file_row AND h."Id" IS NOT NULL)
),
priced AS (
    SELECT
        r.*,
        CASE
            WHEN r.taxes IS NULL OR r.taxes NOT GLOB '*[1-9]*' THEN 'none'
            WHEN abs(CAST(r.total AS REAL) - CAST(r.subtotal AS REAL) - CAST(coalesce(r.shipping, '0') AS REAL)
                - CAST(coalesce(r.duties, '0') AS REAL) - CAST(r.taxes AS REAL)) < 0.005 THEN 'besides'
            ELSE 'inside'
        END AS tax,
        CASE WHEN r.price || r.discount GLOB '*[^-0-9.]*' OR r.qty GLOB '*[^0-9]*' THEN NULL ELSE
            (iif(r.price LIKE '-%', -1, 1) * (1000000 * CAST(ltrim(substr(r.price, 1, instr(r.price || '.', '.') - 1), '-') AS INTEGER)
            + CAST(substr(substr(r.price, instr(r.price || '.', '.') + 1) || '000000', 1, 6) AS INTEGER)))
            * CAST(r.qty AS INTEGER)
            - iif(r.discount LIKE '-%', -1, 1) * (1000000 * CAST(ltrim(substr(r.discount, 1, instr(r.discount || '.', '.') - 1), '-') AS INTEGER)
            + CAST(substr(substr(r.discount, instr(r.discount || '.', '.') + 1) || '000000', 1, 6) AS INTEGER)) END AS micros
    FROM rows AS r
    WHERE /*keys r.parent*/
),
summed AS (
    -- What is no number stays as it is, to be refused.
    SELECT p.*, CASE WHEN p.micros IS NULL THEN p.price || ' * ' || p.qty ELSE
        iif(p.micros < 0, '-', '') || (abs(p.micros) / 1000000) || iif(p.micros % 1000000 = 0, '', '.' || rtrim(printf('%06d', abs(p.micros) % 1000000), '0')) END AS amount
    FROM priced AS p
)
SELECT
    s.parent,
    s.key,
    CASE WHEN s.title IS NULL AND s.price IS NULL THEN 'no_line_item' END AS skip,
    CASE WHEN s.rank = 1 THEN (SELECT min(v."Variant SKU") FROM products_export AS v WHERE v."Variant SKU" IN (s.sku, '''' || s.sku)) END
        AS product,
    CASE s.ships WHEN 'shipping' THEN 'shipping' WHEN 'false' THEN 'digital' ELSE 'goods' END AS kind,
    s.title,
    s.sku,
    s.qty,
    CASE WHEN s.tax <> 'inside' THEN s.price END AS unit_net,
    CASE WHEN s.tax <> 'besides' THEN s.price END AS unit_gross,
    CASE WHEN s.tax <> 'inside' THEN s.amount END AS line_net,
    CASE WHEN s.tax <> 'besides' THEN s.amount END AS line_gross,
    CASE WHEN s.discount GLOB '*[1-9]*' THEN json_array(json_object('source', 'line', 'amount', s.discount)) END AS discounts
FROM summed AS s
ORDER BY s.parent, s.rank, s.place
