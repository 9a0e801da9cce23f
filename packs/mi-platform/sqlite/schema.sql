-- Mi Platform: an invented big-brand platform. Makes an empty database.
--
-- Money is in minor units with two digits, whatever the currency. Times are UTC text, 'YYYY-MM-DDTHH:MM:SS.ffffffZ'.
-- Exact decimals (quantities, ratings, percentages) are TEXT: a numeric column would keep them as floating point.
-- Points are whole numbers. `position` orders the parts of one parent; ids do not, because a part may arrive later.
-- Columns that parts are read by lead an index; references that are mostly empty have partial indexes, so that
-- removing the row they point to does not scan the table.

CREATE TABLE products (
    id            INTEGER PRIMARY KEY,
    sku           TEXT,
    gtin          TEXT,
    handle        TEXT,
    title         TEXT,
    variant_title TEXT,
    options       TEXT,
    status        TEXT
);

-- AUTOINCREMENT: the number of a removed customer, order or case is never given to another one.
CREATE TABLE customers (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    kind              TEXT NOT NULL,           -- registered, guest
    email             TEXT UNIQUE,
    email_verified_at TEXT,
    phone             TEXT,
    phone_verified_at TEXT,
    title             TEXT,
    first_name        TEXT,
    last_name         TEXT,
    company           TEXT,
    locale            TEXT,
    groups            TEXT,
    status            TEXT NOT NULL,           -- active, disabled, deleted, held
    created_at        TEXT,
    last_login_at     TEXT,
    note              TEXT,
    is_staff          INTEGER
);

CREATE TABLE customer_addresses (
    id              INTEGER PRIMARY KEY,
    customer_id     INTEGER NOT NULL REFERENCES customers (id),
    position        INTEGER NOT NULL DEFAULT 0,
    kind            TEXT,
    is_default_ship INTEGER,
    is_default_bill INTEGER,
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
);
CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id, position);

CREATE TABLE customer_credentials (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    position    INTEGER NOT NULL DEFAULT 0,
    scheme      TEXT NOT NULL,
    encoded     TEXT,
    params      TEXT,
    provider    TEXT,
    subject     TEXT
);
CREATE INDEX customer_credentials_customer ON customer_credentials (customer_id, position);

CREATE TABLE customer_consents (
    id              INTEGER PRIMARY KEY,
    customer_id     INTEGER NOT NULL REFERENCES customers (id),
    position        INTEGER NOT NULL DEFAULT 0,
    purpose         TEXT NOT NULL,
    channel         TEXT,
    state           TEXT NOT NULL,             -- granted, denied, withdrawn, soft_opt_in, unknown
    basis           TEXT,
    wording_version TEXT,
    origin          TEXT,
    at              TEXT,
    controller      TEXT
);
CREATE INDEX customer_consents_customer ON customer_consents (customer_id, position);

