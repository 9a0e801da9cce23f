using Storefold.Shop;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>Rows that look wrong and are what the shop holds; a transfer must neither lose nor improve them.</summary>
internal sealed class PocoOddCases(PocoTables tables, SampleReport report, PocoNastyRows rows)
{
    private static readonly long At = SampleTime.At(2024, 5, 5, 12);

    public void Write()
    {
        People();
        Orders();
        Points();
        Plant("rating of 7.5 out of 10 with three aspects, two replies and a dead picture", Review);
        Plant("coupon code with an accent (SÀVE10)", () => tables.Codes.Add(
            N(2_000_000_000 + tables.Codes.Rows), N(1), T("SÀVE10"), T(null), T(null), N(null), N(0), N(null),
            N(null)));
    }

    private void People()
    {
        Person("dotless ı in an e-mail", "N-000010", "mıke@post.example");
        Person("KELVIN SIGN in an e-mail", "N-000011", "\u212Aelvin@post.example");
        Person("long s in an e-mail", "N-000012", "ſam@post.example");
        Person("zero-width space in an e-mail", "N-000013", "zero\u200Bwidth@post.example");
        Person("right-to-left mark in an e-mail", "N-000014", "rtl\u200F@post.example");
        Person("two accounts that differ by capitals", "N-000015", "Bob@Letters.example");
        Person("two accounts that differ by capitals", "N-000016", "bob@letters.example");
        Person("international domain", "N-000017", "anna@bücher.example");
        Person("no e-mail at all", "N-000018", null);
        Plant("guest order under the e-mail of a later account", () =>
        {
            rows.Customer("N-000019", "later@post.example", T("Later"), guest: true);
            rows.Order("-", T("12.00"), customer: "N-000019", email: "later@post.example");
            rows.Customer("N-000020", "later@post.example", T("Later"));
        });
    }

    private void Person(string kind, string key, string? email) =>
        Plant(kind, () => rows.Customer(key, email, T("Odd")));

    private void Orders()
    {
        Plant("order in yen, which has no decimals", () => rows.Order("-", T("1200"), "JPY", tax: T("200")));
        Plant("order in Kuwaiti dinar, which has three decimals",
            () => rows.Order("-", T("12.125"), "KWD", tax: T("2.125")));
        Plant("tax with eight decimals", () => rows.Order("-", T("12.00"), tax: T("1.99999999")));
        Plant("the same order number twice in the source", () =>
        {
            rows.Order("TWICE-1", T("12.00"));
            rows.Order("TWICE-1", T("12.00"));
        });
        Plant("line whose product is gone without a trace", () => rows.Line(rows.Order("-", T("12.00")), "0.5",
            variant: null));
        Plant("one tracking number on two orders, events out of order", () =>
        {
            Shipment(rows.Order("-", T("12.00")), "REUSED-1");
            Shipment(rows.Order("-", T("12.00")), "REUSED-1");
        });
    }

    private void Shipment(long order, string tracking)
    {
        var id = tables.Shipments.NextId;
        tables.Shipments.Add(N(id), T("uk"), T("standard"), N(At), N(At), N(null), T("on_its_way"));
        tables.ShipmentOrders.Add(N(tables.ShipmentOrders.NextId), N(id), N(order));
        var parcel = tables.Parcels.Add(
            N(tables.Parcels.NextId), N(id), T("swift"), T("Swift Sample Post"), T(tracking), T(null), N(null));
        foreach (var (offset, status) in new[] { (9L, "delivered"), (0L, "announced"), (4L, "moving") })
        {
            tables.Tracking.Add(
                N(tables.Tracking.NextId), N(id), N(parcel), N(At + (offset * SampleTime.Hour)), N(60), T(status),
                T(null), T(null), T(null));
        }
    }

    private void Points()
    {
        Plant("native balance differs from the sum of its entries", () => Account("N-000030", [100], claimed: 140));
        Plant("eleven lots of one point", () => Account("N-000031", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Plant("balances on both sides of a tier", () =>
        {
            Account("N-000032", [21_999]);
            Account("N-000033", [22_000]);
        });
    }

    private void Account(string customer, long[] lots, long? claimed = null)
    {
        rows.Customer(customer, customer.ToLowerInvariant() + "@post.example", T("Points"));
        var account = tables.Accounts.NextId;
        var balance = lots.Sum();
        tables.Accounts.Add(
            N(account), T(customer), T("uk"), T(PocoPoints.Programme), N(claimed ?? balance), T("open"),
            T(balance >= 22_000 ? "gold" : "basic"), N(null), N(balance));
        for (var seq = 1; seq <= lots.Length; seq++)
        {
            var points = lots[seq - 1];
            var expires = SampleTime.EndOfDay(SampleTime.Freeze + ((100 + seq) * SampleTime.Day));
            var lot = tables.Lots.Add(N(tables.Lots.NextId), N(account), N(points), N(points), N(null), N(expires));
            tables.Entries.Add(
                N(tables.Entries.NextId), N(account), N(seq), N(At), N(At), T("earned"), N(points), T("booked"),
                N(null), N(null), N(lot), T(null), T(null));
        }
    }

    private void Review()
    {
        var id = tables.Reviews.NextId;
        tables.Reviews.Add(
            N(id), T("uk"), N(1), T("Gone"), T(null), T("Erased author"), T("7.5"), N(10),
            T("""[{"name":"screen","value":"8"},{"name":"battery","value":"6.5"},{"name":"weight","value":"10"}]"""),
            T("Half"), T("Ten points are not five stars."), T("en-GB"), T("live"), T("unknown"), N(null), N(3), N(0),
            N(At), B(true));
        tables.ReviewMedia.Add(
            N(tables.ReviewMedia.NextId), N(id), T("https://dead.example/404.jpg"), T(null), Value.Of("image/jpeg"));
        for (var reply = 0; reply < 2; reply++)
        {
            tables.ReviewReplies.Add(
                N(tables.ReviewReplies.NextId), N(id), T("Shop team"), T("Reply"), N(At + (reply * SampleTime.Hour)));
        }
    }

    private void Plant(string kind, Action plant)
    {
        plant();
        report.Plant("odd: " + kind);
    }
}
