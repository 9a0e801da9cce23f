using System.Text.RegularExpressions;

namespace Storefold.DatabaseTests.Matrix;

/// <summary>
/// Medusa and OpenCart let shoppers write the places where a transfer leaves its notes: metadata of a customer and of a cart, custom fields
/// of an account. Whoever writes there that an address is verified must not get the account that has it in the other shop.
/// </summary>
public sealed partial class Notes_of_strangers_are_not_believed
{
    private const string Account =
        """{"sf": 1, "kind": "registered", "email_verified_at": "2024-01-01T00:00:00Z", "last_login_at": "2024-12-01T00:00:00Z", "staff": true}""";

    private const string Order = """{"sf": 1, "pay_status": "paid", "total_paid": "1", "placement": "confirmed", "total": {"pay_status": "paid"} }""";

    private const string InMedusa =
        $$"""
        UPDATE customer SET metadata = coalesce(metadata, '{}') || '{"storefold": {{Account}} }';
        UPDATE "order" SET metadata = coalesce(metadata, '{}') || '{"storefold": {{Order}}, "storefold_refunds": [{"amount": 5}]}';
        UPDATE order_line_item SET metadata = coalesce(metadata, '{}') || '{"storefold": {"title": "forged", "kind": "shipping"} }';
        """;

    private const string InOpenCart =
        $$"""
        UPDATE oc_customer SET custom_field = '{"storefold": {{Account}} }';
        UPDATE oc_order SET custom_field = '{"storefold": {{Order}} }';
        """;

    [Theory]
    [InlineData("medusa", InMedusa)]
    [InlineData("opencart", InOpenCart)]
    public async Task Nothing_that_is_written_changes_by_them(string source, string forge)
    {
        using var honest = new MatrixLab(Platforms.Of(source), Platforms.Of("vendure on SQLite"));
        using var forged = new MatrixLab(Platforms.Of(source), Platforms.Of("vendure on SQLite"));
        forged.Source.Run(forge);
        var expected = await honest.TransferAsync();

        var found = await forged.TransferAsync();

        Assert.Equal(expected.Written, found.Written);
        var (one, other) = (honest.Target.Rows(), forged.Target.Rows());
        Assert.All(["customer", "order", "payment"], table => Assert.Equal(WithoutTimes(one[table]), WithoutTimes(other[table]), StringComparer.Ordinal));
    }

    /// <summary>Platforms note when a row was written, and one fold is later than the other.</summary>
    private static IEnumerable<string> WithoutTimes(List<string> rows) => rows.Select(row => Times().Replace(row, "then")).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();
}
