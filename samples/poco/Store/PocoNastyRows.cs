using System.Globalization;
using Storefold.Shop;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>
/// Rows as real shops have them, on the retiring site uk: those that no target can take, and those that look wrong and
/// are not. What is planted is counted in the report.
/// </summary>
internal sealed class PocoNastyRows(PocoTables tables, SampleReport report)
{
    private static readonly long Placed = SampleTime.At(2024, 3, 31, 1, 30);

    /// <summary>Bytes that are no UTF-8: <c>J</c>, then 0xFF 0xFE.</summary>
    private static readonly Value Broken = Value.OfText([0x4A, 0xFF, 0xFE, 0x72], 0, 4);

    public void Write()
    {
        Quarantine("invalid UTF-8 in a name, with a wish that depends on it", () =>
        {
            Customer("N-000001", "broken@post.example", Broken);
            tables.Wishlists.Add(N(tables.Wishlists.NextId), T("uk"), T("N-000001"), N(7), N(Placed));
        });
        Quarantine("customer without a key", () => Customer(null, "keyless@post.example", T("No key")));
        Quarantine("line of an order that is gone", () => Line(999_999_999, "1"));
        Quarantine("line without an order", () => Line(null, "1"));
        Quarantine("negative quantity", () => Line(Order("-", T("12.00")), "-1"));
        Quarantine("currency that nobody knows", () => Order("-", T("12.00"), currency: "ZZZ"));
        Quarantine("amount that is no number", () => Order("-", T("twelve")));
        Quarantine("order without a number", () => Order(null, T("12.00")));
        Quarantine("date 0000-00-00", () => Order("-", T("12.00"), placed: T("0000-00-00 00:00:00")));
        Quarantine("date beyond the year 9999", () => Order("-", T("12.00"), placed: N(999_999_999_999_999)));
        Quarantine("options that are no JSON", () => tables.Variants.Add(
            N(tables.Variants.NextId), N(1), T("BROKEN-JSON"), T(null), T("Broken"), T("{\"colour\":"), T("live")));
        Quarantine("tracking event of a shipment that is gone", () => tables.Tracking.Add(
            N(tables.Tracking.NextId), N(888_888_888), N(null), N(Placed), N(0), T("moving"), T(null), T(null),
            T(null)));
        Quarantine("points entry of an account that is gone", () => tables.Entries.Add(
            N(tables.Entries.NextId), N(777_777_777), N(1), N(Placed), N(Placed), T("earned"), N(5), T("booked"),
            N(null), N(null), N(null), T(null), T(null)));
        Quarantine("code without a coupon", () => tables.Codes.Add(
            N(2_000_000_000 + tables.Codes.Rows), N(null), T("LOST-CODE"), T(null), T(null), N(1), N(0), N(null),
            N(null)));
        new PocoOddCases(tables, report, this).Write();
    }

    /// <summary>A registered customer of the site uk.</summary>
    public void Customer(string? key, string? email, Value given, bool verified = true, bool guest = false)
    {
        tables.Customers.Add(
            T(key), T(guest ? "guest" : "member"), T(email), N(verified && !guest ? Placed : null), T(null), T(null),
            T(null), given, T("Nasty"), T(null), T("en-GB"), T("Europe/London"), T("[]"), T(null), T("active"),
            B(false), N(Placed - SampleTime.Day), N(guest ? null : SampleTime.Today - SampleTime.Day), T(null));
        if (key is not null) tables.CustomerSites.Add(T(key), T("uk"), N(Placed));
    }

    /// <summary>A paid order of 12.00 with one line; <c>-</c> asks for a number of its own.</summary>
    public long Order(
        string? number, Value grand, string currency = "GBP", Value? placed = null, string? customer = null,
        string? email = null, Value? tax = null)
    {
        var id = tables.Orders.NextId;
        var text = number is "-" ? string.Create(CultureInfo.InvariantCulture, $"NASTY-{id}") : number;
        tables.Orders.Add(
            N(id), T(text), T(null), T("uk"), T(customer), T(email ?? "nasty@post.example"), T(null),
            placed ?? N(Placed), T(currency),
            T("1"), T("en-GB"), B(true), grand, T("0"), T("0"), tax ?? T("2"), T("0"), grand, grand, T("0"),
            T("placed"), T("settled"), T("there"), T("[]"), T(null), T("[]"), N(null), B(false));
        Line(id, "1");
        return id;
    }

    public void Line(long? order, string quantity, long? variant = 7) => tables.Lines.Add(
        N(tables.Lines.NextId), N(order), N(variant), T("item"), T("Nasty thing"), T(null), T("NASTY"), T(null),
        T(null), T("{}"), N(null), T(quantity), T("10"), T("12"), T("10"), T("12"), T("[]"), T("[]"));

    private void Quarantine(string kind, Action plant)
    {
        plant();
        report.Plant("quarantine: " + kind);
    }
}
