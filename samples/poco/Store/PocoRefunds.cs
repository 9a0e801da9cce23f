using System.Globalization;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>Money that went back: everything, one line, the delivery alone, or as store credit.</summary>
internal sealed class PocoRefunds(PocoTables tables, SampleReport report)
{
    public void Write(OrderDraft order, long? payment, Dice dice)
    {
        var back = order.Fate == OrderFate.CancelledAfterPayment ? MoneyBack.Everything : order.Back;
        if (back == MoneyBack.DeliveryOnly && order.Delivery == 0) return;
        if (back == MoneyBack.None || payment is null) return;
        if (back == MoneyBack.DeliveryOnly) report.Plant("refund of the delivery only");
        var line = order.Lines[0];
        var (goods, delivery) = back switch
        {
            MoneyBack.Everything => (order.Grand - order.Delivery - order.Fee, order.Delivery),
            MoneyBack.DeliveryOnly => (0, order.Delivery),
            _ => (line.Gross / line.Quantity, 0L),
        };
        var correction = back == MoneyBack.Everything ? order.Fee : 0;
        order.Refunded = goods + delivery + correction;
        var at = order.Placed + ((order.Fate == OrderFate.Delivered ? 12 + dice.Below(20) : 1) * SampleTime.Day);
        at = Math.Min(at, SampleTime.Today - SampleTime.Hour);
        var lines = goods == 0 || back == MoneyBack.Everything
            ? "[]"
            : string.Create(CultureInfo.InvariantCulture, $$"""[{"line":0,"qty":"1","amount":"{{Money(goods)}}"}]""");
        var credit = back == MoneyBack.OneLineAsCredit;
        tables.Refunds.Add(
            N(tables.Refunds.NextId), N(order.Number), N(payment), M(order.Refunded), M(goods), M(delivery),
            M(correction), T(lines), T(credit ? "credit" : "source"),
            T(back == MoneyBack.DeliveryOnly ? "Late delivery" : "Changed their mind"), T("ok"),
            T(string.Create(CultureInfo.InvariantCulture, $"rf_{order.Number:x8}")), N(at));
        if (credit) WriteCredit(order, at);
    }

    private void WriteCredit(OrderDraft order, long at)
    {
        report.Plant("refund as store credit");
        var card = tables.GiftCards.NextId;
        tables.GiftCards.Add(
            N(card), T(order.Site), T("credit"), T(null), T(order.Currency), M(order.Refunded), M(order.Refunded),
            M(0), N(null), T(order.HasCustomer ? order.Person.Key : null), T(order.Person.Email), T("active"));
        tables.GiftCardEntries.Add(
            N(tables.GiftCardEntries.NextId), N(card), N(at), T("refund"), M(order.Refunded), N(order.Number),
            T("Refund"));
    }
}
