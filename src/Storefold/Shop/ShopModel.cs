using static Storefold.Shop.FieldType;

namespace Storefold.Shop;

/// <summary>
/// The shop model: what a shop is, for every platform alike. Packs translate a platform's tables into these rows and
/// back; engine, verifier and books know only these. The list stands in the order of transfer: an entity refers only to
/// entities above it, except by fields marked late. docs/packs.md is generated knowledge from here; change both.
/// </summary>
public static class ShopModel
{
    /// <summary>A product or variant that orders and reviews point to; the catalogue itself is the target's own.</summary>
    public static readonly EntityDef Product = Entity(1, "product",
        [
            F("sku"), F("gtin"), F("handle"), F("title"), F("variant_title"), F("options", Json), F("status"),
        ]);

    /// <summary>A page with an address of its own.</summary>
    public static readonly EntityDef Page = Entity(2, "page",
        [F("url"), F("locale"), F("kind"), F("ref"), F("title"), F("canonical"), F("last_mod", Time)]);

    /// <summary>A person who bought or signed up; guests where the platform keeps them as rows.</summary>
    public static readonly EntityDef Customer = Entity(3, "customer",
        [
            F("kind", required: true), F("email"), F("email_verified_at", Time), F("phone"), F("phone_verified_at", Time),
            F("title"), F("first_name"), F("last_name"), F("company"), F("locale"), F("tz"), F("groups", Json),
            F("tax_ids", Json), F("status", required: true), F("created_at", Time), F("last_login_at", Time), F("note"),
            F("staff", FieldType.Boolean), F("pending_email"),
        ],
        Part("address",
            F("kind"), F("is_default_ship", FieldType.Boolean), F("is_default_bill", FieldType.Boolean), F("full_name"),
            F("company"), F("line1"), F("line2"), F("line3"), F("city"), F("district"), F("region"), F("postal"),
            F("country"), F("phone")),
        Part("credential",
            F("scheme", required: true), F("encoded"), F("params", Json), F("provider"), F("subject")),
        Part("consent",
            F("purpose", required: true), F("channel"), F("state", required: true), F("basis"), F("wording_version"),
            F("origin"), F("at", Time), F("controller")));

    /// <summary>An order with everything that was agreed, paid and said about it.</summary>
    public static readonly EntityDef Order = Entity(4, "order",
        [
            F("number", required: true), F("group_ref"), R("customer", "customer"), F("email"), F("phone"),
            F("placed_at", Time), F("currency", required: true), F("fx_to_base", FieldType.Decimal), F("locale"),
            F("channel"), F("prices_include_tax", FieldType.Boolean),
            F("total_items", Money), F("total_discount", Money), F("total_shipping", Money), F("total_tax", Money),
            F("total_fees", Money), F("total_grand", Money, required: true), F("total_paid", Money),
            F("total_refunded", Money), F("ship_address", Json), F("bill_address", Json), F("placement", required: true),
            F("pay_status"), F("fulfil_status"), F("native_status"), F("coupon_codes", Json),
            F("access_token_hash"), F("invoices", Json),
            new FieldDef("held_coupon", PartReference, "coupon.code", Via: "held_coupon_definition", Late: true),
            new FieldDef("held_coupon_definition", Reference, "coupon", Late: true),
        ],
        Part("line",
            R("product", "product"), F("kind", required: true), F("title"), F("variant_title"), F("sku"), F("gtin"),
            F("image"), F("options", Json), new FieldDef("parent_line", PartReference, "order.line"),
            new FieldDef("qty", FieldType.Decimal, Required: true) { Minimum = 0 },
            F("unit_net", Money) with { Computed = true }, F("unit_gross", Money) with { Computed = true },
            F("line_net", Money) with { Computed = true }, F("line_gross", Money) with { Computed = true },
            F("taxes", Json), F("discounts", Json)),
        Part("payment",
            F("method"), F("provider"), F("provider_txn"), F("kind", required: true), F("amount", Money, required: true),
            F("state", required: true), F("at", Time), F("card_brand"), F("last4")),
        Part("refund",
            new FieldDef("payment", PartReference, "order.payment"), F("amount", Money, required: true), F("items", Money),
            F("shipping", Money), F("adjustment", Money), F("lines", Json), F("destination"), F("reason"),
            F("state", required: true), F("provider_txn"), F("at", Time)),
        Part("event",
            F("at", Time), F("type", required: true), F("actor"), F("visible", FieldType.Boolean), F("text")));

    /// <summary>Goods on their way; one shipment may cover several orders.</summary>
    public static readonly EntityDef Shipment = Entity(5, "shipment",
        [
            F("method"), F("created_at", Time), F("shipped_at", Time), F("delivered_at", Time), F("state", required: true),
            F("destination", Json),
        ],
        Part("order", R("order", "order", required: true)),
        Part("line",
            R("order", "order", required: true),
            new FieldDef("order_line", PartReference, "order.line", Required: true, Via: "order"),
            new FieldDef("qty", FieldType.Decimal, Required: true) { Minimum = 0 }),
        Part("parcel",
            F("carrier_code"), F("carrier_name"), F("tracking_no"), F("url"), F("weight_g", Integer)),
        Part("event",
            new FieldDef("parcel", PartReference, "shipment.parcel"), F("at", Time), F("offset_minutes", Integer),
            F("status"), F("raw_code"), F("raw_text"), F("location")));

