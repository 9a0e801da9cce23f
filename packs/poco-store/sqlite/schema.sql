-- Poco Store: an invented multi-site shop platform. Makes an empty database.
--
-- One database serves several sites. Customers have text keys ('C-000123'), everything else integers. Times are
-- milliseconds since 1970 in columns named *_ms, money is decimal text ('12.34') in the currency of its row, points
-- are whole numbers. Statuses are the platform's own words. Foreign keys are nullable where the platform has lost
-- rows before; every column that a part is read by leads an index, so a range of parents is a range of its index.

CREATE TABLE sites (
    code     TEXT PRIMARY KEY,                 -- global, uk, in
    host     TEXT NOT NULL,
    currency TEXT NOT NULL,
    lang     TEXT NOT NULL,
    zone     TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE products (
    id    INTEGER PRIMARY KEY,
    slug  TEXT NOT NULL UNIQUE,
    name  TEXT NOT NULL,
    state TEXT NOT NULL                        -- live, gone
);

CREATE TABLE product_sites (
    product_id INTEGER NOT NULL REFERENCES products (id),
    site       TEXT NOT NULL REFERENCES sites (code),
    PRIMARY KEY (product_id, site)
) WITHOUT ROWID;

CREATE TABLE product_variants (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER REFERENCES products (id),
    sku        TEXT,
    ean        TEXT,
    name       TEXT,
    options    TEXT,                           -- JSON object
    state      TEXT NOT NULL                   -- live, gone
);
CREATE INDEX product_variants_product ON product_variants (product_id);

CREATE TABLE stock_levels (
    variant_id INTEGER NOT NULL REFERENCES product_variants (id),
    site       TEXT NOT NULL REFERENCES sites (code),
    on_hand    INTEGER NOT NULL,
    PRIMARY KEY (variant_id, site)
) WITHOUT ROWID;

CREATE TABLE pages (
    id         INTEGER PRIMARY KEY,
    site       TEXT NOT NULL REFERENCES sites (code),
    path       TEXT NOT NULL,
    lang       TEXT,
    kind       TEXT NOT NULL,                  -- item, shelf, help, legal
    product_id INTEGER REFERENCES products (id),
    title      TEXT,
    canonical  TEXT,
    changed_ms INTEGER,
    UNIQUE (site, path)
);

CREATE TABLE customers (
    id                 TEXT PRIMARY KEY,       -- C-000123
    kind               TEXT NOT NULL,          -- member, guest
    email              TEXT,
    email_confirmed_ms INTEGER,
    new_email          TEXT,                   -- a change that has not been confirmed
    mobile             TEXT,
    salutation         TEXT,
    given_name         TEXT,
    family_name        TEXT,
    company            TEXT,
    lang               TEXT,
    zone               TEXT,
    segments           TEXT,                   -- JSON array
    vat_ids            TEXT,                   -- JSON array
    state              TEXT NOT NULL,          -- active, locked, erased
    is_employee        INTEGER NOT NULL DEFAULT 0,
    joined_ms          INTEGER,
    last_seen_ms       INTEGER,
    memo               TEXT
);
CREATE INDEX customers_email ON customers (email);

CREATE TABLE customer_sites (
    customer_id   TEXT NOT NULL REFERENCES customers (id),
    site          TEXT NOT NULL REFERENCES sites (code),
    first_seen_ms INTEGER,
    PRIMARY KEY (customer_id, site)
) WITHOUT ROWID;

CREATE TABLE customer_addresses (
    id           INTEGER PRIMARY KEY,
    customer_id  TEXT REFERENCES customers (id),
    label        TEXT,                         -- home, work, other
    ship_here    INTEGER NOT NULL DEFAULT 0,
    bill_here    INTEGER NOT NULL DEFAULT 0,
    addressee    TEXT,
    company      TEXT,
    street       TEXT,
    street2      TEXT,
    town         TEXT,
    region       TEXT,
    postcode     TEXT,
    country      TEXT,
    phone        TEXT
);
CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id);

