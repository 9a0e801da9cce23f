using Storefold.Connectors.Sqlite;

namespace Storefold.Tests.Cli;

/// <summary>Nasty case 40: erasure before, between and after transfers, then full re-runs.</summary>
public sealed class Erased_people_stay_erased : IDisposable
{
    private const string Richest =
        "SELECT c.id, c.email FROM customers c JOIN orders o ON o.customer_id = c.id AND o.state = 'placed' "
        + "JOIN points_accounts p ON p.customer_id = c.id JOIN customer_addresses a ON a.customer_id = c.id "
        + "WHERE c.state = 'active' AND c.email IS NOT NULL AND (SELECT group_concat(site) FROM customer_sites s WHERE s.customer_id = c.id) IN ('uk', 'global') "
        + "GROUP BY c.id ORDER BY (SELECT count(*) FROM reviews r WHERE r.customer_id = c.id) DESC, count(*) DESC, c.id";

    /// <summary>The points of the same shop when nobody is erased.</summary>
    private static readonly Lazy<long> PointsOfAll = new(() =>
    {
        using var shop = new SampleCli();
        shop.Transfer();
        return PointsInTheBooks(shop);
    });

    private readonly SampleCli _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void After_a_transfer_the_person_goes_and_the_orders_stay_without_a_name()
    {
        _shop.Transfer();
        var (key, email) = Person("created");
        var target = Target(key);
        var orders = _shop.MiRows($"SELECT id FROM orders WHERE customer_id = {target}").Select(row => row[0]).ToList();
        Assert.NotEmpty(orders);

        Assert.Equal(0, _shop.Run("decide", "erase", "poco/" + key).Code);
        Assert.True(_shop.Transfer() > 0);

        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM customers WHERE id = {target}"));
        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM points_accounts WHERE customer_id = {target}"));
        Assert.Equal(
            orders.Count.ToString(),
            _shop.MiCell($"SELECT count(*) FROM orders WHERE id IN ({string.Join(',', orders)}) AND customer_id IS NULL AND email IS NULL AND phone IS NULL AND ship_address IS NULL AND bill_address IS NULL"));
        Assert.Empty(Mentions(email));
        Assert.DoesNotContain(key, _shop.MiCell("SELECT coalesce(group_concat(subject || coalesce(after_value, '')), '') FROM storefold_log WHERE what = 'erasure_asked'"));
        StaysErased(target, email);
    }

    [Fact]
    public void Before_the_first_transfer_the_person_never_arrives()
    {
        using var poco = _shop.Poco();
        var row = SampleCli.Rows(poco, Richest)[0];
        Assert.Equal(0, _shop.Run("decide", "erase", "poco/" + row[0]).Code);
        _shop.Transfer();

        Assert.Empty(Mentions(row[1]));
        StaysErased("-1", row[1]);
    }

    [Fact]
    public void Of_a_merged_person_the_targets_own_account_stays_and_what_was_moved_goes()
    {
        _shop.Transfer();
        var (key, _) = Person("merged");
        var target = Target(key);
        var own = _shop.MiCell($"SELECT email FROM customers WHERE id = {target}");

        Assert.Equal(0, _shop.Run("decide", "erase", "poco/" + key).Code);
        _shop.Transfer();

        Assert.Equal(own, _shop.MiCell($"SELECT email FROM customers WHERE id = {target}"));
        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM storefold_part_map WHERE parent_key = '{key}'"));
        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM orders o JOIN storefold_id_map m ON m.entity = 4 AND m.target_key = o.id WHERE o.customer_id = {target}"));
        Assert.Equal(
            "0",
            _shop.MiCell($"SELECT count(*) FROM points_accounts a WHERE a.customer_id = {target} AND a.balance <> (SELECT coalesce(sum(points), 0) FROM points_entries e WHERE e.account_id = a.id AND e.status = 'posted')"));
        Assert.Equal(0, _shop.Transfer());
        Assert.Equal(0, _shop.Run("status").Code);
        var verified = _shop.Run("verify");
        Assert.True(verified.Code == 0, verified.ToString());
    }

    [Fact]
    public void A_person_who_waits_for_a_decision_waits_no_longer()
    {
        _shop.Transfer();
        var row = _shop.MiRows("SELECT h.source_key, h.email, h.target_key FROM storefold_holding h JOIN storefold_match m USING (source, source_key) WHERE m.reasons = 'email_variant'")[0];
        Assert.Equal(0, _shop.Run("decide", "erase", "poco/" + row[0]).Code);
        _shop.Transfer();

        Assert.DoesNotContain(row[0], _shop.Run("decide").Output);
        Assert.Empty(Mentions(row[1]));
        StaysErased(row[2], row[1]);
    }

    private void StaysErased(string target, string email)
    {
        Assert.Equal(0, _shop.Transfer());
        Assert.Equal("0", _shop.MiCell($"SELECT count(*) FROM customers WHERE id = {target}"));
        Assert.Empty(Mentions(email));
        var status = _shop.Run("status");
        Assert.True(status.Code == 0, status.ToString());
        var verified = _shop.Run("verify");
        Assert.True(verified.Code == 0, verified.ToString());
        Assert.Equal("1", _shop.MiCell("SELECT sum(value) FROM storefold_books WHERE fate = 'erased' AND name = 'customer' AND run = (SELECT max(run) FROM storefold_books)"));
        Assert.Equal(PointsOfAll.Value, PointsInTheBooks(_shop));
    }

    /// <summary>Points that moved, and those that did not.</summary>
    private static long PointsInTheBooks(SampleCli shop) =>
        long.Parse(shop.MiCell("SELECT coalesce(sum(balance), 0) FROM storefold_points WHERE state = 'closed'"))
        + long.Parse(shop.MiCell("SELECT coalesce(sum(value), 0) FROM storefold_books WHERE section = 'points' AND run = (SELECT max(run) FROM storefold_books)"));

    /// <summary>Somebody with orders, points and addresses whose account was made or joined.</summary>
    private (string Key, string Email) Person(string fate)
    {
        using var poco = _shop.Poco();
        foreach (var row in SampleCli.Rows(poco, Richest))
        {
            if (_shop.MiRows($"SELECT 1 FROM storefold_id_map WHERE entity = 3 AND source_key = '{row[0]}' AND fate = {(fate is "created" ? 1 : 2)}").Count > 0
                && (fate is "merged" || _shop.MiRows($"SELECT 1 FROM storefold_match WHERE source_key = '{row[0]}'").Count == 0))
                return (row[0], row[1]);
        }

        throw new InvalidOperationException("The sample has nobody like that.");
    }

    private string Target(string key) => _shop.MiCell($"SELECT target_key FROM storefold_id_map WHERE entity = 3 AND source_key = '{key}'");

    /// <summary>Every cell of the target database that holds the address, Storefold's own tables included.</summary>
    private List<string> Mentions(string email)
    {
        using var mi = SqliteSession.Open(Path.Combine(_shop.Folder, "mi.db"), SqliteAccess.ReadOnly);
        return
        [
            .. mi.Tables().SelectMany(table => table.Value.Select(column => (Table: table.Key, Column: column)))
                .Where(cell => SampleCli.Number(mi, $"SELECT count(*) FROM \"{cell.Table}\" WHERE instr(lower(\"{cell.Column}\"), '{email.ToLowerInvariant()}') > 0") > 0)
                .Select(cell => $"{cell.Table}.{cell.Column}"),
        ];
    }
}