    /// <summary>A product review.</summary>
    public static readonly EntityDef Review = Entity(6, "review",
        [
            R("product", "product"), F("variant"), R("customer", "customer"), F("author_name"),
            F("rating", FieldType.Decimal), F("rating_best", FieldType.Decimal), F("rating_worst", FieldType.Decimal),
            F("aspects", Json), F("title"), F("body"), F("locale"), F("status", required: true), F("verified_purchase"),
            R("order", "order"), F("helpful_yes", Integer), F("helpful_no", Integer), F("created_at", Time),
            F("incentivised", FieldType.Boolean),
        ],
        Part("media", F("url"), F("sha256"), F("type")),
        Part("reply", F("by"), F("body"), F("at", Time)));

    /// <summary>A customer's account in a points programme. Points are decimals in the programme's unit.</summary>
    public static readonly EntityDef Loyalty = Entity(7, "loyalty",
        [
            F("programme", required: true), R("customer", "customer", required: true), F("unit"), F("decimals", Integer),
            F("native_balance", FieldType.Decimal, required: true) with { Derived = true }, F("state", required: true), F("tier"),
            F("tier_until", Time), F("tier_qualifying", FieldType.Decimal),
        ],
        Part("lot",
            F("original", FieldType.Decimal), F("remaining", FieldType.Decimal, required: true), F("activates_at", Time),
            F("expires_at", Time)),
        Part("entry",
            F("seq", Integer), F("at", Time), F("effective_at", Time), F("type", required: true),
            F("points", FieldType.Decimal, required: true), F("status", required: true), F("activates_at", Time),
            R("order", "order"), new FieldDef("lot", PartReference, "loyalty.lot"), F("reason"),
            F("origin_points", FieldType.Decimal), F("origin_programme"), F("idempotency_key")));

    /// <summary>A coupon's terms, its codes and their uses.</summary>
    public static readonly EntityDef Coupon = Entity(8, "coupon",
        [
            F("title"), F("type", required: true), F("value", FieldType.Decimal), F("currency"), F("max_discount", Money),
            F("min_spend", Money), F("min_qty", Integer), F("starts_at", Time), F("ends_at", Time),
            F("limit_total", Integer), F("limit_per_customer", Integer), F("stackable", FieldType.Boolean),
            F("scopes", Json), F("origin"), F("active", FieldType.Boolean), F("mappable", FieldType.Boolean),
            F("why_not"), F("created_at", Time),
        ],
        Part("code",
            F("code", required: true), R("holder", "customer"), F("holder_email"), F("limit", Integer), F("used", Integer),
            R("held_by", "order"), F("expires_at", Time)),
        Part("use",
            new FieldDef("code", PartReference, "coupon.code"), R("customer", "customer"), F("email"), R("order", "order"),
            F("amount", Money), F("currency"), F("at", Time), F("reversed_at", Time)));

    /// <summary>Money that the shop owes: gift cards and store credit.</summary>
    public static readonly EntityDef StoredValue = Entity(9, "stored_value",
        [
            F("kind", required: true), F("code"), F("currency", required: true), F("initial", Money),
            F("balance", Money, required: true), F("held", Money), F("expires_at", Time), R("owner", "customer"),
            F("recipient_email"), F("state"),
        ],
        Part("entry", F("at", Time), F("type"), F("amount", Money, required: true), R("order", "order"), F("note")));

    /// <summary>Returns, exchanges, claims, warranty cases and tickets.</summary>
    public static readonly EntityDef Case = Entity(10, "case",
        [
            F("kind", required: true), F("number"), R("order", "order"), R("customer", "customer"),
            F("state", required: true), F("requested_resolution"), F("labels", Json), F("deadline_at", Time),
            F("created_at", Time),
        ],
        Part("line",
            new FieldDef("order_line", PartReference, "order.line", Via: "order"), R("order", "order"),
            new FieldDef("qty", FieldType.Decimal) { Minimum = 0 }, F("reason"), F("condition")),
        Part("message", F("at", Time), F("by"), F("text")));

    /// <summary>A product that a customer wants to remember.</summary>
    public static readonly EntityDef Wishlist = Entity(11, "wishlist",
        [R("customer", "customer", required: true), R("product", "product"), F("at", Time)]);

    /// <summary>All entities, in the order of transfer.</summary>
    public static readonly IReadOnlyList<EntityDef> Entities =
        [Product, Page, Customer, Order, Shipment, Review, Loyalty, Coupon, StoredValue, Case, Wishlist];

    private static readonly Dictionary<string, EntityDef> ByName =
        Entities.ToDictionary(entity => entity.Name, StringComparer.Ordinal);

    /// <summary>The entity of that name, or null.</summary>
    public static EntityDef? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The root or part of that name (<c>order</c>, <c>order.line</c>), or null.</summary>
    public static RowDef? FindRow(string name)
    {
        var entity = Find(name.Split('.', 2)[0]);
        return entity?.Rows.FirstOrDefault(row => string.Equals(row.Name, name, StringComparison.Ordinal));
    }

    private static EntityDef Entity(int number, string name, FieldDef[] fields, params (string Name, FieldDef[] Fields)[] parts) =>
        new(number, name, new RowDef(name, null, fields), [.. parts.Select(part => new RowDef(name, part.Name, part.Fields))]);

    private static (string Name, FieldDef[] Fields) Part(string name, params FieldDef[] fields) => (name, fields);

    private static FieldDef F(string name, FieldType type = Text, bool required = false) => new(name, type, Required: required);

    private static FieldDef R(string name, string target, bool required = false) =>
        new(name, Reference, target, required);
}
