using System.Globalization;
using System.Text;

namespace Storefold.Tests.Shopify;

/// <summary>What a test shop holds: customers, orders and variants by seed, with everything that Shopify's exports are odd in.</summary>
internal sealed class ShopifyExport
{
    public const string OrderColumns =
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,"
        + "Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
        + "Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,"
        + "Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,"
        + "Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,"
        + "Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,"
        + "Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,"
        + "Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
        + "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
        + "Payment Terms Name,Next Payment Due At,Payment References";

    public const string CustomerColumns =
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,"
        + "Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,"
        + "Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags";

    public const string ProductColumns =
        "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option1 Linked To,"
        + "Option2 Name,Option2 Value,Option2 Linked To,Option3 Name,Option3 Value,Option3 Linked To,Variant SKU,Variant Grams,"
        + "Variant Inventory Tracker,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,"
        + "Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,"
        + "SEO Description,Variant Image,Variant Weight Unit,Variant Tax Code,Cost per item,Status";

    private static readonly string[] Statuses = ["paid", "paid", "paid", "pending", "authorized", "partially_paid", "partially_refunded", "refunded", "voided"];

    private readonly Random _random;
    private readonly List<Dictionary<string, string>> _orders = [];
    private readonly List<Dictionary<string, string>> _customers = [];
    private readonly List<Dictionary<string, string>> _products = [];

    private ShopifyExport(int seed) => _random = new Random(seed);

    /// <summary>Orders with the figures that they were made from.</summary>
    public List<SomeOrder> Orders { get; } = [];

    public int Customers { get; private set; }

    public int Variants { get; private set; }

