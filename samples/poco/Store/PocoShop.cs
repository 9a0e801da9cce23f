using Storefold.Samples.Poco.People;

namespace Storefold.Samples.Poco.Store;

/// <summary>Writes the source: customers one after the other, each with everything that they did.</summary>
internal sealed class PocoShop
{
    // So many order numbers are remembered for the target to use as well.
    private const int RememberedNumbers = 10_000;

    private readonly SampleOptions _options;
    private readonly SampleReport _report;
    private readonly PocoCustomers _customers;
    private readonly PocoOrders _orders;
    private readonly PocoShipments _shipments;
    private readonly PocoPoints _points;
    private readonly PocoCoupons _coupons;
    private readonly PocoAfterSales _afterSales;

    public PocoShop(ISampleSink sink, SampleOptions options, SampleReport report, Catalogue catalogue)
    {
        _options = options;
        _report = report;
        Tables = new PocoTables(sink);
        PocoFurniture.Write(Tables, catalogue);
        _customers = new PocoCustomers(Tables);
        _coupons = new PocoCoupons(Tables, report);
        _orders = new PocoOrders(Tables, catalogue, _coupons, report);
        _shipments = new PocoShipments(Tables, report);
        _points = new PocoPoints(Tables, report);
        _afterSales = new PocoAfterSales(Tables, catalogue, report);
    }

    public PocoTables Tables { get; }

    /// <summary>Numbers of orders of retiring sites that the target may use for orders of its own.</summary>
    public List<string> RetiringOrderNumbers { get; } = [];

    public void Write()
    {
        for (long index = 1; index <= _options.Customers; index++) WriteCustomer(Person.Of(_options.Seed, index));
        _coupons.WriteDefinitions();
        if (_options.NastyRows) new PocoNastyRows(Tables, _report).Write();
    }

    private void WriteCustomer(Person person)
    {
        var dice = Dice.For(_options.Seed, "poco", person.Index);
        if (person.Clash == Clash.None && !person.Guest && person.Index % 150 == 77)
        {
            person = person.Erase();
            _report.Plant("erased customer with orders kept");
        }

        _customers.Write(person, dice);
        if (person.Sites.Contains("in", StringComparer.Ordinal) && person.Sites.Count > 1)
            _report.Plant("customer shared with the kept site");

        var orders = DraftOrders(person, dice);
        foreach (var order in orders) WriteOrder(order, dice);
        if (person.IsErased) return;
        if (!person.Guest) _points.Write(person, orders, dice);
        _coupons.WritePersonal(person, dice);
        _afterSales.WriteWishes(person, dice);
    }

    private List<OrderDraft> DraftOrders(Person person, Dice dice)
    {
        var drafts = new List<OrderDraft>();
        if (person.Staged != Staged.None && _options.OrdersPerCustomer > 0)
            drafts.Add(_orders.DraftStaged(person, dice));

        var again = (int)(1000 * _options.OrdersPerCustomer / (1 + _options.OrdersPerCustomer));
        // A guest is only known by an order.
        var atLeast = person.Guest && _options.OrdersPerCustomer > 0 ? 1 : 0;
        while (drafts.Count < atLeast || (drafts.Count < 12 && dice.Chance(again)))
        {
            var order = _orders.Draft(person, dice);
            drafts.Add(order);
            if (order.Fate != OrderFate.Delivered || !dice.Chance(40)) continue;
            drafts.Add(_orders.DraftTwin(order, person, dice));
        }

        return drafts;
    }

    private void WriteOrder(OrderDraft order, Dice dice)
    {
        _orders.Write(order, dice);
        if (order.Twin is null) _shipments.Write(order, dice);
        if (order.Fate == OrderFate.Delivered) _afterSales.WriteAfter(order, dice);
        var remember = order.Site is not "in" && order.Counts && order.Number % 25 == 0;
        if (remember && RetiringOrderNumbers.Count < RememberedNumbers) RetiringOrderNumbers.Add(order.NumberText);
    }
}
