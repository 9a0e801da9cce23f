using System.Text.Json;

namespace Storefold.Tests.Cli;

/// <summary>Merged by a rule or by a person, carried out, and then not meant that way: both accounts are restored.</summary>
public sealed class A_merge_is_taken_back : IDisposable
{
    private const string Merged =
        "SELECT m.id, i.target_key, m.source_key FROM storefold_match m JOIN storefold_id_map i ON i.entity = 3 AND i.source = m.source "
        + "AND i.source_key = m.source_key WHERE i.fate = 2 AND m.kind = 'auto'";

    /// <summary>Everything that a customer has, with what tells one row from another on either account.</summary>
    private static readonly string[] Belongings =
    [
        "SELECT 'order', number FROM orders WHERE customer_id = {0}",
        "SELECT 'address', id FROM customer_addresses WHERE customer_id = {0}",
        "SELECT 'consent', id FROM customer_consents WHERE customer_id = {0}",
        "SELECT 'review', id FROM reviews WHERE customer_id = {0}",
        "SELECT 'wish', id FROM wishlist_items WHERE customer_id = {0}",
        "SELECT 'case', id FROM cases WHERE customer_id = {0}",
        "SELECT 'value', id FROM stored_values WHERE owner_customer_id = {0}",
        "SELECT 'code', id FROM coupon_codes WHERE holder_customer_id = {0}",
        "SELECT 'use', id FROM coupon_uses WHERE customer_id = {0}",
        "SELECT 'lot', l.id FROM points_lots l JOIN points_accounts a ON a.id = l.account_id WHERE a.customer_id = {0}",
        "SELECT 'entry', e.id FROM points_entries e JOIN points_accounts a ON a.id = e.account_id WHERE a.customer_id = {0}",
    ];

