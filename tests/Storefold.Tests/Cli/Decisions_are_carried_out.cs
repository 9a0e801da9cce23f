namespace Storefold.Tests.Cli;

/// <summary>The whole circle: transfer, a person decides, transfer again.</summary>
public sealed class Decisions_are_carried_out : IDisposable
{
    private const string Waiting =
        "SELECT m.id, h.target_key, m.target_key FROM storefold_match m JOIN storefold_holding h USING (source, source_key) WHERE ";

    private const string HasOrders = " AND EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = h.target_key)";
    private const string HasPoints = " AND EXISTS (SELECT 1 FROM points_accounts p WHERE p.customer_id = h.target_key AND p.balance > 0)";
    private const string TargetHasPoints = " EXISTS (SELECT 1 FROM points_accounts p WHERE p.customer_id = m.target_key)";

    private readonly SampleCli _shop = new();

    public Decisions_are_carried_out() => _shop.Transfer();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("challenge", " AND ")]
    [InlineData("review", " AND ")]
    [InlineData("review", " AND NOT ")]
    public void A_merged_account_brings_its_orders_points_and_addresses_and_the_holding_account_goes(string kind, string targetPoints)
    {
        var row = _shop.MiRows(Waiting + $"m.kind = '{kind}'" + HasOrders + HasPoints + targetPoints + TargetHasPoints)[0];
        var (id, held, chosen) = (row[0], row[1], row[2]);
        string[] counted =
        [
            "SELECT count(*) FROM orders WHERE customer_id IN ({0})", "SELECT count(*) FROM customer_addresses WHERE customer_id IN ({0})",
            "SELECT coalesce(sum(balance), 0) FROM points_accounts WHERE customer_id IN ({0})",
            "SELECT count(*) FROM points_lots l JOIN points_accounts a ON a.id = l.account_id WHERE a.customer_id IN ({0})",
            "SELECT count(*) FROM wishlist_items WHERE customer_id IN ({0})", "SELECT count(*) FROM reviews WHERE customer_id IN ({0})",
        ];
        var before = counted.Select(sql => _shop.MiCell(string.Format(sql, held + "," + chosen))).ToList();

        var decided = _shop.Run("decide", id, "merge", "--by", "Asha");
        Assert.True(decided.Code == 0, decided.ToString());
        Assert.Contains("next storefold transfer", decided.Output);
        Assert.True(_shop.Transfer() > 0);

        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM customers WHERE id = {held}"));
        Assert.Equal(before, counted.Select(sql => _shop.MiCell(string.Format(sql, chosen))).ToList());
        Assert.Equal("1", _shop.MiCell($"SELECT count(*) FROM points_accounts WHERE customer_id = {chosen}"));
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_books WHERE section = 'conflict'"));
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_removal"));
        Assert.Equal("Asha", _shop.MiCell($"SELECT decided_by FROM storefold_match WHERE id = {id}"));
        Assert.Equal(0, _shop.Transfer());
        Assert.Equal(0, _shop.Run("status").Code);
        VerifyIsClean();
    }

    [Fact]
    public void Two_retiring_accounts_join_one_that_had_no_points_and_share_one_points_account()
    {
        var without = _shop.MiRows(Waiting + "NOT" + TargetHasPoints + " AND EXISTS (SELECT 1 FROM points_accounts p WHERE p.customer_id = h.target_key)");
        var (first, second) = (without[0], without[1]);
        var chosen = first[2];
        var entries = $"SELECT count(*) FROM points_entries e JOIN points_accounts a ON a.id = e.account_id WHERE a.customer_id IN ({first[1]}, {second[1]}, {chosen})";
        var before = _shop.MiCell(entries);

        Assert.Equal(0, _shop.Run("decide", first[0], "merge").Code);
        Assert.Equal(0, _shop.Run("decide", second[0], "merge", "--into", chosen).Code);
        _shop.Transfer();

        Assert.Equal("1", _shop.MiCell($"SELECT count(*) FROM points_accounts WHERE customer_id = {chosen}"));
        Assert.Equal(before, _shop.MiCell(entries));
        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM customers WHERE id IN ({first[1]}, {second[1]})"));
        Assert.Equal(0, _shop.Transfer());
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_quarantine"));
        Assert.Equal(0, _shop.Run("status").Code);
        VerifyIsClean();
    }

    [Fact]
    public void A_separate_account_gets_its_own_address_back()
    {
        var row = _shop.MiRows(Waiting + "m.reasons LIKE '%phone_only%'")[0];
        var email = _shop.MiCell($"SELECT email FROM storefold_holding WHERE target_key = {row[1]}");

        Assert.Equal(0, _shop.Run("decide", row[0], "separate").Code);
        _shop.Transfer();

        Assert.Equal(email, _shop.MiCell($"SELECT email FROM customers WHERE id = {row[1]}"));
        Assert.DoesNotContain($"\n{row[0]}  ", "\n" + _shop.Run("decide").Output);
        Assert.Equal(0, _shop.Transfer());
        VerifyIsClean();
    }

    [Fact]
    public void A_decision_can_be_taken_back_until_it_is_carried_out()
    {
        var rows = _shop.MiRows(Waiting + "m.target_key IS NOT NULL");
        var (id, candidate, other) = (rows[0][0], rows[0][2], rows[1][2]);

        Assert.Equal(1, _shop.Run("decide", id, "undo").Code);
        Assert.Equal(0, _shop.Run("decide", id, "merge", "--into", other).Code);
        Assert.Contains("decided: merge", _shop.Run("decide").Output);
        Assert.Equal(0, _shop.Run("decide", id, "undo").Code);
        Assert.Equal(0, _shop.Transfer());

        Assert.Equal(0, _shop.Run("decide", id, "merge").Code);
        _shop.Transfer();
        Assert.Equal(candidate, _shop.MiCell($"SELECT target_key FROM storefold_id_map WHERE entity = 3 AND source_key = (SELECT source_key FROM storefold_match WHERE id = {id})"));
        var late = _shop.Run("decide", id, "undo");
        Assert.Equal(1, late.Code);
        Assert.Contains("carried out already", late.Error);
    }

    [Fact]
    public void What_cannot_be_decided_is_refused_and_nothing_is_written()
    {
        var rows = _shop.MiRows(Waiting + "m.target_key IS NOT NULL");
        var (id, holding) = (rows[0][0], rows[1][1]);
        var automatic = _shop.MiCell("SELECT id FROM storefold_match WHERE kind = 'auto' LIMIT 1");
        _shop.ChangeMi($"UPDATE storefold_match SET target_key = NULL WHERE id = {rows[2][0]}");
        var before = _shop.MiRows("SELECT id, choice, choice_key FROM storefold_match");

        (string[] Args, int Code, string Says)[] refused =
        [
            (["9999", "merge"], 2, "there is no decision 9999"),
            (["first", "merge"], 2, "'first' is not the number"),
            ([id], 2, "merge, separate or undo"),
            ([id, "marge"], 2, "did you mean merge?"),
            ([id, "separate", "--into", "1"], 2, "--into belongs to merge"),
            ([id, "merge", "--into", "99999"], 2, "has no customer 99999"),
            ([id, "merge", "--into", "me"], 2, "has no customer me"),
            ([id, "merge", "--into", holding], 2, "holding account"),
            ([rows[2][0], "merge"], 2, "--into KEY"),
            ([automatic, "merge"], 1, "nothing waits"),
            (["erase"], 2, "SOURCE/KEY"),
            (["erase", "poco"], 2, "SOURCE/KEY"),
            (["erase", "shop/1"], 2, "no source 'shop'"),
            (["erase", "poco/C-999999"], 2, "no such customer"),
        ];
        foreach (var (args, code, says) in refused)
        {
            var answer = _shop.Run("decide", args);
            Assert.True(answer.Code == code && answer.Error.Contains(says, StringComparison.Ordinal), string.Join(' ', args) + ": " + answer);
        }

        Assert.Equal(before, _shop.MiRows("SELECT id, choice, choice_key FROM storefold_match"));
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_tombstone"));
    }

    [Fact]
    public void Two_people_deciding_at_once_do_not_undo_each_other()
    {
        var id = _shop.MiRows(Waiting + "m.target_key IS NOT NULL")[0][0];
        var answers = new Answer[8];
        Parallel.For(0, answers.Length, at => answers[at] = _shop.Run("decide", id, at % 2 == 0 ? "merge" : "separate"));

        Assert.All(answers, answer => Assert.True(answer.Code == 0, answer.ToString()));
        var log = _shop.MiRows("SELECT before_value, after_value FROM storefold_log WHERE what = 'decided' ORDER BY id");
        Assert.Equal(answers.Length, log.Count);
        List<string> before = ["NULL", .. log.SkipLast(1).Select(row => row[1].Split(' ')[0])];
        Assert.Equal(before, log.Select(row => row[0]).ToList());
        Assert.Equal(log[^1][1].Split(' ')[0], _shop.MiCell($"SELECT choice FROM storefold_match WHERE id = {id}"));
    }

    [Fact]
    public void The_list_gives_reasons_in_words_and_no_whole_address()
    {
        var list = _shop.Run("decide");
        Assert.Equal(0, list.Code);
        Assert.Contains("The names differ.", list.Output);
        Assert.Contains("***@", list.Output);
        foreach (var row in _shop.MiRows("SELECT email FROM storefold_holding")) Assert.DoesNotContain(row[0], list.Output);
        Assert.Contains("\"decisions\"", _shop.Run("decide", "--json").Output);
    }

    private void VerifyIsClean()
    {
        var verified = _shop.Run("verify");
        Assert.True(verified.Code == 0, verified.ToString());
    }
}
