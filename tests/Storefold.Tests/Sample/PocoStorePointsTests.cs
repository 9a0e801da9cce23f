using Storefold.Samples.Poco;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Sample;

public sealed class PocoStorePointsTests : IDisposable
{
    private static readonly string[] Points = ["loyalty", "loyalty.lot", "loyalty.entry"];
    private readonly SampleShops _shops = new(SampleOptions.Default with { Customers = 60 });
    private readonly SqliteSession _poco;
    private readonly string _snapshot;

    public PocoStorePointsTests()
    {
        _poco = _shops.Poco(SqliteAccess.ReadWrite);
        _snapshot = Read();
        _poco.Execute(
            """
            CREATE TEMP TABLE stage_debit (account, balance, idempotency_key, at);
            INSERT INTO stage_debit
            SELECT id, CAST(balance AS TEXT), 'storefold:' || id, 1729468800000 FROM points_accounts WHERE site <> 'in';
            """);
    }

    [Fact]
    public void After_freeze_and_debit_the_account_still_reads_as_it_was_at_the_freeze()
    {
        Run("freeze");
        Assert.Equal(_snapshot, Read());
        Run("debit");

        Assert.Equal(_snapshot, Read());
        Assert.Equal(0, Number("SELECT count(*) FROM points_accounts WHERE site <> 'in' AND balance <> 0"));
        Assert.Equal(0, Number(
            "SELECT count(*) FROM points_lots t JOIN stage_debit s ON s.account = t.account_id "
            + "WHERE t.remaining <> 0"));
        Assert.Equal(Number("SELECT count(*) FROM stage_debit"), Debited());
    }

    [Fact]
    public void Freeze_and_debit_run_again_change_nothing()
    {
        for (var times = 0; times < 3; times++)
        {
            Run("freeze");
            Run("debit");
        }

        Assert.Equal(_snapshot, Read());
        Assert.Equal(Number("SELECT count(*) FROM stage_debit"), Debited());
        Assert.Equal(
            Number("SELECT count(*) FROM stage_debit"),
            Number("SELECT count(*) FROM points_entries WHERE idempotency_key GLOB 'storefold:*'"));
    }

    [Fact]
    public void Points_that_were_burnt_after_the_snapshot_are_not_debited()
    {
        Run("freeze");
        var late = Number("SELECT min(account) FROM stage_debit WHERE CAST(balance AS INTEGER) > 10");
        _poco.Execute($"UPDATE points_accounts SET balance = balance - 3 WHERE id = {late}");
        Run("debit");

        Assert.Equal(Number("SELECT count(*) - 1 FROM stage_debit"), Debited());
        Assert.Equal(0, Number($"SELECT count(*) FROM points_entries WHERE idempotency_key = 'storefold:{late}'"));
    }

    [Fact]
    public void A_claw_back_after_the_debit_is_read_as_a_smaller_balance_and_settled_under_a_key_of_its_own()
    {
        Run("freeze");
        Run("debit");
        var account = Number("SELECT min(account) FROM stage_debit WHERE CAST(balance AS INTEGER) > 10");
        var balance = Number($"SELECT CAST(balance AS INTEGER) FROM stage_debit WHERE account = {account}");
        _poco.Execute(
            $"""
            INSERT INTO points_entries (account_id, seq, kind, points, state)
            VALUES ({account}, 99, 'reversed', -8, 'booked');
            UPDATE points_accounts SET balance = balance - 8 WHERE id = {account};
            """);
        Assert.Equal(balance - 8, Native(account));

        _poco.Execute("DELETE FROM stage_debit");
        _poco.Execute($"INSERT INTO stage_debit VALUES ({account}, '{balance - 8}', 'storefold:{account}:late', 1729468900000)");
        Run("freeze");
        Run("debit");

        Assert.Equal(1, Debited());
        Assert.Equal(balance - 8, Native(account));
        Assert.Equal(0, Number($"SELECT balance FROM points_accounts WHERE id = {account}"));
    }

    [Fact]
    public void A_frozen_account_neither_earns_nor_burns()
    {
        Run("freeze");
        var account = Number("SELECT min(account) FROM stage_debit");

        Assert.Throws<StoreException>(() => _poco.Execute(
            $"INSERT INTO points_entries (account_id, kind, points, state) VALUES ({account}, 'spent', -1, 'booked')"));
    }

    [Fact]
    public void The_accounts_of_the_kept_site_are_not_touched()
    {
        const string India = "SELECT * FROM points_accounts WHERE site = 'in' ORDER BY id";
        var before = Text(SampleShops.Rows(_poco, India));
        Assert.NotEmpty(before);
        Run("freeze");
        Run("debit");

        Assert.Equal(before, Text(SampleShops.Rows(_poco, India)));
    }

    [Fact]
    public void An_account_that_the_shop_had_blocked_itself_keeps_that_state_in_what_is_read()
    {
        var account = Number("SELECT min(account) FROM stage_debit");
        _poco.Execute($"UPDATE points_accounts SET state = 'blocked' WHERE id = {account}");
        var before = Read();
        Run("freeze");
        Run("debit");

        Assert.Equal(before, Read());
        Assert.False(string.Equals(_snapshot, before, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _poco.Dispose();
        _shops.Dispose();
    }

    private void Run(string file)
    {
        _poco.BeginWrite();
        foreach (var statement in SqlScript.Split(Pack($"loyalty/{file}.sql"))) _poco.Execute(statement);
        _poco.Commit();
    }

    private int Debited() =>
        SampleShops.Rows(_poco,
            Pack("loyalty/debited.sql")).Count;

    private long Native(long account)
    {
        var sql = Pack("read/loyalty.sql")
            .Replace("/*keys a.id*/", $"a.id = {account}", StringComparison.Ordinal);
        return long.Parse(SampleShops.Rows(_poco, $"SELECT native_balance FROM ({sql})")[0][0]);
    }

    private long Number(string sql) => SampleShops.Number(_poco, sql);

    private string Read() => string.Concat(Points.Select(row =>
    {
        var key = row is "loyalty" ? "a.id" : row is "loyalty.lot" ? "t.account_id" : "e.account_id";
        var sql = Pack($"read/{row}.sql")
            .Replace($"/*keys {key}*/", $"{key} > 0", StringComparison.Ordinal);
        return Text(SampleShops.Rows(_poco, sql));
    }));

    /// <summary>A file of the pack as SQLite gets it.</summary>
    private static string Pack(string path) => File.ReadAllText(new[] { "sqlite", "any" }
        .Select(folder => Repository.File($"packs/poco-store/{folder}/{path}")).First(File.Exists));

    private static string Text(List<string[]> rows) => string.Join('\n',
        rows.Select(row => string.Join('|', row))) + "\n";
}
