using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>Writes an order with its addresses, lines, payments, refunds and log.</summary>
internal sealed class PocoOrderRows(PocoTables tables, PocoCoupons coupons, SampleReport report)
{
    private static readonly string[] Brands = ["visa", "mastercard", "rupay", "amex"];
    private readonly PocoRefunds _refunds = new(tables, report);

    public void Write(OrderDraft order, Dice dice)
    {
        WriteLines(order, dice);
        var payment = WritePayment(order, dice);
        _refunds.Write(order, payment, dice);
        var held = coupons.Settle(order, dice);
        WriteRoot(order, dice, held);
        if (order.Fate != OrderFate.Basket) WriteAddresses(order, dice);
        WriteLog(order, dice);
    }

    private void WriteRoot(OrderDraft order, Dice dice, long? held)
    {
        var person = order.Person;
        var (state, money, goods) = Words(order);
        var reference = order.Twin ?? order.First;
        var group = reference is null
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"CHK-{Math.Min(order.Number, reference.Number)}");
        var invoice = string.Create(CultureInfo.InvariantCulture, $"[\"INV-{order.Site}-{order.Number}\"]");
        var rate = order.Currency switch { "GBP" => "1.1987", "USD" => "0.9213", "INR" => "0.01096", _ => "1" };
        var phoneOnly = person.Guest && !order.HasCustomer && order.Number % 5 == 0;
        if (phoneOnly) report.Plant("order with a phone number and no e-mail");
        var basket = order.Fate == OrderFate.Basket;
        // Secrets follow from the number, so that links can be tried; the draw stays, so that a seed keeps its rows.
        if (!basket) dice.Hex(64);
        tables.Orders.Add(
            N(order.Number), T(order.NumberText), T(group), T(order.Site), T(order.HasCustomer ? person.Key : null),
            T(phoneOnly ? null : person.Email), T(phoneOnly || dice.Chance(500) ? person.Phone : null),
            N(order.Placed), T(order.Currency), T(rate), T(person.Region.Lang), B(order.GrossPrices), M(order.Goods),
            M(order.Discount), M(order.Delivery), M(order.Tax), M(order.Fee), M(order.Grand),
            M(order.Paid ? order.Grand : 0), M(order.Refunded), T(state), T(money), T(goods),
            T(order.Coupon is { } used ? $"[\"{used.Code}\"]" : "[]"), T(basket ? null : HashOf(order.LinkSecret)),
            T(order.Paid ? invoice : "[]"), N(held), B(order.Fate == OrderFate.Test));
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static (string State, string Money, string Goods) Words(OrderDraft order) => order.Fate switch
    {
        OrderFate.Delivered => ("placed", Settled(order), order.Back switch
        {
            MoneyBack.Everything => "returned",
            MoneyBack.OneLine or MoneyBack.OneLineAsCredit when order.Lines.Count > 1 => "partly_returned",
            _ => "there",
        }),
        OrderFate.Sent => ("placed", "settled", "sent"),
        OrderFate.PartlySent => ("placed", "settled", "partly_sent"),
        OrderFate.Waiting => ("placed", "settled", "waiting"),
        OrderFate.CancelledAfterPayment => ("called_off", "back", "waiting"),
        OrderFate.CancelledBeforePayment => ("called_off", "released", "waiting"),
        OrderFate.AwaitingPayment => ("awaiting_payment", "open", "waiting"),
        OrderFate.Lapsed => ("lapsed", "open", "waiting"),
        OrderFate.Failed => ("failed", "open", "waiting"),
        OrderFate.Parked => ("parked", "settled", "waiting"),
        OrderFate.Basket => ("basket", "open", "waiting"),
        _ => ("placed", "settled", "waiting"),
    };

    private static string Settled(OrderDraft order) =>
        order.Refunded == 0 ? "settled" : order.Refunded == order.Grand ? "back" : "partly_back";

