using System.Globalization;
using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Mi;

/// <summary>The target's own orders, simpler than the source's: paid, sent in one parcel, delivered.</summary>
internal sealed class MiOrders(
    MiTables tables, MiProducts products, MiCoupons coupons, SampleReport report, IReadOnlyList<string> numbersOfPoco)
{
    private int _borrowed;

    public (long Id, long Placed, long Grand) Write(Person person, long customer, Dice dice)
    {
        var id = tables.Orders.NextId;
        var currency = person.Region.Country is "GB" ? "GBP" : person.Region.Currency is "EUR" ? "EUR" : "USD";
        var placed = dice.Between(Math.Max(person.Joined, SampleTime.FirstOrder),
            SampleTime.Today - (14 * SampleTime.Day));
        var lines = WriteLines(id, currency, dice);
        var goods = lines.Sum(line => line.Sum);
        var shipping = goods > 20_000 ? 0 : 499;
        var grand = goods + shipping;
        var code = dice.Chance(60) ? coupons.Use(person, customer, id, currency, placed) : null;
        var address = AddressJson(person);
        tables.Orders.Add(
            N(id), T(NumberOf(id)), N(customer), T(person.Email), T(null), At(placed), T(currency),
            T(person.Region.Lang), T("mi-web"), B(true), N(goods), N(0), N(shipping), N(0), N(0), N(grand), N(grand),
            N(0), T(address), T(address), T("confirmed"), T("paid"), T("delivered"), T("complete"),
            T(code is null ? "[]" : $"[\"{code}\"]"), T("[]"));
        tables.Payments.Add(
            N(tables.Payments.NextId), N(id), N(0), T("card"), T("mipay.example"),
            T(string.Create(CultureInfo.InvariantCulture, $"mi_{id}")), T("capture"), N(grand), T("succeeded"),
            At(placed), T("visa"), T(dice.Fill("####")));
        tables.Events.Add(N(tables.Events.NextId), N(id), N(0), At(placed), T("placed"), T("customer"), B(true),
            T(null));
        WriteShipment(id, lines, placed);
        return (id, placed, grand);
    }

    private List<(long Id, int Quantity, long Sum)> WriteLines(long order, string currency, Dice dice)
    {
        var lines = new List<(long, int, long)>();
        var count = 1 + dice.Below(2);
        for (var position = 0; position < count; position++)
        {
            var (product, variant) = products.Pick(dice);
            var quantity = dice.Chance(100) ? 2 : 1;
            var price = variant.Price(currency);
            var id = tables.Lines.Add(
                N(tables.Lines.NextId), N(order), N(position), N(product), T("goods"), T(variant.Title),
                T(variant.Name), T(variant.Sku), T(variant.Ean), T(variant.Options), T(quantity == 1 ? "1" : "2"),
                N(price), N(price), N(price * quantity), N(price * quantity), T("[]"), T("[]"));
            lines.Add((id, quantity, price * quantity));
        }

        return lines;
    }

    private void WriteShipment(long order, List<(long Id, int Quantity, long Sum)> lines, long placed)
    {
        var id = tables.Shipments.NextId;
        tables.Shipments.Add(
            N(id), T("standard"), At(placed + SampleTime.Hour), At(placed + SampleTime.Day),
            At(placed + (4 * SampleTime.Day)), T("delivered"));
        tables.ShipmentOrders.Add(N(tables.ShipmentOrders.NextId), N(id), N(0), N(order));
        for (var position = 0; position < lines.Count; position++)
        {
            tables.ShipmentLines.Add(
                N(tables.ShipmentLines.NextId), N(id), N(position), N(lines[position].Id),
                T(lines[position].Quantity == 1 ? "1" : "2"));
        }

        var tracking = string.Create(CultureInfo.InvariantCulture, $"MI{id:0000000000}");
        tables.Parcels.Add(
            N(tables.Parcels.NextId), N(id), N(0), T("mix"), T("Mi Sample Express"), T(tracking),
            T($"https://mix.example/{tracking}"));
    }

    private string NumberOf(long id)
    {
        if (id % 20 != 0 || _borrowed >= numbersOfPoco.Count)
            return string.Create(CultureInfo.InvariantCulture, $"MI{4_000_000 + id}");
        report.Plant("same order number in both shops");
        return numbersOfPoco[_borrowed++];
    }

    private static string AddressJson(Person person) =>
        $$"""
        {"full_name":"{{person.FullName}}","line1":"{{person.Street}}","city":"{{person.Town}}",
        """
        + $$"""
        "postal":"{{person.Postcode}}","country":"{{person.Region.Country}}"}
        """;
}
