using System.Text.Json;
using Storefold.Samples.Poco;

namespace Storefold.Tests.Cli;

public sealed class Status_explains_every_row : IDisposable
{
    private readonly SampleCli _shop = new(SampleOptions.Default with { NastyRows = true });

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Before_a_transfer_the_answer_is_no_and_afterwards_yes()
    {
        var before = _shop.Run("status");
        Assert.Equal(1, before.Code);
        Assert.Contains("No transfer has run yet", before.Output);

        _shop.Transfer();
        var after = _shop.Run("status");
        Assert.True(after.Code == 0, after.ToString());
        Assert.Contains("is explained", after.Output);
        Assert.Contains("SAVE10-POCO", after.Output);
        Assert.Contains("Decisions that wait: challenge", after.Output);
        Assert.Contains("Points poco-points at 13/10", after.Output);
        Assert.Contains("kept_site", after.Output);
    }

    [Fact]
    public void A_row_that_came_after_the_last_run_is_unexplained()
    {
        _shop.Transfer();
        _shop.ChangePoco("INSERT INTO wishlists SELECT (SELECT max(id) + 1 FROM wishlists), " + "customer_id, " + Rest() + " FROM wishlists LIMIT 1");
        var answer = _shop.Run("status");
        Assert.Equal(1, answer.Code);
        Assert.Contains("UNEXPLAINED", answer.Output);
        using var json = JsonDocument.Parse(_shop.Run("status", "--json").Output);
        var row = Assert.Single(json.RootElement.GetProperty("unexplained").EnumerateArray());
        Assert.Equal("wishlist", row.GetProperty("row").GetString());
        Assert.Equal(1, row.GetProperty("source").GetInt64() - row.GetProperty("explained").GetInt64());
    }

    [Fact]
    public void A_run_that_was_stopped_is_told_with_how_far_it_came()
    {
        _shop.Transfer();
        _shop.ChangeMi(
            "INSERT INTO storefold_run(id, started_at, plan_sha256, only_entities, holder) VALUES (7, 1, 'x', '', 'h'); "
            + "INSERT INTO storefold_checkpoint VALUES (7, 'poco/order', 5, 0); INSERT INTO storefold_books VALUES (7, 'poco/order', 'rows', 'uk', 'order', 'created', '', '12')");
        var answer = _shop.Run("status");
        Assert.Equal(1, answer.Code);
        Assert.Contains("Run 7 is unfinished", answer.Output);
        Assert.Contains("12 of ", answer.Output);
        Assert.Contains("in poco/order", answer.Output);
    }

    [Fact]
    public void Refused_rows_are_listed_without_what_they_hold_unless_that_is_asked_for()
    {
        _shop.Transfer();
        var raw = _shop.MiRows("SELECT raw FROM storefold_quarantine WHERE row = 'order.line'").Select(row => row[0]).ToList();
        Assert.NotEmpty(raw);

        var status = _shop.Run("status");
        Assert.Contains("Quarantine", status.Output);
        var list = _shop.Run("status", "--quarantine", "--row", "order.line");
        Assert.Equal(0, list.Code);
        Assert.Contains($"{raw.Count} refusals", list.Output);
        Assert.All(list.Output.Split('\n').SkipLast(2), line => Assert.StartsWith("order.line", line));
        var whole = _shop.Run("status", "--quarantine", "--row", "order.line", "--raw");
        foreach (var row in raw)
        {
            Assert.DoesNotContain(row, status.Output + list.Output);
            Assert.Contains(row.ReplaceLineEndings(" "), whole.Output);
        }

        using var json = JsonDocument.Parse(_shop.Run("status", "--quarantine", "--json").Output);
        Assert.All(json.RootElement.GetProperty("quarantined").EnumerateArray(), row => Assert.False(row.TryGetProperty("raw", out _)));
    }

    [Fact]
    public void Raw_rows_and_kinds_are_asked_for_with_the_list_only()
    {
        Assert.Equal(2, _shop.Run("status", "--raw").Code);
        var typo = _shop.Run("status", "--quarantine", "--row", "order.lin");
        Assert.Equal(2, typo.Code);
        Assert.Contains("did you mean order.line?", typo.Error);
    }

    [Fact]
    public void Money_is_the_sum_of_what_became_of_it()
    {
        _shop.Transfer();
        using var poco = _shop.Poco();
        var gbp = SampleCli.Rows(poco, "SELECT printf('%.2f', sum(grand_total)) FROM orders WHERE currency = 'GBP' AND grand_total IS NOT NULL")[0][0];
        using var json = JsonDocument.Parse(_shop.Run("status", "--json").Output);
        var line = json.RootElement.GetProperty("money").EnumerateArray()
            .Single(money => money.GetProperty("currency").ValueEquals("GBP") && money.GetProperty("what").ValueEquals("order.total_grand"));
        Assert.Equal(decimal.Parse(gbp), decimal.Parse(line.GetProperty("source").GetString()!));
    }

    private string Rest()
    {
        using var poco = _shop.Poco();
        return string.Join(", ", SampleCli.Rows(poco, "SELECT name FROM pragma_table_info('wishlists') WHERE name NOT IN ('id', 'customer_id') ORDER BY cid").Select(row => row[0]));
    }
}
