namespace Storefold.Samples.Poco;

/// <summary>
/// A public coupon with one code. Money is in minor units of <paramref name="Currency"/>; kinds are Poco Store's words.
/// </summary>
internal sealed record Campaign(
    string Code, string Title, string Kind, string[] Sites, long Value, string? Currency = null, long? Cap = null,
    long? MinSpend = null, int? MinItems = null, int FromYear = 2023, int UntilYear = 2026, bool On = true)
{
    public long From => SampleTime.At(FromYear, 1, 1);

    public long Until => SampleTime.At(UntilYear, 1, 1) - 1000;

    /// <summary>Whether an order on this site in this currency may use it at that time.</summary>
    public bool Fits(string site, string currency, long at) =>
        Kind is "percent" or "amount" or "free_delivery" && Sites.Contains(site, StringComparer.Ordinal)
        && (Currency is null || string.Equals(Currency, currency,
            StringComparison.Ordinal)) && at >= From && at <= Until;
}

/// <summary>The public coupons of both shops. Some codes are the same on purpose.</summary>
internal static class Campaigns
{
    private static readonly string[] Retiring = ["global", "uk"];
    private static readonly string[] Uk = ["uk"];
    private static readonly string[] Global = ["global"];
    private static readonly string[] India = ["in"];

    /// <summary>The same terms in both shops.</summary>
    private static readonly Campaign Shared =
        new("WELCOME5", "Welcome: 5 off", "amount", Uk, 500, "GBP", MinSpend: 5000);

    public static readonly Campaign[] Poco =
    [
        new("SAVE10", "10 % off", "percent", Retiring, 10, MinSpend: 2000),
        Shared,
        new("FREESHIP", "Free delivery", "free_delivery", Retiring, 0),
        new("SUMMER23", "Summer 2023", "percent", Retiring, 15, UntilYear: 2024),
        new("WELCOME-USD", "Welcome: 8 off", "amount", Global, 800, "USD", MinSpend: 6000),
        new("WELCOME-EUR", "Welcome: 7 off", "amount", Global, 700, "EUR", MinSpend: 6000),
        new("3FOR2", "Three for two", "buy_x_get_y", Retiring, 1, MinItems: 3),
        new("CASEGIFT", "A case with every phone", "present", Uk, 0, MinSpend: 20000),
        new("DIWALI20", "दिवाली: 20 % off", "percent", India, 20, Cap: 200000),
        new("INDIA500", "500 off", "amount", India, 50000, "INR", MinSpend: 500000),
        new("STUDENT5", "Students", "percent", ["global", "in", "uk"], 5),
        new("BLACK-FRIDAY-2023-EVERYTHING-30", "Black Friday 2023", "percent", Retiring, 30, Cap: 9000,
            UntilYear: 2024),
        new("SPRING24", "Spring, stopped early", "percent", Retiring, 12, FromYear: 2024, UntilYear: 2025, On: false),
    ];

    public static readonly Campaign[] Mi =
    [
        new("SAVE10", "15 % off at Mi", "percent", [], 15, MinSpend: 10000),
        Shared,
        new("freeship", "Free delivery from 40", "free_delivery", [], 0, MinSpend: 4000),
        new("MI-HELLO", "Hello", "percent", [], 5),
        new("MI-FANS", "Mi fans", "amount", [], 1000, "GBP", MinSpend: 9000),
    ];
}
