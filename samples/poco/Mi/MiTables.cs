namespace Storefold.Samples.Poco.Mi;

/// <summary>The tables of Mi Platform with the columns in the order in which the writers give them.</summary>
internal sealed class MiTables(ISampleSink sink)
{
    private readonly List<SampleTable> _all = [];

    public IReadOnlyList<SampleTable> All => _all;

    public SampleTable Products => field ??= Open("products", "id sku gtin handle title variant_title options status");

    public SampleTable Customers => field ??= Open(
        "customers",
        "id kind email email_verified_at phone phone_verified_at title first_name last_name company locale "
        + "groups status "
        + "created_at last_login_at note is_staff");

    public SampleTable Addresses => field ??= Open(
        "customer_addresses",
        "id customer_id position kind is_default_ship is_default_bill full_name line1 city region postal "
        + "country phone");

    public SampleTable Credentials => field ??= Open("customer_credentials",
        "id customer_id position scheme encoded params");

    public SampleTable Consents => field ??= Open(
        "customer_consents",
        "id customer_id position purpose channel state basis wording_version origin at controller");

    public SampleTable Orders => field ??= Open(
        "orders",
        "id number customer_id email phone placed_at currency locale channel prices_include_tax total_items "
        + "total_discount "
        + "total_shipping total_tax total_fees total_grand total_paid total_refunded ship_address bill_address "
        + "placement "
        + "pay_status fulfil_status native_status coupon_codes invoices");

    public SampleTable Lines => field ??= Open(
        "order_lines",
        "id order_id position product_id kind title variant_title sku gtin options qty unit_net unit_gross "
        + "line_net line_gross "
        + "taxes discounts");

    public SampleTable Payments => field ??= Open(
        "order_payments", "id order_id position method provider provider_txn kind amount state at card_brand last4");

    public SampleTable Events => field ??= Open("order_events", "id order_id position at type actor is_visible text");

    public SampleTable Shipments => field ??= Open("shipments", "id method created_at shipped_at delivered_at state");

    public SampleTable ShipmentOrders => field ??= Open("shipment_orders", "id shipment_id position order_id");

    public SampleTable ShipmentLines => field ??= Open("shipment_lines", "id shipment_id position order_line_id qty");

    public SampleTable Parcels => field ??= Open(
        "parcels", "id shipment_id position carrier_code carrier_name tracking_no url");

    public SampleTable Accounts => field ??= Open(
        "points_accounts", "id programme customer_id unit decimals balance state tier tier_until tier_qualifying");

    public SampleTable Lots => field ??= Open(
        "points_lots", "id account_id position original remaining activates_at expires_at");

    public SampleTable Entries => field ??= Open(
        "points_entries", "id account_id position seq at effective_at type points status order_id lot_id reason");

    public SampleTable Coupons => field ??= Open(
        "coupons",
        "id title type value currency max_discount min_spend min_qty starts_at ends_at limit_total limit_per_customer "
        + "is_stackable scopes origin is_active is_mappable created_at");

    public SampleTable Codes => field ??= Open(
        "coupon_codes", "id coupon_id position code usage_limit used_count expires_at");

    public SampleTable Uses => field ??= Open(
        "coupon_uses", "id coupon_id position code_id customer_id email order_id amount currency at");

    private SampleTable Open(string name, string columns)
    {
        var table = new SampleTable(sink, name, columns);
        _all.Add(table);
        return table;
    }
}