    public static ShopifyExport Make(int seed, int customers, int orders)
    {
        var shop = new ShopifyExport(seed);
        shop.AddProducts(12);
        for (var number = 1; number <= customers; number++) shop.AddCustomer(number);
        for (var number = 1; number <= orders; number++) shop.AddOrder(number);
        return shop;
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "orders_export.csv"), Csv(OrderColumns, _orders));
        File.WriteAllText(Path.Combine(folder, "customers_export.csv"), Csv(CustomerColumns, _customers));
        File.WriteAllText(Path.Combine(folder, "products_export.csv"), Csv(ProductColumns, _products));
    }

    /// <summary>One more order, as the shop goes on.</summary>
    public void AddOrder(int number)
    {
        var gross = _random.Next(3) > 0;
        var yen = number % 19 == 0;
        var lines = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => new SomeLine(
            _random.Next(1, 4), yen ? _random.Next(1, 90) * 100 : _random.Next(199, 99_999), _random.Next(4) == 0 ? _random.Next(1, 100) : 0, _random.Next(12))).ToList();
        if (yen) lines = lines.ConvertAll(line => line with { Discount = 0 });
        var subtotal = lines.Sum(line => (line.Price * line.Quantity) - line.Discount);
        var shipping = yen ? 50_000 : _random.Next(3) * 395;
        var tax = yen ? 0 : (subtotal + shipping) / (gross ? 6 : 5);
        var total = subtotal + shipping + (gross ? 0 : tax);
        var status = Statuses[_random.Next(Statuses.Length)];
        var outstanding = status switch { "pending" or "authorized" => total, "partially_paid" => total / 3 / 100 * 100, _ => 0 };
        var refunded = status switch { "refunded" => total, "partially_refunded" => total / 4 / 100 * 100, _ => 0 };
        var order = new SomeOrder(
            $"#{1000 + number}", (5_000_000_000_000 + number).ToString(CultureInfo.InvariantCulture), number % 11 == 0 ? null : 1 + _random.Next(Customers + 3),
            yen ? "JPY" : "GBP", lines, shipping, tax, gross, total, status, outstanding, refunded, number % 13 == 0 ? "for the cat,\n\"Minka\" <b>🐈</b>" : null);
        Orders.Add(order);
        WriteOrder(order, number, subtotal);
    }

    private void WriteOrder(SomeOrder order, int number, long subtotal)
    {
        string Money(long minor) => order.Money(minor);
        var email = order.Customer is { } customer ? EmailOf(customer) : "";
        for (var line = 0; line < order.Lines.Count; line++)
        {
            var item = order.Lines[line];
            var row = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Name"] = order.Name, ["Email"] = email, ["Created at"] = When(number), ["Vendor"] = "Poco",
                ["Lineitem quantity"] = item.Quantity.ToString(CultureInfo.InvariantCulture), ["Lineitem name"] = $"Thing {item.Variant}, \"large\" - Blue",
                ["Lineitem price"] = Money(item.Price), ["Lineitem discount"] = Money(item.Discount),
                ["Lineitem sku"] = item.Variant == 11 ? "GONE-1" : Sku(item.Variant), ["Lineitem requires shipping"] = item.Variant == 3 ? "false" : "true",
                ["Lineitem taxable"] = "true", ["Lineitem fulfillment status"] = "fulfilled",
            };
            if (line == 0) First(row, order, number, subtotal);
            _orders.Add(row);
        }
    }

    private void First(Dictionary<string, string> row, SomeOrder order, int number, long subtotal)
    {
        row["Id"] = order.Id;
        row["Financial Status"] = order.Status;
        row["Paid at"] = order.Status is "paid" ? When(number) : "";
        row["Fulfillment Status"] = number % 4 == 0 ? "unfulfilled" : "fulfilled";
        row["Fulfilled at"] = number % 4 == 0 ? "" : When(number + 1);
        row["Currency"] = order.Currency;
        row["Subtotal"] = order.Money(subtotal);
        row["Shipping"] = order.Money(order.Shipping);
        row["Taxes"] = order.Money(order.Tax);
        row["Total"] = order.Money(order.Total);
        row["Discount Code"] = number % 6 == 0 ? "SAVE10" : "";
        row["Discount Amount"] = order.Money(order.Lines.Sum(line => line.Discount));
        row["Shipping Method"] = number % 5 == 0 ? "" : "Standard";
        row["Billing Name"] = row["Shipping Name"] = "Zoë O'Hara";
        row["Shipping Address1"] = row["Billing Address1"] = "1 High Street\nFlat 2";
        row["Shipping Zip"] = row["Billing Zip"] = "'01234";
        row["Shipping City"] = row["Billing City"] = "Llandudno";
        row["Shipping Country"] = row["Billing Country"] = "GB";
        row["Shipping Province"] = "WLS";
        row["Shipping Province Name"] = "Wales";
        row["Notes"] = order.Note ?? "";
        row["Cancelled at"] = order.Status is "voided" ? When(number + 2) : "";
        row["Payment Method"] = order.Status is "pending" ? "" : number % 9 == 0 ? "Shopify Payments + Gift Card" : "Shopify Payments";
        row["Payment Reference"] = "c" + order.Id + ".1";
        row["Payment References"] = number % 9 == 0 ? $"c{order.Id}.1, c{order.Id}.2" : "";
        row["Refunded Amount"] = order.Money(order.Refunded);
        row["Outstanding Balance"] = order.Money(order.Outstanding);
        row["Phone"] = order.Customer is null ? "'+441632960001" : "";
        row["Tax 1 Name"] = order.Tax > 0 ? "VAT 20%" : "";
        row["Tax 1 Value"] = order.Tax > 0 ? order.Money(order.Tax) : "";
        row["Tags"] = "poco, \"vip\"";
        row["Source"] = number % 7 == 0 ? "pos" : "web";
        row["Receipt Number"] = number % 7 == 0 ? "1-1003" : "";
        row["Location"] = number % 7 == 0 ? "Shop" : "";
    }

    private void AddCustomer(int number)
    {
        Customers++;
        _customers.Add(new(StringComparer.Ordinal)
        {
            ["Customer ID"] = "'" + (7_000_000_000_000 + number).ToString(CultureInfo.InvariantCulture), ["First Name"] = number % 5 == 0 ? "Zoë" : "Ann",
            ["Last Name"] = $"O'Hara, {number}", ["Email"] = number == 2 ? "" : EmailOf(number).ToLowerInvariant(),
            ["Accepts Email Marketing"] = number % 3 == 0 ? "yes" : "no", ["Accepts SMS Marketing"] = "no",
            ["Default Address Address1"] = number % 4 == 0 ? "" : "1 High Street", ["Default Address City"] = number % 4 == 0 ? "" : "Llandudno",
            ["Default Address Country Code"] = number % 4 == 0 ? "" : "GB", ["Default Address Zip"] = number % 4 == 0 ? "" : "'01234",
            ["Phone"] = number == 1 ? "'+441632960001" : "", ["Total Spent"] = "1.00", ["Total Orders"] = "1", ["Tax Exempt"] = "no",
            ["Note"] = number % 8 == 0 ? "<p>likes\n\"blue\"</p>" : "", ["Tags"] = number % 2 == 0 ? "retail, \"vip\"" : "",
        });
    }

    private void AddProducts(int variants)
    {
        for (var variant = 0; variant < variants; variant++)
        {
            Variants++;
            var first = variant % 2 == 0;
            _products.Add(new(StringComparer.Ordinal)
            {
                ["Handle"] = $"thing-{variant / 2}", ["Title"] = first ? $"Thing {variant / 2}" : "", ["Body (HTML)"] = first ? "<p>Big,\n\"blue\"</p>" : "",
                ["Option1 Name"] = first ? "Colour" : "", ["Option1 Value"] = first ? "Blue" : "Red", ["Variant SKU"] = Sku(variant),
                ["Variant Price"] = "9.99", ["Variant Barcode"] = "'5901234123457", ["Status"] = first ? "active" : "",
            });
        }

        _products.Add(new(StringComparer.Ordinal) { ["Handle"] = "thing-0", ["Image Src"] = "https://cdn.example/2.jpg", ["Image Position"] = "2" });
        _products.Add(new(StringComparer.Ordinal)
        {
            ["Handle"] = "no-sku", ["Title"] = "Nameless", ["Option1 Name"] = "Title", ["Option1 Value"] = "Default Title", ["Variant Price"] = "1.00", ["Status"] = "draft",
        });
    }

    private static string Sku(int variant) => $"THING-{variant}";

    private static string EmailOf(int customer) => $"Person{customer}@example.org";

    // British time: the offset changes with the season.
    private static string When(int day)
    {
        var at = new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Unspecified).AddDays(day % 360);
        return at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + (at.Month is >= 4 and <= 9 ? " +0100" : " +0000");
    }

    private static string Csv(string columns, List<Dictionary<string, string>> rows)
    {
        var names = columns.Split(',');
        var text = new StringBuilder(columns).Append('\n');
        foreach (var row in rows) text.AppendJoin(',', names.Select(name => Quoted(row.GetValueOrDefault(name, "")))).Append('\n');
        return text.ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

/// <summary>A line as it was bought; amounts in hundredths.</summary>
internal sealed record SomeLine(int Quantity, long Price, long Discount, int Variant);

/// <summary>An order as it was placed; amounts in hundredths.</summary>
internal sealed record SomeOrder(
    string Name, string Id, int? Customer, string Currency, List<SomeLine> Lines, long Shipping, long Tax, bool Gross, long Total, string Status,
    long Outstanding, long Refunded, string? Note)
{
    /// <summary>What the export writes: yen have no decimals.</summary>
    public string Money(long hundredths) => Currency is "JPY"
        ? (hundredths / 100).ToString(CultureInfo.InvariantCulture)
        : (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public long Paid => Status is "pending" or "authorized" or "voided" ? 0 : Total - Outstanding;
}
