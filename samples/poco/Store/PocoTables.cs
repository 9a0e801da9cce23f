namespace Storefold.Samples.Poco.Store;

/// <summary>The tables of Poco Store with the columns in the order in which the writers give them.</summary>
internal sealed class PocoTables(ISampleSink sink)
{
    private readonly List<SampleTable> _all = [];

    public IReadOnlyList<SampleTable> All => _all;

    public SampleTable Sites => field ??= Open("sites", "code host currency lang zone");

    public SampleTable Products => field ??= Open("products", "id slug name state");

    public SampleTable ProductSites => field ??= Open("product_sites", "product_id site");

    public SampleTable Variants => field ??= Open("product_variants", "id product_id sku ean name options state");

    public SampleTable Stock => field ??= Open("stock_levels", "variant_id site on_hand");

    public SampleTable Pages => field ??= Open("pages", "id site path lang kind product_id title canonical changed_ms");

    public SampleTable Customers => field ??= Open(
        "customers",
        "id kind email email_confirmed_ms new_email mobile salutation given_name family_name company lang "
        + "zone segments "
        + "vat_ids state is_employee joined_ms last_seen_ms memo");

    public SampleTable CustomerSites => field ??= Open("customer_sites", "customer_id site first_seen_ms");

    public SampleTable Addresses => field ??= Open(
        "customer_addresses",
        "id customer_id label ship_here bill_here addressee company street street2 town region postcode country phone");

    public SampleTable Logins => field ??= Open("customer_logins",
        "id customer_id scheme secret settings provider subject");

    public SampleTable Consents => field ??= Open(
        "customer_consents",
        "id customer_id topic channel answer legal_basis wording captured_via given_ms controller");

    public SampleTable Sessions => field ??= Open("sessions", "token customer_id until_ms");

    public SampleTable Orders => field ??= Open(
        "orders",
        "id number checkout_ref site customer_id contact_email contact_phone placed_ms currency base_rate "
        + "lang prices_gross "
        + "goods_total discount_total delivery_total tax_total fee_total grand_total paid_total refunded_total state "
        + "money_state goods_state promo_codes link_hash invoices reserved_code_id is_test");

    public SampleTable OrderAddresses => field ??= Open(
        "order_addresses",
        "id order_id role addressee company street street2 town region postcode country phone");

    public SampleTable Lines => field ??= Open(
        "order_lines",
        "id order_id variant_id kind name variant_name sku ean image options bundle_line_id quantity "
        + "net_each gross_each "
        + "net_sum gross_sum taxes discounts");

    public SampleTable Payments => field ??= Open(
        "payments",
        "id order_id method gateway gateway_ref action amount outcome at_ms brand last_digits");

    public SampleTable Refunds => field ??= Open(
        "refunds",
        "id order_id payment_id amount goods_part delivery_part correction lines back_to why outcome "
        + "gateway_ref at_ms");

    public SampleTable Log => field ??= Open("order_log", "id order_id at_ms what who is_public text");

    public SampleTable Shipments => field ??= Open("shipments", "id site method packed_ms sent_ms delivered_ms state");

    public SampleTable ShipmentOrders => field ??= Open("shipment_orders", "id shipment_id order_id");

    public SampleTable ShipmentLines => field ??= Open(
        "shipment_lines", "id shipment_id order_id order_line_id quantity");

    public SampleTable Parcels => field ??= Open(
        "parcels", "id shipment_id carrier carrier_name tracking_no tracking_url grams");

    public SampleTable Tracking => field ??= Open(
        "tracking_events", "id shipment_id parcel_id at_ms offset_minutes status code text place");

    public SampleTable Reviews => field ??= Open(
        "reviews",
        "id site variant_id variant_name customer_id nickname stars out_of aspects headline body lang state "
        + "bought order_id "
        + "thumbs_up thumbs_down written_ms rewarded");

    public SampleTable ReviewMedia => field ??= Open("review_media", "id review_id url sha256 mime");

    public SampleTable ReviewReplies => field ??= Open("review_replies", "id review_id author body at_ms");

    public SampleTable Accounts => field ??= Open(
        "points_accounts", "id customer_id site programme balance state tier tier_until_ms tier_points");

    public SampleTable Lots => field ??= Open(
        "points_lots", "id account_id granted remaining usable_from_ms expires_ms");

    public SampleTable Entries => field ??= Open(
        "points_entries",
        "id account_id seq at_ms effective_ms kind points state usable_from_ms order_id lot_id note idempotency_key");

    public SampleTable Coupons => field ??= Open(
        "coupons",
        "id sites title kind value currency cap min_spend min_items from_ms until_ms max_uses "
        + "max_per_customer combinable "
        + "scope origin is_on made_ms");

    public SampleTable Codes => field ??= Open(
        "coupon_codes", "id coupon_id code owner_id owner_email max_uses used held_by_order_id expires_ms");

    public SampleTable Uses => field ??= Open(
        "coupon_uses", "id coupon_id code_id customer_id email order_id amount currency at_ms undone_ms");

    public SampleTable GiftCards => field ??= Open(
        "gift_cards", "id site kind code currency face balance held expires_ms owner_id sent_to state");

    public SampleTable GiftCardEntries => field ??= Open("gift_card_entries",
        "id card_id at_ms kind amount order_id note");

    public SampleTable Cases => field ??= Open(
        "return_cases", "id number site kind order_id customer_id state wish labels deadline_ms opened_ms");

    public SampleTable CaseLines => field ??= Open(
        "return_lines", "id case_id order_id order_line_id quantity why condition");

    public SampleTable CaseMessages => field ??= Open("return_messages", "id case_id at_ms author text");

    public SampleTable Wishlists => field ??= Open("wishlists", "id site customer_id variant_id at_ms");

    private SampleTable Open(string name, string columns)
    {
        var table = new SampleTable(sink, name, columns);
        _all.Add(table);
        return table;
    }
}
