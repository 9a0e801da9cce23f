using Storefold.Samples.Poco.People;

namespace Storefold.Samples.Poco.Store;

/// <summary>Decides what was ordered, when, and how it went.</summary>
internal sealed class PocoOrders(PocoTables tables, Catalogue catalogue, PocoCoupons coupons, SampleReport report)
{
    private readonly PocoOrderRows _rows = new(tables, coupons, report);
    private long _number;

    /// <summary>An order of this customer on one of their sites.</summary>
    public OrderDraft Draft(Person person, Dice dice)
    {
        var site = dice.Pick(person.Sites);
        var until = SampleTime.Today;
        var recent = dice.Chance(12);
        var from = recent ? until - (2 * SampleTime.Day) : Math.Max(person.Joined, SampleTime.FirstOrder);
        var placed = dice.Between(from, until);
        var fate = recent && dice.Chance(600) ? OrderFate.AwaitingPayment : FateOf(dice, until - placed);
        return Fill(NewDraft(person, site, fate, placed), dice);
    }

    /// <summary>The order that this customer is sure to have.</summary>
    public OrderDraft DraftStaged(Person person, Dice dice)
    {
        var held = person.Staged == Staged.HeldCoupon;
        var latest = SampleTime.Today - (held ? SampleTime.Hour : 60 * SampleTime.Day);
        var earliest = held ? SampleTime.Today - (2 * SampleTime.Day) : Math.Max(person.Joined, SampleTime.FirstOrder);
        var fate = held ? OrderFate.AwaitingPayment : OrderFate.Delivered;
        var order = Fill(NewDraft(person, person.Sites[0], fate, dice.Between(earliest, latest)), dice);
        order.Back = person.Staged switch
        {
            Staged.NegativePoints => MoneyBack.Everything,
            Staged.StoreCredit => MoneyBack.OneLineAsCredit,
            Staged.DeliveryRefund => MoneyBack.DeliveryOnly,
            _ => MoneyBack.None,
        };
        return order;
    }

    /// <summary>A second order two hours later, paid in the same checkout session and sent with the first.</summary>
    public OrderDraft DraftTwin(OrderDraft first, Person person, Dice dice)
    {
        var twin = NewDraft(person, first.Site, OrderFate.Delivered, first.Placed + (2 * SampleTime.Hour));
        first.Twin = twin;
        twin.First = first;
        report.Plant("one shipment for two orders");
        return Fill(twin, dice);
    }

    public void Write(OrderDraft order, Dice dice) => _rows.Write(order, dice);

    private OrderDraft NewDraft(Person person, string site, OrderFate fate, long placed)
    {
        var currency = site switch { "uk" => "GBP", "in" => "INR",
            _ => person.Region.Currency is "EUR" ? "EUR" : "USD" };
        var rate = currency switch { "GBP" => 200, "EUR" => 210, "INR" => 180, _ => 70 };
        return new OrderDraft(person, site, currency, fate, placed) { TaxRate = rate, Number = ++_number };
    }

    private OrderDraft Fill(OrderDraft order, Dice dice)
    {
        order.HasCustomer = !order.Person.Guest || dice.Chance(800);
        var lines = dice.Below(10) switch { < 5 => 1, < 8 => 2, < 9 => 3, _ => 4 };
        for (var line = 0; line < lines; line++)
        {
            var variant = catalogue.PickFor(dice, order.Site);
            order.Lines.Add(new LineDraft(variant, dice.Chance(120) ? 2 + dice.Below(2) : 1,
                variant.Price(order.Currency)));
        }

        order.Goods = order.Lines.Sum(line => line.Quantity * line.Unit);
        var free = order.Goods > 20_000 && order.Person.Staged != Staged.DeliveryRefund;
        order.Delivery = free ? 0 : order.Currency is "INR" ? 9_900 : 499;
        order.Fee = dice.Chance(30) ? 150 : 0;
        if (order.Counts && dice.Chance(150)) coupons.Apply(order, dice);
        Price(order);
        if (order.Fate == OrderFate.Delivered) order.Back = BackOf(dice);
        return order;
    }

    private static void Price(OrderDraft order)
    {
        foreach (var line in order.Lines)
        {
            // The discount is spread by share; what rounding leaves stays with the last line.
            line.Discount = ReferenceEquals(line, order.Lines[^1])
                ? order.Discount - order.Lines.SkipLast(1).Sum(other => other.Discount)
                : order.Discount * line.Quantity * line.Unit / order.Goods;
            (line.Net, line.Gross) = order.GrossPrices
                ? (((line.Sum * 1000) + ((1000 + order.TaxRate) / 2)) / (1000 + order.TaxRate), line.Sum)
                : (line.Sum, line.Sum + (((line.Sum * order.TaxRate) + 500) / 1000));
        }

        order.Tax = order.Lines.Sum(line => line.Gross - line.Net);
        order.Grand = order.Lines.Sum(line => line.Gross) + order.Delivery + order.Fee;
    }

    private static OrderFate FateOf(Dice dice, long age) => dice.Below(1000) switch
    {
        < 30 => OrderFate.CancelledAfterPayment,
        < 50 => OrderFate.CancelledBeforePayment,
        < 65 => OrderFate.Lapsed,
        < 72 => OrderFate.Failed,
        < 77 => OrderFate.Parked,
        < 107 => OrderFate.Basket,
        < 110 => OrderFate.Test,
        _ when age < 2 * SampleTime.Day => OrderFate.Waiting,
        _ when age < 7 * SampleTime.Day => dice.Chance(200) ? OrderFate.PartlySent : OrderFate.Sent,
        < 125 => OrderFate.PartlySent,
        _ => OrderFate.Delivered,
    };

    private static MoneyBack BackOf(Dice dice) => dice.Below(1000) switch
    {
        < 40 => MoneyBack.OneLine,
        < 55 => MoneyBack.DeliveryOnly,
        < 62 => MoneyBack.OneLineAsCredit,
        < 80 => MoneyBack.Everything,
        _ => MoneyBack.None,
    };
}
