using System.Text.Json;
using Storefold.Cli;

namespace Storefold.DatabaseTests;

public sealed class A_row_is_found_through_the_ID_map_of_a_server
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task By_number_by_address_and_from_the_target_and_by_the_SQL_of_the_documentation(string target)
    {
        using var lab = new PairLab("sqlite", target);
        await lab.TransferAsync();
        // The target had its own orders before, so the one with the highest id was moved.
        var moved = Row(lab, "SELECT number, id FROM orders ORDER BY id DESC");
        var key = Assert.Single(await FoundAsync(lab, "order/" + moved[0])).GetProperty("key").GetString();
        Assert.Equal(key, Assert.Single(await FoundAsync(lab, "order/" + moved[1], "--target")).GetProperty("key").GetString());
        Assert.Equal(moved[1], Assert.Single(await FoundAsync(lab, "poco/order/" + key, "--parts")).GetProperty("target_key").GetString());

        var code = Row(lab, "SELECT a.old, a.new, c.coupon_id FROM storefold_alias a JOIN coupon_codes c ON c.code = a.new WHERE a.kind = 'coupon_code'");
        Assert.Contains(await FoundAsync(lab, "coupon/" + code[0]), row => Is(row, "target_key", code[2]));
        Assert.Equal(code[2], Assert.Single(await FoundAsync(lab, "coupon/" + code[1])).GetProperty("target_key").GetString());

        var held = Row(lab, "SELECT email FROM storefold_holding WHERE email LIKE '%@%' ORDER BY email");
        Assert.Contains(await FoundAsync(lab, "customer/" + held[0]), row => row.GetProperty("held_email").GetString() is not null);

        // What docs/operating.md gives to people who ask the tables themselves.
        var documented = await File.ReadAllTextAsync(Repository.File("docs/operating.md"), TestContext.Current.CancellationToken);
        var marker = (target is "postgres" ? "-- PostgreSQL" : "-- MariaDB") + ": the ID map as people read it\n";
        var sql = documented[documented.IndexOf(marker, StringComparison.Ordinal)..];
        sql = sql[(sql.IndexOf('\n', StringComparison.Ordinal) + 1)..sql.IndexOf(';', StringComparison.Ordinal)];
        var decoded = Row(lab, $"SELECT source_key, target_key FROM ({sql}) AS decoded WHERE entity = 4 AND target_key = '{moved[1]}'");
        Assert.Equal((key, moved[1]), (decoded[0], decoded[1]));
    }

    private static async Task<List<JsonElement>> FoundAsync(PairLab lab, string what, params string[] options)
    {
        var answer = await CommandLine.RunAsync(["lookup", lab.PlanFile, what, .. options, "--json"]);
        Assert.True(answer.Exit == ExitCode.Ok, $"{what}: exit {answer.Exit}\n{answer.Output}\n{answer.Error}");
        using var document = JsonDocument.Parse(answer.Output);
        return [.. document.RootElement.GetProperty("found").EnumerateArray().Select(row => row.Clone())];
    }

    private static bool Is(JsonElement row, string name, string value) =>
        string.Equals(row.GetProperty(name).GetString(), value, StringComparison.Ordinal);

    private static string[] Row(PairLab lab, string sql)
    {
        using var session = lab.Target();
        return Tests.Sample.SampleShops.Rows(session, sql)[0];
    }
}
