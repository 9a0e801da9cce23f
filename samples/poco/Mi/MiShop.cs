using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Mi;

/// <summary>
/// Writes the target as it is before the transfer: a shop with a life of its own, which knows some of the source's
/// customers, sells some of the same products and has some of the same codes.
/// </summary>
internal sealed class MiShop
{
    private readonly SampleOptions _options;
    private readonly SampleReport _report;
    private readonly MiCustomers _customers;
    private readonly MiOrders _orders;
    private readonly MiPoints _points;
    private readonly MiCoupons _coupons;

    public MiShop(
        ISampleSink sink, SampleOptions options, SampleReport report, Catalogue catalogue,
        IReadOnlyList<string> numbersOfPoco)
    {
        _options = options;
        _report = report;
        Tables = new MiTables(sink);
        var products = new MiProducts(Tables, catalogue, report);
        _customers = new MiCustomers(Tables, report);
        _coupons = new MiCoupons(Tables, report);
        _orders = new MiOrders(Tables, products, _coupons, report, numbersOfPoco);
        _points = new MiPoints(Tables);
    }

    public MiTables Tables { get; }

    public void Write()
    {
        var known = 0;
        for (long index = 1; index <= _options.Customers; index++)
        {
            var person = Person.Of(_options.Seed, index);
            if (person.Clash == Clash.None) continue;
            WriteCustomer(person, Dice.For(_options.Seed, "mi known", index));
            known++;
        }

        var own = Math.Max(1, (_options.Customers * 2 / 5) - known);
        for (long index = 1; index <= own; index++)
            WriteCustomer(Person.OfTarget(_options.Seed, index), Dice.For(_options.Seed, "mi", index));
        _coupons.WriteDefinitions();
        if (_options.NastyRows) new MiOddCases(Tables, _report).Write();
    }

    private void WriteCustomer(Person person, Dice dice)
    {
        var customer = _customers.Write(person, dice);
        var orders = new List<(long Id, long Placed, long Grand)>();
        while (orders.Count < 6 && dice.Chance(400)) orders.Add(_orders.Write(person, customer, dice));
        if (!person.Guest && dice.Chance(600)) _points.Write(customer, orders, dice);
    }
}

/// <summary>The target's catalogue: half of the source's range under the same SKU, and things of its own.</summary>
internal sealed class MiProducts
{
    private static readonly string[] Own = ["Mi Sample Band", "Mi Sample Scale", "Mi Sample Lamp", "Mi Sample Kettle",
        "米家 Sample"];
    private readonly List<(long Id, Variant Variant)> _all = [];

    public MiProducts(MiTables tables, Catalogue catalogue, SampleReport report)
    {
        foreach (var variant in catalogue.Variants.Where(Catalogue.InTarget)) Add(tables, variant);
        report.Plant("same SKU in both shops", _all.Count);
        for (var index = 0; index < Own.Length; index++)
        {
            var number = 900 + index;
            Add(tables, new Variant(
                number, number, $"MI{number}", $"2009{number:000000000}", $"mi-{number}", Own[index], "Standard", "{}",
                2_900 + (700 * index), Live: true, Download: false, []));
        }
    }

    public (long Id, Variant Variant) Pick(Dice dice) => dice.Pick(_all);

    private void Add(MiTables tables, Variant variant)
    {
        var id = tables.Products.NextId;
        tables.Products.Add(
            N(id), T(variant.Sku), T(variant.Ean), T(variant.Slug), T(variant.Title), T(variant.Name),
            T(variant.Options), T("live"));
        _all.Add((id, variant));
    }
}