    private void WriteLines(OrderDraft order, Dice dice)
    {
        foreach (var line in order.Lines)
        {
            line.Id = tables.Lines.NextId;
            var bundle = !line.Variant.Download && dice.Chance(25);
            var kind = bundle ? "bundle" : line.Variant.Download ? "download" : "item";
            WriteLine(order, line, kind);
            if (!bundle) continue;
            var film = new LineDraft(line.Variant, line.Quantity, 0);
            film.Id = tables.Lines.NextId;
            WriteLine(order, film, "bundle_item", line.Id);
        }
    }

    private void WriteLine(OrderDraft order, LineDraft line, string kind, long? bundle = null)
    {
        var variant = line.Variant;
        var percent = order.TaxRate / 10;
        var taxes = string.Create(
            CultureInfo.InvariantCulture,
            $$"""[{"code":"VAT{{percent}}","rate":"{{percent}}","amount":"{{Money(line.Gross - line.Net)}}"}]""");
        var discounts = line.Discount == 0 || order.Coupon is not { } coupon
            ? "[]"
            : $$"""[{"code":"{{coupon.Code}}","source":"coupon","amount":"{{Money(line.Discount)}}"}]""";
        var netEach = order.GrossPrices ? line.Unit * 1000 / (1000 + order.TaxRate) : line.Unit;
        var grossEach = order.GrossPrices ? line.Unit : line.Unit + (line.Unit * order.TaxRate / 1000);
        tables.Lines.Add(
            N(line.Id), N(order.Number), N(variant.Id), T(kind),
            T(bundle is null ? variant.Title : variant.Title + " film"), T(variant.Name), T(variant.Sku),
            T(variant.Ean), T($"https://img.po.example/{variant.Slug}.webp"), T(variant.Options), N(bundle),
            N(line.Quantity), M(netEach), M(grossEach), M(line.Net), M(line.Gross), T(taxes), T(discounts));
    }

    private long? WritePayment(OrderDraft order, Dice dice)
    {
        if (order.Fate is OrderFate.Basket or OrderFate.AwaitingPayment or OrderFate.Lapsed) return null;
        var card = dice.Chance(700);
        var reference = (order.First ?? order).Number;
        var (action, outcome) = order.Fate switch
        {
            OrderFate.Failed => ("take", "refused"),
            OrderFate.CancelledBeforePayment => ("release", "ok"),
            _ => ("take", "ok"),
        };
        return tables.Payments.Add(
            N(tables.Payments.NextId), N(order.Number), T(card ? "card" : order.Site is "in" ? "upi" : "wallet"),
            T("pay.example"), T(string.Create(CultureInfo.InvariantCulture, $"tx_{reference:x8}")), T(action),
            M(order.Grand), T(outcome), N(order.Placed + dice.Below(600_000)), T(card ? dice.Pick(Brands) : null),
            T(card ? dice.Fill("####") : null));
    }

    private void WriteAddresses(OrderDraft order, Dice dice)
    {
        WriteAddress(order, "ship", order.Person.Street);
        if (dice.Chance(200)) WriteAddress(order, "bill", dice.Fill(order.Person.Region.Street));
    }

    private void WriteAddress(OrderDraft order, string role, string street)
    {
        var person = order.Person;
        tables.OrderAddresses.Add(
            N(tables.OrderAddresses.NextId), N(order.Number), T(role), T(person.FullName), T(null),
            T(person.IsErased ? null : street), T(null), T(person.Town), T(person.Region.Province),
            T(person.Postcode), T(person.Region.Country), T(person.Phone));
    }

    private void WriteLog(OrderDraft order, Dice dice)
    {
        if (order.Fate == OrderFate.Basket) return;
        Log(order, order.Placed, "placed", "customer", true, null);
        if (order.Fate is OrderFate.CancelledAfterPayment or OrderFate.CancelledBeforePayment)
            Log(order, order.Placed + SampleTime.Hour, "called_off", "customer", true, "Ordered by mistake");
        if (dice.Chance(80)) Log(order, order.Placed + (3 * SampleTime.Hour), "note", "shop", false,
            "गिफ्ट रैप — gift wrap 🎁");
    }

    private void Log(OrderDraft order, long at, string what, string who, bool open, string? text) =>
        tables.Log.Add(N(tables.Log.NextId), N(order.Number), N(at), T(what), T(who), B(open), T(text));
}
