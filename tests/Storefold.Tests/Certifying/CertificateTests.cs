using System.Text.Json;
using Storefold.Certifying;

namespace Storefold.Tests.Certifying;

public sealed class CertificateTests
{
    [Fact]
    public void The_file_has_the_members_that_others_rely_on()
    {
        using var document = JsonDocument.Parse(CertificateWriter.Write(SomeCertificate.Balanced()));
        var file = document.RootElement;
        Assert.Equal("poco-farewell", file.GetProperty("retirement").GetString());
        Assert.Equal(64, file.GetProperty("plan_sha256").GetString()!.Length);
        Assert.Equal("2024-12-31T12:00:00Z", file.GetProperty("issued_at").GetString());
        AssertSays(
            """
            {"site":"poco-uk","entity":"customer","source":387,"created":301,"merged":60,
            "skipped":{"kept_site":20,"no_site":3},"quarantined":2,"erased":1,"unexplained":0}
            """,
            file.GetProperty("fates")[0]);
        AssertSays(
            """
            {"currency":"GBP","what":"order.total_grand","source":"128450.99",
            "not_carried":{"cart":"4300.49"},"quarantined":"310.00","target":"123840.50"}
            """,
            file.GetProperty("money")[0]);
        AssertSays(
            """
            {"programme":"poco","rate":"13/10","source":"12500","expired":"300","written_off":"0",
            "quarantined":"199","converted":"12001","rounding":"7/10","target":"15602"}
            """,
            file.GetProperty("points")[0]);
        AssertSays(
            """
            {"definitions":11,"codes":220,"uses":88,"reissued":3,"aliases":2,"skipped":{"expired":1,
            "public_code":20}}
            """,
            file.GetProperty("coupons"));
        AssertSays(
            """
            {"customers":{"total":366,"no_action":338},"orders":{"total":1154,"no_action":1101},
            "points":{"total":"15602","no_action":"14900"},"share":"0.9234"}
            """,
            file.GetProperty("needs_no_action"));
        AssertSays(
            """
            [{"site":"poco-india","writes":0,"altered_responses":null}]
            """,
            file.GetProperty("kept_sites"));
        AssertSays(
            """
            {"entity":"customer","before":512,"untouched":440,"merged":60,"changed":0,"traded":12,"came":31}
            """,
            file.GetProperty("target_own")[0]);
        AssertSays(
            """
            [{"rule":"no_time_zone","entity":"customer","field":"tz","rows":361,
            "why":"Mi customers have no zone"},{"rule":"no_consents","entity":"customer.consent",
            "field":null,"rows":722,"why":"Mi keeps consents in another system"}]
            """,
            file.GetProperty("not_carried"));
        AssertSays(
            """
            {"run":7,"compared_rows":14523,"mismatches":0,"traded":0}
            """,
            file.GetProperty("verification"));
        Assert.False(file.GetProperty("rehearsed").GetBoolean());
        Assert.Equal(3, file.GetProperty("statements").GetInt64());
        Assert.Equal("3b6cccd7e3e023ff393006f030315ee7ad9eb111b022b41fba7e5b7a3973f688", file.GetProperty("root").GetString());
        Assert.False(file.TryGetProperty("signature", out _));
    }

    [Fact]
    public void What_is_read_back_writes_the_same_file_again()
    {
        var file = CertificateWriter.Write(SomeCertificate.Balanced());
        var outcome = CertificateVerifier.Verify(file);
        Assert.NotNull(outcome.Certificate);
        Assert.Equal(file, CertificateWriter.Write(outcome.Certificate));
    }

    [Fact]
    public void An_amount_keeps_every_decimal_and_every_zero_that_it_was_stated_with()
    {
        var books = SomeCertificate.BalancedBooks() with
        {
            Money = [new("KWD", "order.total_grand", 1.230m, ByRule.None<decimal>(), 0.000m, 1.230m)],
        };
        using var document = JsonDocument.Parse(CertificateWriter.Write(SomeCertificate.With(books)));
        Assert.Equal("1.230", document.RootElement.GetProperty("money")[0].GetProperty("source").GetString());
    }

    // The same members in the same order; white space apart.
    private static void AssertSays(string expected, JsonElement actual)
    {
        using var document = JsonDocument.Parse(expected);
        Assert.Equal(JsonSerializer.Serialize(document.RootElement), JsonSerializer.Serialize(actual));
    }
}