    private readonly SampleCli _shop = new();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_accounts_are_what_they_would_be_and_the_merge_can_be_made_again(bool hadPoints)
    {
        var before = _shop.MiRows("SELECT * FROM customers").Concat(_shop.MiRows("SELECT * FROM points_accounts")).Select(Line).ToHashSet(StringComparer.Ordinal);
        _shop.ChangeMi("CREATE TABLE had AS SELECT DISTINCT customer_id FROM points_accounts");
        var belongedTo = _shop.MiRows("SELECT id FROM customers").ToDictionary(row => row[0], row => Of(row[0]), StringComparer.Ordinal);
        _shop.Transfer();
        var row = _shop.MiRows(
            Merged + $" AND i.target_key {(hadPoints ? "" : "NOT")} IN (SELECT customer_id FROM had)"
            + " AND EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = i.target_key)"
            + " AND EXISTS (SELECT 1 FROM points_accounts p JOIN storefold_id_map l ON l.entity = 7 AND l.target_key = p.id "
            + "WHERE p.customer_id = i.target_key AND p.balance > 0) ORDER BY m.id")[0];
        var (id, target, source) = (row[0], row[1], row[2]);
        var together = Of(target);
        var (books, shop) = (Books(), Shop());
        var email = _shop.MiCell($"SELECT email FROM customers WHERE id = {target}");
        Assert.Contains($"{id}  auto  poco/{source} is customer {target} of the target", _shop.Run("decide", "--merged").Output);

        var decided = _shop.Run("decide", id, "separate", "--by", "Asha");
        Assert.True(decided.Code == 0, decided.ToString());
        Assert.Contains($"leaves customer {target}", decided.Output);
        Assert.True(_shop.Transfer() > 0);

        var own = _shop.MiCell($"SELECT target_key FROM storefold_id_map WHERE entity = 3 AND source_key = '{source}'");
        Assert.NotEqual(target, own, StringComparer.Ordinal);
        Assert.Equal(belongedTo[target], Of(target));
        Assert.Equal(together, Of(target).Concat(Of(own)).Order(StringComparer.Ordinal).ToList());
        Assert.Subset(before, _shop.MiRows($"SELECT * FROM customers WHERE id = {target}").Select(Line).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(hadPoints ? 1 : 0, _shop.MiRows($"SELECT * FROM points_accounts WHERE customer_id = {target}").Count(account => before.Contains(Line(account))));
        Assert.Equal("1", _shop.MiCell($"SELECT count(*) FROM points_accounts WHERE customer_id = {own}"));
        Assert.Equal(books, Books());

        Assert.EndsWith("@storefold.invalid", _shop.MiCell($"SELECT email FROM customers WHERE id = {own}"));
        Assert.Equal(email, _shop.MiCell($"SELECT email FROM storefold_holding WHERE target_key = {own}"), ignoreCase: true);
        Assert.Equal(target, _shop.MiCell($"SELECT before_value FROM storefold_log WHERE what = 'merge_taken_back' AND subject = 'match/{id}'"));
        Assert.Equal($"{target} {own}", _shop.MiCell(
            $"SELECT before_value || ' ' || after_value FROM storefold_log WHERE what = 'left_target_row' AND subject = 'customer/poco/{source}'"));
        AssertSettled();
        Assert.DoesNotContain($"\n{id}  ", "\n" + _shop.Run("decide").Output);
        Assert.DoesNotContain($"\n{id}  ", "\n" + _shop.Run("decide", "--merged").Output);

        Assert.Equal(0, _shop.Run("decide", id, "merge").Code);
        _shop.Transfer();
        Assert.Equal(together, Of(target));
        Assert.Equal(shop, Shop());
        Assert.Equal(books, Books());
        AssertSettled();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_points_account_that_three_share_splits_whoever_leaves(int leaves)
    {
        _shop.Transfer();
        var waiting = _shop.MiRows(
            "SELECT m.id, h.target_key, m.source_key FROM storefold_match m JOIN storefold_holding h USING (source, source_key) "
            + "WHERE EXISTS (SELECT 1 FROM points_accounts p WHERE p.customer_id = h.target_key AND p.balance > 0) ORDER BY m.source_key");
        var into = _shop.MiCell(
            "SELECT id FROM customers WHERE id NOT IN (SELECT customer_id FROM points_accounts) AND id IN (SELECT target_key FROM storefold_own WHERE entity = 3) "
            + "AND id NOT IN (SELECT target_key FROM storefold_id_map WHERE entity = 3 AND target_key IS NOT NULL)");
        // The one in the middle joins first, so the shared account is made for somebody who is neither first nor last.
        var joining = new[] { waiting[1], waiting[0], waiting[2] };
        var had = joining.Select(row => Of(row[1])).ToList();
        var books = Books();
        foreach (var row in joining)
        {
            Assert.Equal(0, _shop.Run("decide", row[0], "merge", "--into", into).Code);
            _shop.Transfer();
        }

        Assert.Equal("1", _shop.MiCell($"SELECT count(*) FROM points_accounts WHERE customer_id = {into}"));
        Assert.Equal(0, _shop.Run("decide", joining[leaves][0], "separate").Code);
        _shop.Transfer();

        var own = _shop.MiCell($"SELECT target_key FROM storefold_id_map WHERE entity = 3 AND source_key = '{joining[leaves][2]}'");
        Assert.Equal(had[leaves], Of(own));
        var others = had.Where((_, at) => at != leaves).SelectMany(lines => lines).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(others, Of(into).Where(line => had.Exists(lines => lines.Contains(line, StringComparer.Ordinal))).ToList());
        Assert.Equal("1", _shop.MiCell($"SELECT count(*) FROM points_accounts WHERE customer_id = {into}"));
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_quarantine"));
        Assert.Equal(books, Books());
        AssertSettled();

        // And the others too, until the account of the target has nothing that is not its own.
        foreach (var row in joining.Where((_, at) => at != leaves)) Assert.Equal(0, _shop.Run("decide", row[0], "separate").Code);
        _shop.Transfer();
        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM points_accounts WHERE customer_id = {into}"));
        Assert.Equal(books, Books());
        AssertSettled();
    }

    [Fact]
    public void Who_leaves_and_who_joins_in_one_run_do_not_meet_in_one_points_account()
    {
        _shop.Transfer();
        var waiting = _shop.MiRows(
            "SELECT m.id, h.target_key, m.source_key FROM storefold_match m JOIN storefold_holding h USING (source, source_key) "
            + "WHERE EXISTS (SELECT 1 FROM points_accounts p WHERE p.customer_id = h.target_key AND p.balance > 0) ORDER BY m.source_key");
        var into = _shop.MiCell(
            "SELECT id FROM customers WHERE id NOT IN (SELECT customer_id FROM points_accounts) AND id IN (SELECT target_key FROM storefold_own WHERE entity = 3) "
            + "AND id NOT IN (SELECT target_key FROM storefold_id_map WHERE entity = 3 AND target_key IS NOT NULL)");
        var (joins, leaves) = (waiting[0], waiting[1]);
        var (joining, leaving) = (Of(joins[1]), Of(leaves[1]));
        Assert.Equal(0, _shop.Run("decide", leaves[0], "merge", "--into", into).Code);
        _shop.Transfer();

        Assert.Equal(0, _shop.Run("decide", leaves[0], "separate").Code);
        Assert.Equal(0, _shop.Run("decide", joins[0], "merge", "--into", into).Code);
        _shop.Transfer();

        Assert.Subset(Of(into).ToHashSet(StringComparer.Ordinal), joining.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(leaving, Of(_shop.MiCell($"SELECT target_key FROM storefold_id_map WHERE entity = 3 AND source_key = '{leaves[2]}'")));
        AssertSettled();
    }

    [Fact]
    public void Where_nobody_else_has_the_address_the_account_gets_it()
    {
        _shop.Transfer();
        var row = _shop.MiRows(
            "SELECT m.id, h.target_key, h.email, m.source_key FROM storefold_match m JOIN storefold_holding h USING (source, source_key) WHERE m.reasons LIKE '%phone_only%'")[0];
        Assert.Equal(0, _shop.Run("decide", row[0], "merge").Code);
        _shop.Transfer();
        Assert.Equal(0, _shop.Run("decide", row[0], "separate").Code);
        _shop.Transfer();

        Assert.Equal(row[2], _shop.MiCell($"SELECT c.email FROM customers c JOIN storefold_id_map i ON i.entity = 3 AND i.target_key = c.id WHERE i.source_key = '{row[3]}'"));
        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM storefold_holding WHERE source_key = '{row[3]}'"));
        AssertSettled();
        Assert.Equal(0, _shop.Run("decide", row[0], "merge").Code);
        Assert.Contains("decided: merge", _shop.Run("decide").Output);
        Assert.Equal(0, _shop.Run("decide", row[0], "undo").Code);
        Assert.Equal(0, _shop.Transfer());
    }

    [Fact]
    public void Until_the_next_transfer_it_can_be_thought_over_once_more()
    {
        _shop.Transfer();
        var row = _shop.MiRows(Merged)[0];
        Assert.Equal(0, _shop.Run("decide", row[0], "separate").Code);
        Assert.Contains($"\n{row[0]}  auto", "\n" + _shop.Run("decide").Output);
        Assert.Contains("stays merged", _shop.Run("decide", row[0], "undo").Output);
        Assert.Equal(0, _shop.Transfer());
        Assert.Equal(row[1], _shop.MiCell($"SELECT target_key FROM storefold_id_map WHERE entity = 3 AND source_key = '{row[2]}'"));
        Assert.Equal(1, _shop.Run("decide", row[0], "undo").Code);
        Assert.Equal(1, _shop.Run("decide", row[0], "merge").Code);
        Assert.Equal(2, _shop.Run("decide", row[0], "--merged").Code);
    }

    [Fact]
    public void The_list_of_merges_shows_no_address()
    {
        _shop.Transfer();
        using var json = JsonDocument.Parse(_shop.Run("decide", "--merged", "--json").Output);
        Assert.Equal(_shop.MiRows(Merged).Count, json.RootElement.GetProperty("merged").GetArrayLength());
        Assert.All(json.RootElement.GetProperty("merged").EnumerateArray(), row => Assert.Contains("***@", row.GetProperty("email").GetString()));
    }

    private static string Line(string[] cells) => string.Join('|', cells);

    private List<string> Of(string customer) =>
        [.. Belongings.SelectMany(sql => _shop.MiRows(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, customer)).Select(Line)).Order(StringComparer.Ordinal)];

    /// <summary>The books of points to the last posting.</summary>
    private List<string> Books() =>
        [.. _shop.MiRows("SELECT * FROM storefold_points ORDER BY source, account").Concat(_shop.MiRows("SELECT * FROM storefold_ledger ORDER BY posting, line")).Select(Line)];

    private List<string> Shop() => Dump.Of(Path.Combine(_shop.Folder, "mi.db"), journal: false);

    private void AssertSettled()
    {
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_books WHERE section = 'conflict'"));
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_removal"));
        Assert.Equal("0", _shop.MiCell("SELECT count(*) FROM storefold_ahead"));
        var verified = _shop.Run("verify");
        Assert.True(verified.Code == 0, verified.ToString());
        Assert.Equal(0, _shop.Run("status").Code);
        Assert.Equal(0, _shop.Transfer());
    }
}
