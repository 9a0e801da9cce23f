using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Platform;

public sealed class A_platform_that_answers_badly
{
    [Theory]
    [InlineData("an id is missing", "lacks|not the JSON")]
    [InlineData("an id is text", "is no integer")]
    [InlineData("an id is given twice", "the same id")]
    [InlineData("a row that nobody sent", "was not sent")]
    [InlineData("a row is answered twice", "was not sent, or one twice")]
    [InlineData("no JSON", "not the JSON")]
    [InlineData("the last line is cut", "cut off")]
    [InlineData("a line is missing", "should have")]
    public async Task To_a_batch_stops_the_transfer_and_nothing_of_it_is_booked(string fault, string said)
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        lab.Server.Rewrites = (request, text) => HttpMethods.IsPost(request.Method) && request.Path.Value!.Contains("/customer/", StringComparison.Ordinal)
            ? Spoil(fault, text)
            : text;

        var stopped = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());

        Assert.Contains(said.Split('|'), part => stopped.Message.Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain("@", stopped.Message.Replace("@127", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("0", lab.InJournal($"SELECT count(*) FROM storefold_id_map WHERE entity = {ShopModel.Customer.Number}"));
        Assert.Equal(1, lab.OpenBatches());
        lab.Server.Rewrites = null;
        await lab.TransferAsync();
        await lab.Lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task A_line_that_it_refuses_is_kept_aside_and_comes_when_it_is_taken()
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        var number = lab.Lab.Source("SELECT number FROM orders WHERE site = 'uk' AND state = 'placed' LIMIT 1")!;
        lab.Server.Refuses = line => line.Contains($"\"number\":\"{number}\"", StringComparison.Ordinal) ? "this number is taken here" : null;

        var first = await lab.TransferAsync();

        Assert.Equal("this number is taken here", lab.InJournal("SELECT detail FROM storefold_quarantine WHERE code = 'target_refused' AND entity = 4"));
        Assert.Contains(first.Figures, pair => pair.Key is { Name: "order", Rule: "target_refused" } && pair.Value == 1);
        Assert.Equal("0", lab.Lab.Target($"SELECT count(*) FROM orders WHERE number = '{number}'"));
        lab.Server.Refuses = null;
        await lab.TransferAsync();
        Assert.Equal("1", lab.Lab.Target($"SELECT count(*) FROM orders WHERE number = '{number}'"));
        await lab.Lab.AssertVerifiesAsync();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_batch_that_it_refuses_is_halved_until_the_one_row_stands_alone(int status)
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        var number = lab.Lab.Source("SELECT number FROM orders WHERE site = 'uk' AND state = 'placed' LIMIT 1")!;
        lab.Server.RefusesBatch = body => body.Contains($"\"number\":\"{number}\"", StringComparison.Ordinal) ? status : null;

        await lab.TransferAsync();

        Assert.Equal("1", lab.InJournal("SELECT count(*) FROM storefold_quarantine WHERE code = 'target_refused' AND entity = 4"));
        Assert.Equal(0, lab.OpenBatches());
        lab.Server.RefusesBatch = null;
        await lab.TransferAsync();
        await lab.Lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task A_key_that_it_knows_with_another_content_is_an_error_of_its_own()
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        lab.Server.RefusesBatch = _ => 409;

        var stopped = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());

        Assert.Contains("Idempotency-Key", stopped.Message, StringComparison.Ordinal);
        Assert.False(stopped.IsConstraint);
        Assert.Equal("0", lab.InJournal("SELECT count(*) FROM storefold_quarantine WHERE code = 'target_refused'"));
    }

    [Fact]
    public async Task It_is_left_alone_as_long_as_it_asks()
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        List<(string Path, long At)> asked = [];
        lab.Server.Troubles = request =>
        {
            asked.Add((request.Path.Value!, Environment.TickCount64));
            return asked.Count == 3 ? Trouble.TooMany : Trouble.None;
        };

        await lab.TransferAsync();

        Assert.Equal(asked[2].Path, asked[3].Path);
        Assert.InRange(asked[3].At - asked[2].At, 900, long.MaxValue);
    }

    [Theory]
    [InlineData("a column is missing", "without the column 'email'")]
    [InlineData("a line is no object", "no JSON object")]
    [InlineData("the last line is cut", "cut off")]
    [InlineData("a line is missing", "should have")]
    [InlineData("half of a character", "no valid JSON")]
    public async Task With_its_rows_is_never_taken_for_a_short_table(string fault, string said)
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        lab.Server.Rewrites = (request, text) => request.Path.Value!.EndsWith("/tables/customers", StringComparison.Ordinal) ? SpoilRows(fault, text) : text;

        var stopped = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());

        Assert.Contains(said, stopped.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Server.Posted);
    }

    [Fact]
    public async Task Its_token_is_never_shown()
    {
        await using var lab = await HttpLab.StartAsync(customers: 12);
        lab.Server.Troubles = _ => Trouble.Unauthorised;
        foreach (var command in new[] { "check", "transfer", "verify", "status" })
        {
            var (_, output, error) = await CommandLine.RunAsync(command, lab.Lab.PlanFile);
            Assert.DoesNotContain(PlatformServer.Token, output + error, StringComparison.Ordinal);
            if (command is "transfer") Assert.Contains("the token is refused", error, StringComparison.Ordinal);
        }
    }

    private static string Spoil(string fault, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        switch (fault)
        {
            case "an id is missing":
                lines[0].Remove("id");
                break;
            case "an id is text":
                lines[0]["id"] = "17";
                break;
            case "an id is given twice":
                lines[0]["id"] = lines[1]["id"]!.GetValue<long>();
                break;
            case "a row that nobody sent":
                lines[0]["ref"] = "new_0";
                break;
            case "a row is answered twice":
                lines[0] = JsonNode.Parse(lines[1].ToJsonString())!.AsObject();
                break;
            case "no JSON":
                return string.Concat(lines.Select(_ => "<html>\n"));
            case "the last line is cut":
                return text[..^5];
            default:
                lines.RemoveAt(0);
                break;
        }

        return string.Concat(lines.Select(line => line.ToJsonString() + "\n"));
    }

    private static string SpoilRows(string fault, string text) => fault switch
    {
        "a column is missing" => text.Replace("\"email\"", "\"e_mail\"", StringComparison.Ordinal),
        "a line is no object" => text.Replace("{\"id\":1,", "[{\"id\":1,", StringComparison.Ordinal).Replace("}\n", "}]\n", StringComparison.Ordinal),
        "the last line is cut" => text[..^5],
        "half of a character" => text.Replace("\"registered\"", "\"\\ud83d\"", StringComparison.Ordinal),
        _ => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..],
    };
}