CREATE TABLE orders (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    number              TEXT NOT NULL UNIQUE,
    group_ref           TEXT,
    customer_id         INTEGER REFERENCES customers (id),
    email               TEXT,
    phone               TEXT,
    placed_at           TEXT,
    currency            TEXT NOT NULL,
    locale              TEXT,
    channel             TEXT,
    prices_include_tax  INTEGER,
    total_items         INTEGER,
    total_discount      INTEGER,
    total_shipping      INTEGER,
    total_tax           INTEGER,
    total_fees          INTEGER,
    total_grand         INTEGER NOT NULL,
    total_paid          INTEGER,
    total_refunded      INTEGER,
    ship_address        TEXT,
    bill_address        TEXT,
    placement           TEXT NOT NULL,         -- pending, confirmed, on_hold, cancelled, expired, failed
    pay_status          TEXT,
    fulfil_status       TEXT,
    native_status       TEXT,
    coupon_codes        TEXT,
    invoices            TEXT,
    held_coupon_code_id INTEGER REFERENCES coupon_codes (id)
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_held_coupon_code ON orders (held_coupon_code_id) WHERE held_coupon_code_id IS NOT NULL;

CREATE TABLE order_lines (
    id             INTEGER PRIMARY KEY,
    order_id       INTEGER NOT NULL REFERENCES orders (id),
    position       INTEGER NOT NULL DEFAULT 0,
    product_id     INTEGER REFERENCES products (id),
    kind           TEXT NOT NULL,
    title          TEXT,
    variant_title  TEXT,
    sku            TEXT,
    gtin           TEXT,
    image          TEXT,
    options        TEXT,
    parent_line_id INTEGER REFERENCES order_lines (id),
    qty            TEXT NOT NULL,
    unit_net       INTEGER,
    unit_gross     INTEGER,
    line_net       INTEGER,
    line_gross     INTEGER,
    taxes          TEXT,
    discounts      TEXT
);
CREATE INDEX order_lines_order ON order_lines (order_id, position);
CREATE INDEX order_lines_parent ON order_lines (parent_line_id) WHERE parent_line_id IS NOT NULL;

CREATE TABLE order_payments (
    id           INTEGER PRIMARY KEY,
    order_id     INTEGER NOT NULL REFERENCES orders (id),
    position     INTEGER NOT NULL DEFAULT 0,
    method       TEXT,
    provider     TEXT,
    provider_txn TEXT,
    kind         TEXT NOT NULL,                -- auth, capture, void
    amount       INTEGER NOT NULL,
    state        TEXT NOT NULL,
    at           TEXT,
    card_brand   TEXT,
    last4        TEXT
);
CREATE INDEX order_payments_order ON order_payments (order_id, position);

CREATE TABLE order_refunds (
    id           INTEGER PRIMARY KEY,
    order_id     INTEGER NOT NULL REFERENCES orders (id),
    position     INTEGER NOT NULL DEFAULT 0,
    payment_id   INTEGER REFERENCES order_payments (id),
    amount       INTEGER NOT NULL,
    items        INTEGER,
    shipping     INTEGER,
    adjustment   INTEGER,
    lines        TEXT,
    destination  TEXT,
    reason       TEXT,
    state        TEXT NOT NULL,
    provider_txn TEXT,
    at           TEXT
);
CREATE INDEX order_refunds_order ON order_refunds (order_id, position);
CREATE INDEX order_refunds_payment ON order_refunds (payment_id) WHERE payment_id IS NOT NULL;

CREATE TABLE order_events (
    id         INTEGER PRIMARY KEY,
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    position   INTEGER NOT NULL DEFAULT 0,
    at         TEXT,
    type       TEXT NOT NULL,
    actor      TEXT,
    is_visible INTEGER,
    text       TEXT
);
CREATE INDEX order_events_order ON order_events (order_id, position);

CREATE TABLE shipments (
    id           INTEGER PRIMARY KEY,
    method       TEXT,
    created_at   TEXT,
    shipped_at   TEXT,
    delivered_at TEXT,
    state        TEXT NOT NULL,
    destination  TEXT
);

CREATE TABLE shipment_orders (
    id          INTEGER PRIMARY KEY,
    shipment_id INTEGER NOT NULL REFERENCES shipments (id),
    position    INTEGER NOT NULL DEFAULT 0,
    order_id    INTEGER NOT NULL REFERENCES orders (id)
);
CREATE INDEX shipment_orders_shipment ON shipment_orders (shipment_id, position);
CREATE INDEX shipment_orders_order ON shipment_orders (order_id);

-- The order of a shipped line is the order of its order line.
CREATE TABLE shipment_lines (
    id            INTEGER PRIMARY KEY,
    shipment_id   INTEGER NOT NULL REFERENCES shipments (id),
    position      INTEGER NOT NULL DEFAULT 0,
    order_line_id INTEGER NOT NULL REFERENCES order_lines (id),
    qty           TEXT NOT NULL
);
CREATE INDEX shipment_lines_shipment ON shipment_lines (shipment_id, position);
CREATE INDEX shipment_lines_order_line ON shipment_lines (order_line_id);

CREATE TABLE parcels (
    id           INTEGER PRIMARY KEY,
    shipment_id  INTEGER NOT NULL REFERENCES shipments (id),
    position     INTEGER NOT NULL DEFAULT 0,
    carrier_code TEXT,
    carrier_name TEXT,
    tracking_no  TEXT,
    url          TEXT
);
CREATE INDEX parcels_shipment ON parcels (shipment_id, position);

CREATE TABLE tracking_events (
    id          INTEGER PRIMARY KEY,
    shipment_id INTEGER NOT NULL REFERENCES shipments (id),
    position    INTEGER NOT NULL DEFAULT 0,
    parcel_id   INTEGER REFERENCES parcels (id),
    at          TEXT,
    status      TEXT,
    raw_code    TEXT,
    raw_text    TEXT,
    location    TEXT
);
CREATE INDEX tracking_events_shipment ON tracking_events (shipment_id, position);
CREATE INDEX tracking_events_parcel ON tracking_events (parcel_id) WHERE parcel_id IS NOT NULL;

CREATE TABLE reviews (
    id                INTEGER PRIMARY KEY,
    product_id        INTEGER REFERENCES products (id),
    variant           TEXT,
    customer_id       INTEGER REFERENCES customers (id),
    author_name       TEXT,
    rating            TEXT,
    rating_best       TEXT,
    rating_worst      TEXT,
    title             TEXT,
    body              TEXT,
    locale            TEXT,
    status            TEXT NOT NULL,           -- pending, approved, rejected, spam
    verified_purchase TEXT,
    order_id          INTEGER REFERENCES orders (id),
    helpful_yes       INTEGER,
    helpful_no        INTEGER,
    created_at        TEXT,
    is_incentivised   INTEGER
);
CREATE INDEX reviews_product ON reviews (product_id);
CREATE INDEX reviews_customer ON reviews (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX reviews_order ON reviews (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE review_media (
    id        INTEGER PRIMARY KEY,
    review_id INTEGER NOT NULL REFERENCES reviews (id),
    position  INTEGER NOT NULL DEFAULT 0,
    url       TEXT,
    sha256    TEXT,
    type      TEXT
);
CREATE INDEX review_media_review ON review_media (review_id, position);

CREATE TABLE review_replies (
    id        INTEGER PRIMARY KEY,
    review_id INTEGER NOT NULL REFERENCES reviews (id),
    position  INTEGER NOT NULL DEFAULT 0,
    author    TEXT,
    body      TEXT,
    at        TEXT
);
CREATE INDEX review_replies_review ON review_replies (review_id, position);

-- `balance` is the sum of the account's posted entries.
CREATE TABLE points_accounts (
    id              INTEGER PRIMARY KEY,
    programme       TEXT NOT NULL,
    customer_id     INTEGER NOT NULL REFERENCES customers (id),
    unit            TEXT,
    decimals        INTEGER,
    balance         INTEGER NOT NULL DEFAULT 0,
    state           TEXT NOT NULL,             -- open, frozen, transferred, closed
    tier            TEXT,
    tier_until      TEXT,
    tier_qualifying TEXT,
    UNIQUE (customer_id, programme)
);

CREATE TABLE points_lots (
    id           INTEGER PRIMARY KEY,
    account_id   INTEGER NOT NULL REFERENCES points_accounts (id),
    position     INTEGER NOT NULL DEFAULT 0,
    original     INTEGER,
    remaining    INTEGER NOT NULL,
    activates_at TEXT,
    expires_at   TEXT
);
CREATE INDEX points_lots_account ON points_lots (account_id, position);

-- An entry that came from another programme has 0 points here; `origin_points` is the figure that the customer knew,
-- and one entry of the type 'transfer' brings the converted sum.
CREATE TABLE points_entries (
    id               INTEGER PRIMARY KEY,
    account_id       INTEGER NOT NULL REFERENCES points_accounts (id),
    position         INTEGER NOT NULL DEFAULT 0,
    seq              INTEGER,
    at               TEXT,
    effective_at     TEXT,
    type             TEXT NOT NULL,            -- earn, burn, expire, adjust, reverse, transfer
    points           INTEGER NOT NULL,
    status           TEXT NOT NULL,            -- posted, pending, void
    activates_at     TEXT,
    order_id         INTEGER REFERENCES orders (id),
    lot_id           INTEGER REFERENCES points_lots (id),
    reason           TEXT,
    origin_points    TEXT,
    origin_programme TEXT,
    idempotency_key  TEXT UNIQUE
);
CREATE INDEX points_entries_account ON points_entries (account_id, position);
CREATE INDEX points_entries_order ON points_entries (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX points_entries_lot ON points_entries (lot_id) WHERE lot_id IS NOT NULL;

-- Where `currency` is empty, amounts count in the currency of the order, figure for figure.
CREATE TABLE coupons (
    id                 INTEGER PRIMARY KEY,
    title              TEXT,
    type               TEXT NOT NULL,          -- percent, fixed_cart, fixed_item, free_ship, gift, bxgy
    value              TEXT,
    currency           TEXT,
    max_discount       INTEGER,
    min_spend          INTEGER,
    min_qty            INTEGER,
    starts_at          TEXT,
    ends_at            TEXT,
    limit_total        INTEGER,
    limit_per_customer INTEGER,
    is_stackable       INTEGER,
    scopes             TEXT,
    origin             TEXT,                   -- marketing, points, compensation
    is_active          INTEGER,
    is_mappable        INTEGER,
    why_not            TEXT,
    created_at         TEXT
);

CREATE TABLE coupon_codes (
    id                 INTEGER PRIMARY KEY,
    coupon_id          INTEGER NOT NULL REFERENCES coupons (id),
    position           INTEGER NOT NULL DEFAULT 0,
    code               TEXT NOT NULL UNIQUE COLLATE NOCASE,
    holder_customer_id INTEGER REFERENCES customers (id),
    holder_email       TEXT,
    usage_limit        INTEGER,
    used_count         INTEGER,
    held_by_order_id   INTEGER REFERENCES orders (id),
    expires_at         TEXT
);
CREATE INDEX coupon_codes_coupon ON coupon_codes (coupon_id, position);
CREATE INDEX coupon_codes_holder ON coupon_codes (holder_customer_id) WHERE holder_customer_id IS NOT NULL;
CREATE INDEX coupon_codes_held_by ON coupon_codes (held_by_order_id) WHERE held_by_order_id IS NOT NULL;

CREATE TABLE coupon_uses (
    id          INTEGER PRIMARY KEY,
    coupon_id   INTEGER NOT NULL REFERENCES coupons (id),
    position    INTEGER NOT NULL DEFAULT 0,
    code_id     INTEGER REFERENCES coupon_codes (id),
    customer_id INTEGER REFERENCES customers (id),
    email       TEXT,
    order_id    INTEGER REFERENCES orders (id),
    amount      INTEGER,
    currency    TEXT,
    at          TEXT,
    reversed_at TEXT
);
CREATE INDEX coupon_uses_coupon ON coupon_uses (coupon_id, position);
CREATE INDEX coupon_uses_code ON coupon_uses (code_id) WHERE code_id IS NOT NULL;
CREATE INDEX coupon_uses_customer ON coupon_uses (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX coupon_uses_order ON coupon_uses (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE stored_values (
    id                INTEGER PRIMARY KEY,
    kind              TEXT NOT NULL,           -- gift_card, store_credit
    code              TEXT,
    currency          TEXT NOT NULL,
    initial           INTEGER,
    balance           INTEGER NOT NULL,
    held              INTEGER,
    expires_at        TEXT,
    owner_customer_id INTEGER REFERENCES customers (id),
    recipient_email   TEXT,
    state             TEXT
);
CREATE INDEX stored_values_owner ON stored_values (owner_customer_id) WHERE owner_customer_id IS NOT NULL;

CREATE TABLE stored_value_entries (
    id              INTEGER PRIMARY KEY,
    stored_value_id INTEGER NOT NULL REFERENCES stored_values (id),
    position        INTEGER NOT NULL DEFAULT 0,
    at              TEXT,
    type            TEXT,
    amount          INTEGER NOT NULL,
    order_id        INTEGER REFERENCES orders (id),
    note            TEXT
);
CREATE INDEX stored_value_entries_value ON stored_value_entries (stored_value_id, position);
CREATE INDEX stored_value_entries_order ON stored_value_entries (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE cases (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    kind                 TEXT NOT NULL,        -- return, exchange, claim, warranty, ticket
    number               TEXT,
    order_id             INTEGER REFERENCES orders (id),
    customer_id          INTEGER REFERENCES customers (id),
    state                TEXT NOT NULL,
    requested_resolution TEXT,
    labels               TEXT,
    deadline_at          TEXT,
    created_at           TEXT
);
CREATE INDEX cases_order ON cases (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX cases_customer ON cases (customer_id) WHERE customer_id IS NOT NULL;

CREATE TABLE case_lines (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    position      INTEGER NOT NULL DEFAULT 0,
    order_line_id INTEGER REFERENCES order_lines (id),
    order_id      INTEGER REFERENCES orders (id),
    qty           TEXT,
    reason        TEXT,
    condition     TEXT
);
CREATE INDEX case_lines_case ON case_lines (case_id, position);
CREATE INDEX case_lines_order_line ON case_lines (order_line_id) WHERE order_line_id IS NOT NULL;
CREATE INDEX case_lines_order ON case_lines (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE case_messages (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    position INTEGER NOT NULL DEFAULT 0,
    at       TEXT,
    author   TEXT,
    text     TEXT
);
CREATE INDEX case_messages_case ON case_messages (case_id, position);

-- A customer may keep the same product twice, once per list.
CREATE TABLE wishlist_items (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    product_id  INTEGER REFERENCES products (id),
    at          TEXT
);
CREATE INDEX wishlist_items_customer ON wishlist_items (customer_id);
