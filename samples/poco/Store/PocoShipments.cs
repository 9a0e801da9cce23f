using System.Globalization;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>Shipments with their parcels and what the carriers said about them.</summary>
internal sealed class PocoShipments(PocoTables tables, SampleReport report)
{
    private static readonly (string Code, string Name, int Offset)[] Carriers =
        [("swift", "Swift Sample Post", 0), ("parcelo", "Parcelo GmbH", 120), ("dak", "डाक Sample", 330),
            ("roo", "Roo Couriers", 60)];

    private static readonly string[] Places = ["Depot 4", "Köln", "Heathrow", "मुंबई", "中継センター", "Door"];

    /// <summary>Sends what an order holds, with the order that waited for it.</summary>
    public void Write(OrderDraft order, Dice dice)
    {
        if (order.Fate is not (OrderFate.Delivered or OrderFate.Sent or OrderFate.PartlySent)) return;
        var goods = order.Lines.Where(line => !line.Variant.Download).ToList();
        if (order.First is { } waiting) goods.AddRange(waiting.Lines.Where(line => !line.Variant.Download));
        if (order.Fate == OrderFate.PartlySent && goods.Count > 1) goods.RemoveAt(goods.Count - 1);
        if (goods.Count == 0) return;

        var split = order.First is null && goods.Count > 1 && dice.Chance(80);
        var first = split ? goods.GetRange(0, 1) : goods;
        WriteShipment(order, first, dice, order.Placed + ((1 + dice.Below(3)) * SampleTime.Day));
        if (split) WriteShipment(order, goods.GetRange(1, goods.Count - 1), dice, order.Placed + (4 * SampleTime.Day));
    }

    private void WriteShipment(OrderDraft order, List<LineDraft> goods, Dice dice, long sent)
    {
        var there = order.Fate == OrderFate.Delivered;
        sent = Math.Min(sent, SampleTime.Today - (6 * SampleTime.Hour));
        var delivered = sent + ((2 + dice.Below(4)) * SampleTime.Day) + dice.Below((int)SampleTime.Hour);
        delivered = Math.Min(delivered, SampleTime.Today - SampleTime.Minute);
        var shipment = tables.Shipments.NextId;
        tables.Shipments.Add(
            N(shipment), T(order.Site), T(dice.Chance(200) ? "express" : "standard"), N(sent - (5 * SampleTime.Hour)),
            N(sent), N(there ? delivered : null), T(there ? "there" : "on_its_way"));
        if (order.First is { } waiting) tables.ShipmentOrders.Add(N(tables.ShipmentOrders.NextId), N(shipment),
            N(waiting.Number));
        tables.ShipmentOrders.Add(N(tables.ShipmentOrders.NextId), N(shipment), N(order.Number));
        foreach (var line in goods)
        {
            var owner = order.Lines.Contains(line) ? order : order.First!;
            tables.ShipmentLines.Add(N(tables.ShipmentLines.NextId), N(shipment), N(owner.Number), N(line.Id),
                N(line.Quantity));
        }

        var parcels = dice.Below(100) switch { < 86 => 1, < 97 => 2, _ => 3 };
        if (parcels == 3) report.Plant("three parcels in one shipment");
        for (var parcel = 0; parcel < parcels; parcel++) WriteParcel(shipment, order, dice, sent,
            there ? delivered : null);
    }

    private void WriteParcel(long shipment, OrderDraft order, Dice dice, long sent, long? delivered)
    {
        var (code, name, offset) = dice.Pick(Carriers);
        var tracking = string.Create(CultureInfo.InvariantCulture,
            $"SF{dice.Fill("@@")}{tables.Parcels.NextId:000000000}");
        var parcel = tables.Parcels.Add(
            N(tables.Parcels.NextId), N(shipment), T(code), T(name), T(tracking),
            T($"https://{code}.example/t/{tracking}"), N(150 + dice.Below(2000)));
        Track(shipment, parcel, sent - SampleTime.Hour, offset, "announced", "A1", "Label made", null);
        Track(shipment, parcel, sent + (4 * SampleTime.Hour), offset, "moving", "M3", "Left the depot",
            dice.Pick(Places));
        if (dice.Chance(20))
        {
            report.Plant("tracking event told twice");
            Track(shipment, parcel, sent + (4 * SampleTime.Hour), offset, "moving", "M3", "Left the depot", "Depot 4");
        }

        var mayBeAtCustoms = order.Site is "global" && sent + SampleTime.Day < (delivered ?? SampleTime.Today);
        if (mayBeAtCustoms && dice.Chance(300))
            Track(shipment, parcel, sent + SampleTime.Day, offset, "customs", "C1", "Déclaré — ожидает",
                dice.Pick(Places));
        if (delivered is { } at) Track(shipment, parcel, at, offset, "delivered", "D1", "Handed over", "Door");
    }

    private void Track(
        long shipment, long parcel, long at, int offset, string status, string code, string text, string? place) =>
        tables.Tracking.Add(
            N(tables.Tracking.NextId), N(shipment), N(parcel), N(at), N(offset), T(status), T(code), T(text), T(place));
}
