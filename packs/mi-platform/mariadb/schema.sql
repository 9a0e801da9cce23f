-- Mi Platform: an invented big-brand platform. Makes an empty database.
--
-- Money is in minor units with two digits, whatever the currency. Times are UTC, with microseconds. Points are whole
-- numbers. `position` orders the parts of one parent; ids do not, because a part may arrive later. Ids come from sequences,
-- so that two writers never meet. What tells one row from another compares byte for byte; other text as people read it.
-- Columns that parts are read by lead an index.

CREATE SEQUENCE products_id;
CREATE TABLE products (
    id            BIGINT PRIMARY KEY DEFAULT nextval(products_id),
    sku           TEXT,
    gtin          TEXT,
    handle        TEXT,
    title         TEXT,
    variant_title TEXT,
    options       JSON,
    status        TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE SEQUENCE customers_id;
CREATE TABLE customers (
    id                BIGINT PRIMARY KEY DEFAULT nextval(customers_id),
    kind              TEXT NOT NULL,           -- registered, guest
    email             VARCHAR(255) COLLATE utf8mb4_nopad_bin UNIQUE,
    email_verified_at DATETIME(6),
    phone             TEXT,
    phone_verified_at DATETIME(6),
    title             TEXT,
    first_name        TEXT,
    last_name         TEXT,
    company           TEXT,
    locale            TEXT,
    groups            JSON,
    status            TEXT NOT NULL,           -- active, disabled, deleted, held
    created_at        DATETIME(6),
    last_login_at     DATETIME(6),
    note              TEXT,
    is_staff          BOOLEAN
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE SEQUENCE customer_addresses_id;
CREATE TABLE customer_addresses (
    id              BIGINT PRIMARY KEY DEFAULT nextval(customer_addresses_id),
    customer_id     BIGINT NOT NULL REFERENCES customers (id),
    position        BIGINT NOT NULL DEFAULT 0,
    kind            TEXT,
    is_default_ship BOOLEAN,
    is_default_bill BOOLEAN,
    full_name       TEXT,
    company         TEXT,
    line1           TEXT,
    line2           TEXT,
    line3           TEXT,
    city            TEXT,
    district        TEXT,
    region          TEXT,
    postal          TEXT,
    country         TEXT,
    phone           TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id, position);

CREATE SEQUENCE customer_credentials_id;
CREATE TABLE customer_credentials (
    id          BIGINT PRIMARY KEY DEFAULT nextval(customer_credentials_id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    position    BIGINT NOT NULL DEFAULT 0,
    scheme      TEXT NOT NULL,
    encoded     TEXT,
    params      JSON,
    provider    TEXT,
    subject     TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX customer_credentials_customer ON customer_credentials (customer_id, position);

CREATE SEQUENCE customer_consents_id;
CREATE TABLE customer_consents (
    id              BIGINT PRIMARY KEY DEFAULT nextval(customer_consents_id),
    customer_id     BIGINT NOT NULL REFERENCES customers (id),
    position        BIGINT NOT NULL DEFAULT 0,
    purpose         TEXT NOT NULL,
    channel         TEXT,
    state           TEXT NOT NULL,             -- granted, denied, withdrawn, soft_opt_in, unknown
    basis           TEXT,
    wording_version TEXT,
    origin          TEXT,
    at              DATETIME(6),
    controller      TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX customer_consents_customer ON customer_consents (customer_id, position);

CREATE SEQUENCE orders_id;
CREATE TABLE orders (
    id                  BIGINT PRIMARY KEY DEFAULT nextval(orders_id),
    number              VARCHAR(190) COLLATE utf8mb4_nopad_bin NOT NULL UNIQUE,
    group_ref           TEXT,
    customer_id         BIGINT REFERENCES customers (id),
    email               TEXT,
    phone               TEXT,
    placed_at           DATETIME(6),
    currency            TEXT NOT NULL,
    locale              TEXT,
    channel             TEXT,
    prices_include_tax  BOOLEAN,
    total_items         BIGINT,
    total_discount      BIGINT,
    total_shipping      BIGINT,
    total_tax           BIGINT,
    total_fees          BIGINT,
    total_grand         BIGINT NOT NULL,
    total_paid          BIGINT,
    total_refunded      BIGINT,
    ship_address        JSON,
    bill_address        JSON,
    placement           TEXT NOT NULL,         -- pending, confirmed, on_hold, cancelled, expired, failed
    pay_status          TEXT,
    fulfil_status       TEXT,
    native_status       TEXT,
    coupon_codes        JSON,
    invoices            JSON,
    held_coupon_code_id BIGINT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_held_coupon_code ON orders (held_coupon_code_id);

CREATE SEQUENCE order_lines_id;
CREATE TABLE order_lines (
    id             BIGINT PRIMARY KEY DEFAULT nextval(order_lines_id),
    order_id       BIGINT NOT NULL REFERENCES orders (id),
    position       BIGINT NOT NULL DEFAULT 0,
    product_id     BIGINT REFERENCES products (id),
    kind           TEXT NOT NULL,
    title          TEXT,
    variant_title  TEXT,
    sku            TEXT,
    gtin           TEXT,
    image          TEXT,
    options        JSON,
    parent_line_id BIGINT REFERENCES order_lines (id),
    qty            DECIMAL(38, 12) NOT NULL,
    unit_net       BIGINT,
    unit_gross     BIGINT,
    line_net       BIGINT,
    line_gross     BIGINT,
    taxes          JSON,
    discounts      JSON
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX order_lines_order ON order_lines (order_id, position);
CREATE INDEX order_lines_parent ON order_lines (parent_line_id);

CREATE SEQUENCE order_payments_id;
CREATE TABLE order_payments (
    id           BIGINT PRIMARY KEY DEFAULT nextval(order_payments_id),
    order_id     BIGINT NOT NULL REFERENCES orders (id),
    position     BIGINT NOT NULL DEFAULT 0,
    method       TEXT,
    provider     TEXT,
    provider_txn TEXT,
    kind         TEXT NOT NULL,                -- auth, capture, void
    amount       BIGINT NOT NULL,
    state        TEXT NOT NULL,
    at           DATETIME(6),
    card_brand   TEXT,
    last4        TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX order_payments_order ON order_payments (order_id, position);

CREATE SEQUENCE order_refunds_id;
CREATE TABLE order_refunds (
    id           BIGINT PRIMARY KEY DEFAULT nextval(order_refunds_id),
    order_id     BIGINT NOT NULL REFERENCES orders (id),
    position     BIGINT NOT NULL DEFAULT 0,
    payment_id   BIGINT REFERENCES order_payments (id),
    amount       BIGINT NOT NULL,
    items        BIGINT,
    shipping     BIGINT,
    adjustment   BIGINT,
    `lines`      JSON,
    destination  TEXT,
    reason       TEXT,
    state        TEXT NOT NULL,
    provider_txn TEXT,
    at           DATETIME(6)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX order_refunds_order ON order_refunds (order_id, position);
CREATE INDEX order_refunds_payment ON order_refunds (payment_id);

CREATE SEQUENCE order_events_id;
CREATE TABLE order_events (
    id         BIGINT PRIMARY KEY DEFAULT nextval(order_events_id),
    order_id   BIGINT NOT NULL REFERENCES orders (id),
    position   BIGINT NOT NULL DEFAULT 0,
    at         DATETIME(6),
    type       TEXT NOT NULL,
    actor      TEXT,
    is_visible BOOLEAN,
    text       TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX order_events_order ON order_events (order_id, position);

CREATE SEQUENCE shipments_id;
CREATE TABLE shipments (
    id           BIGINT PRIMARY KEY DEFAULT nextval(shipments_id),
    method       TEXT,
    created_at   DATETIME(6),
    shipped_at   DATETIME(6),
    delivered_at DATETIME(6),
    state        TEXT NOT NULL,
    destination  JSON
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE SEQUENCE shipment_orders_id;
CREATE TABLE shipment_orders (
    id          BIGINT PRIMARY KEY DEFAULT nextval(shipment_orders_id),
    shipment_id BIGINT NOT NULL REFERENCES shipments (id),
    position    BIGINT NOT NULL DEFAULT 0,
    order_id    BIGINT NOT NULL REFERENCES orders (id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX shipment_orders_shipment ON shipment_orders (shipment_id, position);
CREATE INDEX shipment_orders_order ON shipment_orders (order_id);

-- The order of a shipped line is the order of its order line.
CREATE SEQUENCE shipment_lines_id;
CREATE TABLE shipment_lines (
    id            BIGINT PRIMARY KEY DEFAULT nextval(shipment_lines_id),
    shipment_id   BIGINT NOT NULL REFERENCES shipments (id),
    position      BIGINT NOT NULL DEFAULT 0,
    order_line_id BIGINT NOT NULL REFERENCES order_lines (id),
    qty           DECIMAL(38, 12) NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX shipment_lines_shipment ON shipment_lines (shipment_id, position);
CREATE INDEX shipment_lines_order_line ON shipment_lines (order_line_id);

CREATE SEQUENCE parcels_id;
CREATE TABLE parcels (
    id           BIGINT PRIMARY KEY DEFAULT nextval(parcels_id),
    shipment_id  BIGINT NOT NULL REFERENCES shipments (id),
    position     BIGINT NOT NULL DEFAULT 0,
    carrier_code TEXT,
    carrier_name TEXT,
    tracking_no  TEXT,
    url          TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX parcels_shipment ON parcels (shipment_id, position);

CREATE SEQUENCE tracking_events_id;
CREATE TABLE tracking_events (
    id          BIGINT PRIMARY KEY DEFAULT nextval(tracking_events_id),
    shipment_id BIGINT NOT NULL REFERENCES shipments (id),
    position    BIGINT NOT NULL DEFAULT 0,
    parcel_id   BIGINT REFERENCES parcels (id),
    at          DATETIME(6),
    status      TEXT,
    raw_code    TEXT,
    raw_text    TEXT,
    location    TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX tracking_events_shipment ON tracking_events (shipment_id, position);
CREATE INDEX tracking_events_parcel ON tracking_events (parcel_id);

CREATE SEQUENCE reviews_id;
CREATE TABLE reviews (
    id                BIGINT PRIMARY KEY DEFAULT nextval(reviews_id),
    product_id        BIGINT REFERENCES products (id),
    variant           TEXT,
    customer_id       BIGINT REFERENCES customers (id),
    author_name       TEXT,
    rating            DECIMAL(38, 12),
    rating_best       DECIMAL(38, 12),
    rating_worst      DECIMAL(38, 12),
    title             TEXT,
    body              TEXT,
    locale            TEXT,
    status            TEXT NOT NULL,           -- pending, approved, rejected, spam
    verified_purchase TEXT,
    order_id          BIGINT REFERENCES orders (id),
    helpful_yes       BIGINT,
    helpful_no        BIGINT,
    created_at        DATETIME(6),
    is_incentivised   BOOLEAN
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX reviews_product ON reviews (product_id);
CREATE INDEX reviews_customer ON reviews (customer_id);
CREATE INDEX reviews_order ON reviews (order_id);

CREATE SEQUENCE review_media_id;
CREATE TABLE review_media (
    id        BIGINT PRIMARY KEY DEFAULT nextval(review_media_id),
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    position  BIGINT NOT NULL DEFAULT 0,
    url       TEXT,
    sha256    TEXT,
    type      TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX review_media_review ON review_media (review_id, position);

CREATE SEQUENCE review_replies_id;
CREATE TABLE review_replies (
    id        BIGINT PRIMARY KEY DEFAULT nextval(review_replies_id),
    review_id BIGINT NOT NULL REFERENCES reviews (id),
    position  BIGINT NOT NULL DEFAULT 0,
    author    TEXT,
    body      TEXT,
    at        DATETIME(6)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX review_replies_review ON review_replies (review_id, position);

-- `balance` is the sum of the account's posted entries.
CREATE SEQUENCE points_accounts_id;
CREATE TABLE points_accounts (
    id              BIGINT PRIMARY KEY DEFAULT nextval(points_accounts_id),
    programme       VARCHAR(64) COLLATE utf8mb4_nopad_bin NOT NULL,
    customer_id     BIGINT NOT NULL REFERENCES customers (id),
    unit            TEXT,
    decimals        BIGINT,
    balance         BIGINT NOT NULL DEFAULT 0,
    state           TEXT NOT NULL,             -- open, frozen, transferred, closed
    tier            TEXT,
    tier_until      DATETIME(6),
    tier_qualifying DECIMAL(38, 12),
    UNIQUE (customer_id, programme)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

CREATE SEQUENCE points_lots_id;
CREATE TABLE points_lots (
    id           BIGINT PRIMARY KEY DEFAULT nextval(points_lots_id),
    account_id   BIGINT NOT NULL REFERENCES points_accounts (id),
    position     BIGINT NOT NULL DEFAULT 0,
    original     BIGINT,
    remaining    BIGINT NOT NULL,
    activates_at DATETIME(6),
    expires_at   DATETIME(6)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX points_lots_account ON points_lots (account_id, position);

-- An entry that came from another programme has 0 points here; `origin_points` is the figure that the customer knew,
-- and one entry of the type 'transfer' brings the converted sum.
CREATE SEQUENCE points_entries_id;
CREATE TABLE points_entries (
    id               BIGINT PRIMARY KEY DEFAULT nextval(points_entries_id),
    account_id       BIGINT NOT NULL REFERENCES points_accounts (id),
    position         BIGINT NOT NULL DEFAULT 0,
    seq              BIGINT,
    at               DATETIME(6),
    effective_at     DATETIME(6),
    type             TEXT NOT NULL,            -- earn, burn, expire, adjust, reverse, transfer
    points           BIGINT NOT NULL,
    status           TEXT NOT NULL,            -- posted, pending, void
    activates_at     DATETIME(6),
    order_id         BIGINT REFERENCES orders (id),
    lot_id           BIGINT REFERENCES points_lots (id),
    reason           TEXT,
    origin_points    DECIMAL(38, 12),
    origin_programme TEXT,
    idempotency_key  VARCHAR(190) COLLATE utf8mb4_nopad_bin UNIQUE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX points_entries_account ON points_entries (account_id, position);
CREATE INDEX points_entries_order ON points_entries (order_id);
CREATE INDEX points_entries_lot ON points_entries (lot_id);

-- Where `currency` is empty, amounts count in the currency of the order, figure for figure.
CREATE SEQUENCE coupons_id;
CREATE TABLE coupons (
    id                 BIGINT PRIMARY KEY DEFAULT nextval(coupons_id),
    title              TEXT,
    type               TEXT NOT NULL,          -- percent, fixed_cart, fixed_item, free_ship, gift, bxgy
    value              DECIMAL(38, 12),
    currency           TEXT,
    max_discount       BIGINT,
    min_spend          BIGINT,
    min_qty            BIGINT,
    starts_at          DATETIME(6),
    ends_at            DATETIME(6),
    limit_total        BIGINT,
    limit_per_customer BIGINT,
    is_stackable       BOOLEAN,
    scopes             JSON,
    origin             TEXT,                   -- marketing, points, compensation
    is_active          BOOLEAN,
    is_mappable        BOOLEAN,
    why_not            TEXT,
    created_at         DATETIME(6)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;

-- People type codes in either case.
CREATE SEQUENCE coupon_codes_id;
CREATE TABLE coupon_codes (
    id                 BIGINT PRIMARY KEY DEFAULT nextval(coupon_codes_id),
    coupon_id          BIGINT NOT NULL REFERENCES coupons (id),
    position           BIGINT NOT NULL DEFAULT 0,
    code               VARCHAR(190) COLLATE utf8mb4_nopad_bin NOT NULL,
    holder_customer_id BIGINT REFERENCES customers (id),
    holder_email       TEXT,
    usage_limit        BIGINT,
    used_count         BIGINT,
    held_by_order_id   BIGINT REFERENCES orders (id),
    expires_at         DATETIME(6),
    code_folded        VARCHAR(190) COLLATE utf8mb4_nopad_bin AS (lower(code)) PERSISTENT UNIQUE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX coupon_codes_coupon ON coupon_codes (coupon_id, position);
CREATE INDEX coupon_codes_holder ON coupon_codes (holder_customer_id);
CREATE INDEX coupon_codes_held_by ON coupon_codes (held_by_order_id);

CREATE SEQUENCE coupon_uses_id;
CREATE TABLE coupon_uses (
    id          BIGINT PRIMARY KEY DEFAULT nextval(coupon_uses_id),
    coupon_id   BIGINT NOT NULL REFERENCES coupons (id),
    position    BIGINT NOT NULL DEFAULT 0,
    code_id     BIGINT REFERENCES coupon_codes (id),
    customer_id BIGINT REFERENCES customers (id),
    email       TEXT,
    order_id    BIGINT REFERENCES orders (id),
    amount      BIGINT,
    currency    TEXT,
    at          DATETIME(6),
    reversed_at DATETIME(6)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX coupon_uses_coupon ON coupon_uses (coupon_id, position);
CREATE INDEX coupon_uses_code ON coupon_uses (code_id);
CREATE INDEX coupon_uses_customer ON coupon_uses (customer_id);
CREATE INDEX coupon_uses_order ON coupon_uses (order_id);

CREATE SEQUENCE stored_values_id;
CREATE TABLE stored_values (
    id                BIGINT PRIMARY KEY DEFAULT nextval(stored_values_id),
    kind              TEXT NOT NULL,           -- gift_card, store_credit
    code              TEXT,
    currency          TEXT NOT NULL,
    initial           BIGINT,
    balance           BIGINT NOT NULL,
    held              BIGINT,
    expires_at        DATETIME(6),
    owner_customer_id BIGINT REFERENCES customers (id),
    recipient_email   TEXT,
    state             TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX stored_values_owner ON stored_values (owner_customer_id);

CREATE SEQUENCE stored_value_entries_id;
CREATE TABLE stored_value_entries (
    id              BIGINT PRIMARY KEY DEFAULT nextval(stored_value_entries_id),
    stored_value_id BIGINT NOT NULL REFERENCES stored_values (id),
    position        BIGINT NOT NULL DEFAULT 0,
    at              DATETIME(6),
    type            TEXT,
    amount          BIGINT NOT NULL,
    order_id        BIGINT REFERENCES orders (id),
    note            TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX stored_value_entries_value ON stored_value_entries (stored_value_id, position);
CREATE INDEX stored_value_entries_order ON stored_value_entries (order_id);

CREATE SEQUENCE cases_id;
CREATE TABLE cases (
    id                   BIGINT PRIMARY KEY DEFAULT nextval(cases_id),
    kind                 TEXT NOT NULL,        -- return, exchange, claim, warranty, ticket
    number               TEXT,
    order_id             BIGINT REFERENCES orders (id),
    customer_id          BIGINT REFERENCES customers (id),
    state                TEXT NOT NULL,
    requested_resolution TEXT,
    labels               JSON,
    deadline_at          DATETIME(6),
    created_at           DATETIME(6)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX cases_order ON cases (order_id);
CREATE INDEX cases_customer ON cases (customer_id);

CREATE SEQUENCE case_lines_id;
CREATE TABLE case_lines (
    id            BIGINT PRIMARY KEY DEFAULT nextval(case_lines_id),
    case_id       BIGINT NOT NULL REFERENCES cases (id),
    position      BIGINT NOT NULL DEFAULT 0,
    order_line_id BIGINT REFERENCES order_lines (id),
    order_id      BIGINT REFERENCES orders (id),
    qty           DECIMAL(38, 12),
    reason        TEXT,
    `condition`   TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX case_lines_case ON case_lines (case_id, position);
CREATE INDEX case_lines_order_line ON case_lines (order_line_id);
CREATE INDEX case_lines_order ON case_lines (order_id);

CREATE SEQUENCE case_messages_id;
CREATE TABLE case_messages (
    id       BIGINT PRIMARY KEY DEFAULT nextval(case_messages_id),
    case_id  BIGINT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL DEFAULT 0,
    at       DATETIME(6),
    author   TEXT,
    text     TEXT
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX case_messages_case ON case_messages (case_id, position);

-- A customer may keep the same product twice, once per list.
CREATE SEQUENCE wishlist_items_id;
CREATE TABLE wishlist_items (
    id          BIGINT PRIMARY KEY DEFAULT nextval(wishlist_items_id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    product_id  BIGINT REFERENCES products (id),
    at          DATETIME(6)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;
CREATE INDEX wishlist_items_customer ON wishlist_items (customer_id);

-- Orders and the codes that they hold refer to each other.
ALTER TABLE orders ADD CONSTRAINT orders_held_coupon_code_id_fkey FOREIGN KEY (held_coupon_code_id) REFERENCES coupon_codes (id);