CREATE TABLE customer_logins (
    id          INTEGER PRIMARY KEY,
    customer_id TEXT REFERENCES customers (id),
    scheme      TEXT NOT NULL,                 -- bcrypt, md5, social
    secret      TEXT,
    settings    TEXT,                          -- JSON object
    provider    TEXT,
    subject     TEXT
);
CREATE INDEX customer_logins_customer ON customer_logins (customer_id);

CREATE TABLE customer_consents (
    id           INTEGER PRIMARY KEY,
    customer_id  TEXT REFERENCES customers (id),
    topic        TEXT NOT NULL,                -- newsletter, offers, profiling
    channel      TEXT,                         -- email, sms, post
    answer       TEXT NOT NULL,                -- yes, no, taken_back, bought_before, not_asked
    legal_basis  TEXT,
    wording      TEXT,
    captured_via TEXT,
    given_ms     INTEGER,
    controller   TEXT
);
CREATE INDEX customer_consents_customer ON customer_consents (customer_id);

CREATE TABLE sessions (
    token       TEXT PRIMARY KEY,
    customer_id TEXT REFERENCES customers (id),
    until_ms    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE orders (
    id               INTEGER PRIMARY KEY,
    number           TEXT,
    checkout_ref     TEXT,                     -- the same for orders that one payment settled
    site             TEXT REFERENCES sites (code),
    customer_id      TEXT REFERENCES customers (id),
    contact_email    TEXT,
    contact_phone    TEXT,
    placed_ms        INTEGER,
    currency         TEXT NOT NULL,
    base_rate        TEXT,                     -- euros for one unit of the currency
    lang             TEXT,
    prices_gross     INTEGER NOT NULL DEFAULT 1,
    goods_total      TEXT,
    discount_total   TEXT,
    delivery_total   TEXT,
    tax_total        TEXT,
    fee_total        TEXT,
    grand_total      TEXT NOT NULL,
    paid_total       TEXT,
    refunded_total   TEXT,
    state            TEXT NOT NULL,            -- basket, awaiting_payment, placed, parked, called_off, lapsed, failed
    money_state      TEXT,                     -- open, reserved, deposit, settled, overpaid, partly_back, back, released
    goods_state      TEXT,                     -- waiting, partly_sent, sent, partly_there, there, partly_returned, returned
    promo_codes      TEXT,                     -- JSON array
    link_hash        TEXT,                     -- SHA-256 of the secret in the order's link
    invoices         TEXT,                     -- JSON array
    reserved_code_id INTEGER REFERENCES coupon_codes (id),
    is_test          INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_number ON orders (number);

CREATE TABLE order_addresses (
    id        INTEGER PRIMARY KEY,
    order_id  INTEGER REFERENCES orders (id),
    role      TEXT NOT NULL,                   -- ship, bill
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
);

CREATE TABLE order_lines (
    id             INTEGER PRIMARY KEY,
    order_id       INTEGER REFERENCES orders (id),
    variant_id     INTEGER REFERENCES product_variants (id),
    kind           TEXT NOT NULL,              -- item, download, voucher, bundle, bundle_item, charge
    name           TEXT,
    variant_name   TEXT,
    sku            TEXT,
    ean            TEXT,
    image          TEXT,
    options        TEXT,                       -- JSON object
    bundle_line_id INTEGER REFERENCES order_lines (id),
    quantity       TEXT NOT NULL,
    net_each       TEXT,
    gross_each     TEXT,
    net_sum        TEXT,
    gross_sum      TEXT,
    taxes          TEXT,                       -- JSON array of {code, rate, amount}
    discounts      TEXT                        -- JSON array of {code, source, amount}
);
CREATE INDEX order_lines_order ON order_lines (order_id);

CREATE TABLE payments (
    id          INTEGER PRIMARY KEY,
    order_id    INTEGER REFERENCES orders (id),
    method      TEXT,
    gateway     TEXT,
    gateway_ref TEXT,
    action      TEXT NOT NULL,                 -- reserve, take, release
    amount      TEXT NOT NULL,
    outcome     TEXT NOT NULL,                 -- ok, waiting, refused
    at_ms       INTEGER,
    brand       TEXT,
    last_digits TEXT
);
CREATE INDEX payments_order ON payments (order_id);

CREATE TABLE refunds (
    id            INTEGER PRIMARY KEY,
    order_id      INTEGER REFERENCES orders (id),
    payment_id    INTEGER REFERENCES payments (id),
    amount        TEXT NOT NULL,
    goods_part    TEXT,
    delivery_part TEXT,
    correction    TEXT,
    lines         TEXT,                        -- JSON array of {line: position from 0, qty, amount}
    back_to       TEXT,                        -- source, credit, points
    why           TEXT,
    outcome       TEXT NOT NULL,               -- ok, waiting, refused
    gateway_ref   TEXT,
    at_ms         INTEGER
);
CREATE INDEX refunds_order ON refunds (order_id);

CREATE TABLE order_log (
    id        INTEGER PRIMARY KEY,
    order_id  INTEGER REFERENCES orders (id),
    at_ms     INTEGER,
    what      TEXT NOT NULL,
    who       TEXT,
    is_public INTEGER NOT NULL DEFAULT 0,
    text      TEXT
);
CREATE INDEX order_log_order ON order_log (order_id);

CREATE TABLE shipments (
    id           INTEGER PRIMARY KEY,
    site         TEXT REFERENCES sites (code),
    method       TEXT,
    packed_ms    INTEGER,
    sent_ms      INTEGER,
    delivered_ms INTEGER,
    state        TEXT NOT NULL                 -- packed, on_its_way, there, lost, sent_back
);

CREATE TABLE shipment_orders (
    id          INTEGER PRIMARY KEY,
    shipment_id INTEGER REFERENCES shipments (id),
    order_id    INTEGER REFERENCES orders (id)
);
CREATE INDEX shipment_orders_shipment ON shipment_orders (shipment_id);

CREATE TABLE shipment_lines (
    id            INTEGER PRIMARY KEY,
    shipment_id   INTEGER REFERENCES shipments (id),
    order_id      INTEGER REFERENCES orders (id),
    order_line_id INTEGER REFERENCES order_lines (id),
    quantity      TEXT NOT NULL
);
CREATE INDEX shipment_lines_shipment ON shipment_lines (shipment_id);

CREATE TABLE parcels (
    id           INTEGER PRIMARY KEY,
    shipment_id  INTEGER REFERENCES shipments (id),
    carrier      TEXT,
    carrier_name TEXT,
    tracking_no  TEXT,
    tracking_url TEXT,
    grams        INTEGER
);
CREATE INDEX parcels_shipment ON parcels (shipment_id);

CREATE TABLE tracking_events (
    id             INTEGER PRIMARY KEY,
    shipment_id    INTEGER REFERENCES shipments (id),
    parcel_id      INTEGER REFERENCES parcels (id),
    at_ms          INTEGER,
    offset_minutes INTEGER,                    -- of the carrier's clock from UTC
    status         TEXT,                       -- announced, moving, customs, out, tried, at_shop, delivered, problem
    code           TEXT,
    text           TEXT,
    place          TEXT
);
CREATE INDEX tracking_events_shipment ON tracking_events (shipment_id);

CREATE TABLE reviews (
    id           INTEGER PRIMARY KEY,
    site         TEXT REFERENCES sites (code),
    variant_id   INTEGER REFERENCES product_variants (id),
    variant_name TEXT,
    customer_id  TEXT REFERENCES customers (id),
    nickname     TEXT,
    stars        TEXT,                         -- '4.5'
    out_of       INTEGER,
    aspects      TEXT,                         -- JSON array of {name, value}
    headline     TEXT,
    body         TEXT,
    lang         TEXT,
    state        TEXT NOT NULL,                -- live, queued, refused, junk
    bought       TEXT,                         -- yes, no, unknown
    order_id     INTEGER REFERENCES orders (id),
    thumbs_up    INTEGER,
    thumbs_down  INTEGER,
    written_ms   INTEGER,
    rewarded     INTEGER
);

CREATE TABLE review_media (
    id        INTEGER PRIMARY KEY,
    review_id INTEGER REFERENCES reviews (id),
    url       TEXT,
    sha256    TEXT,
    mime      TEXT
);
CREATE INDEX review_media_review ON review_media (review_id);

CREATE TABLE review_replies (
    id        INTEGER PRIMARY KEY,
    review_id INTEGER REFERENCES reviews (id),
    author    TEXT,
    body      TEXT,
    at_ms     INTEGER
);
CREATE INDEX review_replies_review ON review_replies (review_id);

-- `balance` is the sum of the account's booked entries; what waits is in no balance. An account that somebody froze
-- keeps the state that it had before.
CREATE TABLE points_accounts (
    id                  INTEGER PRIMARY KEY,
    customer_id         TEXT REFERENCES customers (id),
    site                TEXT REFERENCES sites (code),
    programme           TEXT NOT NULL,
    balance             INTEGER NOT NULL DEFAULT 0,
    state               TEXT NOT NULL,         -- open, frozen, blocked, moved, closed
    frozen_by           TEXT,
    frozen_state_before TEXT,
    tier                TEXT,
    tier_until_ms       INTEGER,
    tier_points         INTEGER,
    UNIQUE (customer_id, site, programme)
);

-- What a burn takes comes off `remaining`; what a closing transfer takes is kept in `moved`, so that it can be undone.
CREATE TABLE points_lots (
    id             INTEGER PRIMARY KEY,
    account_id     INTEGER REFERENCES points_accounts (id),
    granted        INTEGER NOT NULL,
    remaining      INTEGER NOT NULL,
    moved          INTEGER NOT NULL DEFAULT 0,
    usable_from_ms INTEGER,
    expires_ms     INTEGER
);
CREATE INDEX points_lots_account ON points_lots (account_id);

CREATE TABLE points_entries (
    id              INTEGER PRIMARY KEY,
    account_id      INTEGER REFERENCES points_accounts (id),
    seq             INTEGER,
    at_ms           INTEGER,
    effective_ms    INTEGER,
    kind            TEXT NOT NULL,             -- earned, spent, lapsed, adjusted, reversed, moved
    points          INTEGER NOT NULL,
    state           TEXT NOT NULL,             -- booked, waiting, cancelled
    usable_from_ms  INTEGER,
    order_id        INTEGER REFERENCES orders (id),
    lot_id          INTEGER REFERENCES points_lots (id),
    note            TEXT,
    idempotency_key TEXT UNIQUE
);
CREATE INDEX points_entries_account ON points_entries (account_id);

-- The platform itself refuses to earn and burn on an account that is frozen or has moved.
CREATE TRIGGER points_entries_frozen BEFORE INSERT ON points_entries
WHEN NEW.kind IN ('earned', 'spent')
 AND (SELECT a.state FROM points_accounts a WHERE a.id = NEW.account_id) IN ('frozen', 'moved')
BEGIN
    SELECT RAISE(ABORT, 'the points account is frozen');
END;

CREATE TABLE coupons (
    id               INTEGER PRIMARY KEY,
    sites            TEXT NOT NULL,            -- JSON array of site codes
    title            TEXT,
    kind             TEXT NOT NULL,            -- percent, amount, amount_each, free_delivery, present, buy_x_get_y
    value            TEXT,
    currency         TEXT,
    cap              TEXT,
    min_spend        TEXT,
    min_items        INTEGER,
    from_ms          INTEGER,
    until_ms         INTEGER,
    max_uses         INTEGER,
    max_per_customer INTEGER,
    combinable       INTEGER NOT NULL DEFAULT 0,
    scope            TEXT,                     -- JSON object of {in, out}
    origin           TEXT NOT NULL,            -- campaign, points, goodwill
    is_on            INTEGER NOT NULL DEFAULT 1,
    made_ms          INTEGER
);

CREATE TABLE coupon_codes (
    id               INTEGER PRIMARY KEY,
    coupon_id        INTEGER REFERENCES coupons (id),
    code             TEXT UNIQUE,
    owner_id         TEXT REFERENCES customers (id),
    owner_email      TEXT,
    max_uses         INTEGER,
    used             INTEGER NOT NULL DEFAULT 0,
    held_by_order_id INTEGER REFERENCES orders (id),
    expires_ms       INTEGER
);
CREATE INDEX coupon_codes_coupon ON coupon_codes (coupon_id);

CREATE TABLE coupon_uses (
    id          INTEGER PRIMARY KEY,
    coupon_id   INTEGER REFERENCES coupons (id),
    code_id     INTEGER REFERENCES coupon_codes (id),
    customer_id TEXT REFERENCES customers (id),
    email       TEXT,
    order_id    INTEGER REFERENCES orders (id),
    amount      TEXT,
    currency    TEXT,
    at_ms       INTEGER,
    undone_ms   INTEGER
);
CREATE INDEX coupon_uses_coupon ON coupon_uses (coupon_id);

CREATE TABLE gift_cards (
    id         INTEGER PRIMARY KEY,
    site       TEXT REFERENCES sites (code),
    kind       TEXT NOT NULL,                  -- card, credit
    code       TEXT UNIQUE,
    currency   TEXT NOT NULL,
    face       TEXT,
    balance    TEXT NOT NULL,
    held       TEXT,
    expires_ms INTEGER,
    owner_id   TEXT REFERENCES customers (id),
    sent_to    TEXT,
    state      TEXT NOT NULL                   -- active, spent, stopped
);

CREATE TABLE gift_card_entries (
    id       INTEGER PRIMARY KEY,
    card_id  INTEGER REFERENCES gift_cards (id),
    at_ms    INTEGER,
    kind     TEXT,                             -- issue, spend, refund
    amount   TEXT NOT NULL,
    order_id INTEGER REFERENCES orders (id),
    note     TEXT
);
CREATE INDEX gift_card_entries_card ON gift_card_entries (card_id);

CREATE TABLE return_cases (
    id          INTEGER PRIMARY KEY,
    number      TEXT,
    site        TEXT REFERENCES sites (code),
    kind        TEXT NOT NULL,                 -- return, swap, claim, warranty, question
    order_id    INTEGER REFERENCES orders (id),
    customer_id TEXT REFERENCES customers (id),
    state       TEXT NOT NULL,                 -- asked, agreed, travelling, arrived, looked_at, done, refused, dropped
    wish        TEXT,                          -- money, swap, repair
    labels      TEXT,                          -- JSON array
    deadline_ms INTEGER,
    opened_ms   INTEGER
);

CREATE TABLE return_lines (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER REFERENCES return_cases (id),
    order_id      INTEGER REFERENCES orders (id),
    order_line_id INTEGER REFERENCES order_lines (id),
    quantity      TEXT,
    why           TEXT,
    condition     TEXT
);
CREATE INDEX return_lines_case ON return_lines (case_id);

CREATE TABLE return_messages (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER REFERENCES return_cases (id),
    at_ms   INTEGER,
    author  TEXT,                              -- customer, shop
    text    TEXT
);
CREATE INDEX return_messages_case ON return_messages (case_id);

CREATE TABLE wishlists (
    id          INTEGER PRIMARY KEY,
    site        TEXT REFERENCES sites (code),
    customer_id TEXT REFERENCES customers (id),
    variant_id  INTEGER REFERENCES product_variants (id),
    at_ms       INTEGER
);
