-- Poco Store: an invented multi-site shop platform. Makes an empty database.
--
-- One database serves several sites. Customers have text keys ('C-000123') in the order of their bytes, everything else
-- integers. Times are milliseconds since 1970 in columns named *_ms, money is exact decimals in the currency of its row,
-- points are whole numbers. Statuses are the platform's own words. Foreign keys are nullable where the platform has lost
-- rows before; every column that a part is read by leads an index, so a range of parents is a range of its index.

CREATE TABLE sites (
    code     VARCHAR(16) COLLATE utf8mb4_nopad_bin PRIMARY KEY, -- global, uk, in
    host     TEXT NOT NULL,
    currency TEXT NOT NULL,
    lang     TEXT NOT NULL,
    zone     TEXT NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE products (
    id    BIGINT AUTO_INCREMENT PRIMARY KEY,
    slug  VARCHAR(190) COLLATE utf8mb4_nopad_bin NOT NULL UNIQUE,
    name  TEXT NOT NULL,
    state TEXT NOT NULL                        -- live, gone
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE product_sites (
    product_id BIGINT NOT NULL REFERENCES products (id),
    site       VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL REFERENCES sites (code),
    PRIMARY KEY (product_id, site)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE product_variants (
    id         BIGINT AUTO_INCREMENT PRIMARY KEY,
    product_id BIGINT REFERENCES products (id),
    sku        TEXT,
    ean        TEXT,
    name       TEXT,
    options    JSON,                           -- object
    state      TEXT NOT NULL                   -- live, gone
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX product_variants_product ON product_variants (product_id);

CREATE TABLE stock_levels (
    variant_id BIGINT NOT NULL REFERENCES product_variants (id),
    site       VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL REFERENCES sites (code),
    on_hand    BIGINT NOT NULL,
    PRIMARY KEY (variant_id, site)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE pages (
    id         BIGINT AUTO_INCREMENT PRIMARY KEY,
    site       VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL REFERENCES sites (code),
    path       VARCHAR(500) COLLATE utf8mb4_nopad_bin NOT NULL,
    lang       TEXT,
    kind       TEXT NOT NULL,                  -- item, shelf, help, legal
    product_id BIGINT REFERENCES products (id),
    title      TEXT,
    canonical  TEXT,
    changed_ms BIGINT,
    UNIQUE (site, path)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE customers (
    id                 VARCHAR(32) COLLATE utf8mb4_nopad_bin PRIMARY KEY, -- C-000123
    kind               TEXT NOT NULL,          -- member, guest
    email              VARCHAR(255) COLLATE utf8mb4_nopad_bin,
    email_confirmed_ms BIGINT,
    new_email          TEXT,                   -- a change that has not been confirmed
    mobile             TEXT,
    salutation         TEXT,
    given_name         TEXT,
    family_name        TEXT,
    company            TEXT,
    lang               TEXT,
    zone               TEXT,
    segments           JSON,                   -- array
    vat_ids            JSON,                   -- array
    state              TEXT NOT NULL,          -- active, locked, erased
    is_employee        BOOLEAN NOT NULL DEFAULT false,
    joined_ms          BIGINT,
    last_seen_ms       BIGINT,
    memo               TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX customers_email ON customers (email);

CREATE TABLE customer_sites (
    customer_id   VARCHAR(32) COLLATE utf8mb4_nopad_bin NOT NULL REFERENCES customers (id),
    site          VARCHAR(16) COLLATE utf8mb4_nopad_bin NOT NULL REFERENCES sites (code),
    first_seen_ms BIGINT,
    PRIMARY KEY (customer_id, site)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE customer_addresses (
    id          BIGINT AUTO_INCREMENT PRIMARY KEY,
    customer_id VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    label       TEXT,                          -- home, work, other
    ship_here   BOOLEAN NOT NULL DEFAULT false,
    bill_here   BOOLEAN NOT NULL DEFAULT false,
    addressee   TEXT,
    company     TEXT,
    street      TEXT,
    street2     TEXT,
    town        TEXT,
    region      TEXT,
    postcode    TEXT,
    country     TEXT,
    phone       TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id);

CREATE TABLE customer_logins (
    id          BIGINT AUTO_INCREMENT PRIMARY KEY,
    customer_id VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    scheme      TEXT NOT NULL,                 -- bcrypt, md5, social
    secret      TEXT,
    settings    JSON,                          -- object
    provider    TEXT,
    subject     TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX customer_logins_customer ON customer_logins (customer_id);

CREATE TABLE customer_consents (
    id           BIGINT AUTO_INCREMENT PRIMARY KEY,
    customer_id  VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    topic        TEXT NOT NULL,                -- newsletter, offers, profiling
    channel      TEXT,                         -- email, sms, post
    answer       TEXT NOT NULL,                -- yes, no, taken_back, bought_before, not_asked
    legal_basis  TEXT,
    wording      TEXT,
    captured_via TEXT,
    given_ms     BIGINT,
    controller   TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX customer_consents_customer ON customer_consents (customer_id);

CREATE TABLE sessions (
    token       VARCHAR(190) COLLATE utf8mb4_nopad_bin PRIMARY KEY,
    customer_id VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    until_ms    BIGINT NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE orders (
    id               BIGINT AUTO_INCREMENT PRIMARY KEY,
    number           VARCHAR(64) COLLATE utf8mb4_nopad_bin,
    checkout_ref     TEXT,                     -- the same for orders that one payment settled
    site             VARCHAR(16) COLLATE utf8mb4_nopad_bin REFERENCES sites (code),
    customer_id      VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    contact_email    TEXT,
    contact_phone    TEXT,
    placed_ms        BIGINT,
    currency         TEXT NOT NULL,
    base_rate        DECIMAL(18, 8),          -- euros for one unit of the currency
    lang             TEXT,
    prices_gross     BOOLEAN NOT NULL DEFAULT true,
    goods_total      DECIMAL(14, 2),
    discount_total   DECIMAL(14, 2),
    delivery_total   DECIMAL(14, 2),
    tax_total        DECIMAL(14, 2),
    fee_total        DECIMAL(14, 2),
    grand_total      DECIMAL(14, 2) NOT NULL,
    paid_total       DECIMAL(14, 2),
    refunded_total   DECIMAL(14, 2),
    state            TEXT NOT NULL,            -- basket, awaiting_payment, placed, parked, called_off, lapsed, failed
    money_state      TEXT,                     -- open, reserved, deposit, settled, overpaid, partly_back, back, released
    goods_state      TEXT,                     -- waiting, partly_sent, sent, partly_there, there, partly_returned, returned
    promo_codes      JSON,                     -- array
    link_hash        TEXT,                     -- SHA-256 of the secret in the order's link
    invoices         JSON,                     -- array
    reserved_code_id BIGINT,
    is_test          BOOLEAN NOT NULL DEFAULT false
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_number ON orders (number);

CREATE TABLE order_addresses (
    id        BIGINT AUTO_INCREMENT PRIMARY KEY,
    order_id  BIGINT REFERENCES orders (id),
    role      VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL, -- ship, bill
    addressee TEXT,
    company   TEXT,
    street    TEXT,
    street2   TEXT,
    town      TEXT,
    region    TEXT,
    postcode  TEXT,
    country   TEXT,
    phone     TEXT,
    UNIQUE (order_id, role)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE order_lines (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    order_id       BIGINT REFERENCES orders (id),
    variant_id     BIGINT REFERENCES product_variants (id),
    kind           TEXT NOT NULL,              -- item, download, voucher, bundle, bundle_item, charge
    name           TEXT,
    variant_name   TEXT,
    sku            TEXT,
    ean            TEXT,
    image          TEXT,
    options        JSON,                       -- object
    bundle_line_id BIGINT REFERENCES order_lines (id),
    quantity       DECIMAL(12, 3) NOT NULL,
    net_each       DECIMAL(14, 2),
    gross_each     DECIMAL(14, 2),
    net_sum        DECIMAL(14, 2),
    gross_sum      DECIMAL(14, 2),
    taxes          JSON,                       -- array of {code, rate, amount}
    discounts      JSON                        -- array of {code, source, amount}
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX order_lines_order ON order_lines (order_id);

CREATE TABLE payments (
    id          BIGINT AUTO_INCREMENT PRIMARY KEY,
    order_id    BIGINT REFERENCES orders (id),
    method      TEXT,
    gateway     TEXT,
    gateway_ref TEXT,
    action      TEXT NOT NULL,                 -- reserve, take, release
    amount      DECIMAL(14, 2) NOT NULL,
    outcome     TEXT NOT NULL,                 -- ok, waiting, refused
    at_ms       BIGINT,
    brand       TEXT,
    last_digits TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX payments_order ON payments (order_id);

CREATE TABLE refunds (
    id            BIGINT AUTO_INCREMENT PRIMARY KEY,
    order_id      BIGINT REFERENCES orders (id),
    payment_id    BIGINT REFERENCES payments (id),
    amount        DECIMAL(14, 2) NOT NULL,
    goods_part    DECIMAL(14, 2),
    delivery_part DECIMAL(14, 2),
    correction    DECIMAL(14, 2),
    `lines`       JSON,                        -- array of {line: position from 0, qty, amount}
    back_to       TEXT,                        -- source, credit, points
    why           TEXT,
    outcome       TEXT NOT NULL,               -- ok, waiting, refused
    gateway_ref   TEXT,
    at_ms         BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX refunds_order ON refunds (order_id);

CREATE TABLE order_log (
    id        BIGINT AUTO_INCREMENT PRIMARY KEY,
    order_id  BIGINT REFERENCES orders (id),
    at_ms     BIGINT,
    what      TEXT NOT NULL,
    who       TEXT,
    is_public BOOLEAN NOT NULL DEFAULT false,
    text      TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX order_log_order ON order_log (order_id);

CREATE TABLE shipments (
    id           BIGINT AUTO_INCREMENT PRIMARY KEY,
    site         VARCHAR(16) COLLATE utf8mb4_nopad_bin REFERENCES sites (code),
    method       TEXT,
    packed_ms    BIGINT,
    sent_ms      BIGINT,
    delivered_ms BIGINT,
    state        TEXT NOT NULL                 -- packed, on_its_way, there, lost, sent_back
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE shipment_orders (
    id          BIGINT AUTO_INCREMENT PRIMARY KEY,
    shipment_id BIGINT REFERENCES shipments (id),
    order_id    BIGINT REFERENCES orders (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX shipment_orders_shipment ON shipment_orders (shipment_id);

CREATE TABLE shipment_lines (
    id            BIGINT AUTO_INCREMENT PRIMARY KEY,
    shipment_id   BIGINT REFERENCES shipments (id),
    order_id      BIGINT REFERENCES orders (id),
    order_line_id BIGINT REFERENCES order_lines (id),
    quantity      DECIMAL(12, 3) NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX shipment_lines_shipment ON shipment_lines (shipment_id);

CREATE TABLE parcels (
    id           BIGINT AUTO_INCREMENT PRIMARY KEY,
    shipment_id  BIGINT REFERENCES shipments (id),
    carrier      TEXT,
    carrier_name TEXT,
    tracking_no  TEXT,
    tracking_url TEXT,
    grams        BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX parcels_shipment ON parcels (shipment_id);

CREATE TABLE tracking_events (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    shipment_id    BIGINT REFERENCES shipments (id),
    parcel_id      BIGINT REFERENCES parcels (id),
    at_ms          BIGINT,
    offset_minutes BIGINT,                     -- of the carrier's clock from UTC
    status         TEXT,                       -- announced, moving, customs, out, tried, at_shop, delivered, problem
    code           TEXT,
    text           TEXT,
    place          TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX tracking_events_shipment ON tracking_events (shipment_id);

CREATE TABLE reviews (
    id           BIGINT AUTO_INCREMENT PRIMARY KEY,
    site         VARCHAR(16) COLLATE utf8mb4_nopad_bin REFERENCES sites (code),
    variant_id   BIGINT REFERENCES product_variants (id),
    variant_name TEXT,
    customer_id  VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    nickname     TEXT,
    stars        DECIMAL(4, 2),              -- '4.5'
    out_of       BIGINT,
    aspects      JSON,                         -- array of {name, value}
    headline     TEXT,
    body         TEXT,
    lang         TEXT,
    state        TEXT NOT NULL,                -- live, queued, refused, junk
    bought       TEXT,                         -- yes, no, unknown
    order_id     BIGINT REFERENCES orders (id),
    thumbs_up    BIGINT,
    thumbs_down  BIGINT,
    written_ms   BIGINT,
    rewarded     BOOLEAN
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE review_media (
    id        BIGINT AUTO_INCREMENT PRIMARY KEY,
    review_id BIGINT REFERENCES reviews (id),
    url       TEXT,
    sha256    TEXT,
    mime      TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX review_media_review ON review_media (review_id);

CREATE TABLE review_replies (
    id        BIGINT AUTO_INCREMENT PRIMARY KEY,
    review_id BIGINT REFERENCES reviews (id),
    author    TEXT,
    body      TEXT,
    at_ms     BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX review_replies_review ON review_replies (review_id);

-- `balance` is the sum of the account's booked entries; what waits is in no balance. An account that somebody froze
-- keeps the state that it had before.
CREATE TABLE points_accounts (
    id                  BIGINT AUTO_INCREMENT PRIMARY KEY,
    customer_id         VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    site                VARCHAR(16) COLLATE utf8mb4_nopad_bin REFERENCES sites (code),
    programme           VARCHAR(64) COLLATE utf8mb4_nopad_bin NOT NULL,
    balance             BIGINT NOT NULL DEFAULT 0,
    state               TEXT NOT NULL,         -- open, frozen, blocked, moved, closed
    frozen_by           TEXT,
    frozen_state_before TEXT,
    tier                TEXT,
    tier_until_ms       BIGINT,
    tier_points         BIGINT,
    UNIQUE (customer_id, site, programme)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

-- What a burn takes comes off `remaining`; what a closing transfer takes is kept in `moved`, so that it can be undone.
CREATE TABLE points_lots (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    account_id     BIGINT REFERENCES points_accounts (id),
    granted        BIGINT NOT NULL,
    remaining      BIGINT NOT NULL,
    moved          BIGINT NOT NULL DEFAULT 0,
    usable_from_ms BIGINT,
    expires_ms     BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX points_lots_account ON points_lots (account_id);

CREATE TABLE points_entries (
    id              BIGINT AUTO_INCREMENT PRIMARY KEY,
    account_id      BIGINT REFERENCES points_accounts (id),
    seq             BIGINT,
    at_ms           BIGINT,
    effective_ms    BIGINT,
    kind            TEXT NOT NULL,             -- earned, spent, lapsed, adjusted, reversed, moved
    points          BIGINT NOT NULL,
    state           TEXT NOT NULL,             -- booked, waiting, cancelled
    usable_from_ms  BIGINT,
    order_id        BIGINT REFERENCES orders (id),
    lot_id          BIGINT REFERENCES points_lots (id),
    note            TEXT,
    idempotency_key VARCHAR(190) COLLATE utf8mb4_nopad_bin UNIQUE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX points_entries_account ON points_entries (account_id);

-- The platform itself refuses to earn and burn on an account that is frozen or has moved.
-- A kind that is NULL is refused: one statement, as a trigger with more would need another delimiter.
CREATE TRIGGER points_entries_frozen BEFORE INSERT ON points_entries FOR EACH ROW
SET NEW.kind = CASE
    WHEN NEW.kind IN ('earned', 'spent')
     AND (SELECT a.state FROM points_accounts a WHERE a.id = NEW.account_id) IN ('frozen', 'moved') THEN NULL
    ELSE NEW.kind
END;

CREATE TABLE coupons (
    id               BIGINT AUTO_INCREMENT PRIMARY KEY,
    sites            JSON NOT NULL,            -- array of site codes
    title            TEXT,
    kind             TEXT NOT NULL,            -- percent, amount, amount_each, free_delivery, present, buy_x_get_y
    value            DECIMAL(12, 4),
    currency         TEXT,
    cap              DECIMAL(14, 2),
    min_spend        DECIMAL(14, 2),
    min_items        BIGINT,
    from_ms          BIGINT,
    until_ms         BIGINT,
    max_uses         BIGINT,
    max_per_customer BIGINT,
    combinable       BOOLEAN NOT NULL DEFAULT false,
    scope            JSON,                     -- object of {in, out}
    origin           TEXT NOT NULL,            -- campaign, points, goodwill
    is_on            BOOLEAN NOT NULL DEFAULT true,
    made_ms          BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE coupon_codes (
    id               BIGINT AUTO_INCREMENT PRIMARY KEY,
    coupon_id        BIGINT REFERENCES coupons (id),
    code             VARCHAR(190) COLLATE utf8mb4_nopad_bin UNIQUE,
    owner_id         VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    owner_email      TEXT,
    max_uses         BIGINT,
    used             BIGINT NOT NULL DEFAULT 0,
    held_by_order_id BIGINT REFERENCES orders (id),
    expires_ms       BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX coupon_codes_coupon ON coupon_codes (coupon_id);

CREATE TABLE coupon_uses (
    id          BIGINT AUTO_INCREMENT PRIMARY KEY,
    coupon_id   BIGINT REFERENCES coupons (id),
    code_id     BIGINT REFERENCES coupon_codes (id),
    customer_id VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    email       TEXT,
    order_id    BIGINT REFERENCES orders (id),
    amount      DECIMAL(14, 2),
    currency    TEXT,
    at_ms       BIGINT,
    undone_ms   BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX coupon_uses_coupon ON coupon_uses (coupon_id);

CREATE TABLE gift_cards (
    id         BIGINT AUTO_INCREMENT PRIMARY KEY,
    site       VARCHAR(16) COLLATE utf8mb4_nopad_bin REFERENCES sites (code),
    kind       TEXT NOT NULL,                  -- card, credit
    code       VARCHAR(190) COLLATE utf8mb4_nopad_bin UNIQUE,
    currency   TEXT NOT NULL,
    face       DECIMAL(14, 2),
    balance    DECIMAL(14, 2) NOT NULL,
    held       DECIMAL(14, 2),
    expires_ms BIGINT,
    owner_id   VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    sent_to    TEXT,
    state      TEXT NOT NULL                   -- active, spent, stopped
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE gift_card_entries (
    id       BIGINT AUTO_INCREMENT PRIMARY KEY,
    card_id  BIGINT REFERENCES gift_cards (id),
    at_ms    BIGINT,
    kind     TEXT,                             -- issue, spend, refund
    amount   DECIMAL(14, 2) NOT NULL,
    order_id BIGINT REFERENCES orders (id),
    note     TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX gift_card_entries_card ON gift_card_entries (card_id);

CREATE TABLE return_cases (
    id          BIGINT AUTO_INCREMENT PRIMARY KEY,
    number      TEXT,
    site        VARCHAR(16) COLLATE utf8mb4_nopad_bin REFERENCES sites (code),
    kind        TEXT NOT NULL,                 -- return, swap, claim, warranty, question
    order_id    BIGINT REFERENCES orders (id),
    customer_id VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    state       TEXT NOT NULL,                 -- asked, agreed, travelling, arrived, looked_at, done, refused, dropped
    wish        TEXT,                          -- money, swap, repair
    labels      JSON,                          -- array
    deadline_ms BIGINT,
    opened_ms   BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE TABLE return_lines (
    id            BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id       BIGINT REFERENCES return_cases (id),
    order_id      BIGINT REFERENCES orders (id),
    order_line_id BIGINT REFERENCES order_lines (id),
    quantity      DECIMAL(12, 3),
    why           TEXT,
    `condition`   TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX return_lines_case ON return_lines (case_id);

CREATE TABLE return_messages (
    id      BIGINT AUTO_INCREMENT PRIMARY KEY,
    case_id BIGINT REFERENCES return_cases (id),
    at_ms   BIGINT,
    author  TEXT,                              -- customer, shop
    text    TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX return_messages_case ON return_messages (case_id);

CREATE TABLE wishlists (
    id          BIGINT AUTO_INCREMENT PRIMARY KEY,
    site        VARCHAR(16) COLLATE utf8mb4_nopad_bin REFERENCES sites (code),
    customer_id VARCHAR(32) COLLATE utf8mb4_nopad_bin REFERENCES customers (id),
    variant_id  BIGINT REFERENCES product_variants (id),
    at_ms       BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

-- Orders and the codes that they hold refer to each other.
ALTER TABLE orders ADD CONSTRAINT orders_reserved_code_id_fkey FOREIGN KEY (reserved_code_id) REFERENCES coupon_codes (id);
