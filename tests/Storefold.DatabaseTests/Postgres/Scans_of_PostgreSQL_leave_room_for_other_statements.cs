using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.Postgres.PostgresShop;

namespace Storefold.DatabaseTests.Postgres;

public sealed class Scans_of_PostgreSQL_leave_room_for_other_statements
{
    private const string Many = "CREATE TABLE t(id bigint PRIMARY KEY, name text); INSERT INTO t SELECT n, repeat('x', n % 50) FROM generate_series(1, 30000) n";

    [Fact]
    public void Two_scans_and_other_statements_in_turns()
    {
        using var shop = new PostgresShop(Many);
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        using var up = session.PrepareScan("SELECT id, length(name) FROM t ORDER BY id");
        using var down = session.PrepareScan("SELECT id FROM t WHERE id <= ?1 ORDER BY id DESC");
        using var look = session.Prepare("SELECT length(name) FROM t WHERE id = ?1");
        down.Bind(1, Value.Of(20_000));
        var arena = new Arena();

        for (var number = 1; number <= 30_000; number++)
        {
            Assert.True(up.Step());
            Assert.Equal(number, up.Read(0, arena).AsInteger());
            if (number <= 20_000)
            {
                Assert.True(down.Step());
                Assert.Equal(20_001 - number, down.Read(0, arena).AsInteger());
            }

            if (number % 500 != 1) continue;
            Assert.Equal(up.Read(1, arena), Assert.Single(Assert.Single(Rows(look, Value.Of(number)))));
        }

        Assert.False(up.Step());
        Assert.False(down.Step());
    }

    [Fact]
    public void A_scan_runs_again_with_other_bounds_and_with_bounds_that_no_integer_holds()
    {
        using var shop = new PostgresShop("CREATE TABLE t(id int PRIMARY KEY, s smallint); INSERT INTO t SELECT n, n FROM generate_series(1, 1000) n");
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        using var scan = session.PrepareScan("SELECT id FROM t WHERE s > ?1 AND id < ?2 ORDER BY id");

        Assert.Equal(998, Rows(scan, Value.Of(1), Value.Of(1000)).Count);
        Assert.Equal(1000, Rows(scan, Value.Of(long.MinValue), Value.Of(long.MaxValue)).Count);
        Assert.Equal(["5"], Rows(scan, Value.Of(4), Value.Of(6)).Select(row => row[0].ToString()), StringComparer.Ordinal);
        Assert.Empty(Rows(scan, Value.Null, Value.Of(6)));
    }

    [Theory]
    [InlineData("SAVEPOINT s", "ROLLBACK TO s")]
    [InlineData("SAVEPOINT s", "RELEASE s")]
    public void A_scan_that_is_left_early_does_no_harm_to_the_transaction(string before, string after)
    {
        using var shop = new PostgresShop(Many);
        var session = shop.Session();
        session.BeginWrite();
        session.Execute("INSERT INTO t VALUES (0)");
        session.Execute(before);
        using (var scan = session.PrepareScan("SELECT * FROM t"))
        {
            Assert.True(scan.Step());
            session.Execute(after);
        }

        session.Commit();

        Assert.Equal(30_001, shop.Database.Number("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_scan_that_outlives_its_transaction_does_no_harm_to_the_next()
    {
        using var shop = new PostgresShop(Many);
        var session = shop.Session();
        session.BeginSnapshot();
        var scan = session.PrepareScan("SELECT * FROM t");
        Assert.True(scan.Step());
        session.Rollback();
        session.BeginWrite();
        session.Execute("DELETE FROM t WHERE id > 10");
        scan.Dispose();
        session.Commit();

        Assert.Equal(10, shop.Database.Number("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_scan_sees_what_its_transaction_wrote_before()
    {
        using var shop = new PostgresShop(Many);
        var session = shop.Session();
        session.BeginWrite();
        session.Execute("DELETE FROM t WHERE id <= 29990");

        using var scan = session.PrepareScan("SELECT id FROM t");

        Assert.Equal(10, Rows(scan).Count);
    }

    [Fact]
    public void Rows_of_very_different_sizes_come_whole()
    {
        using var shop = new PostgresShop("CREATE TABLE t(id int PRIMARY KEY, name text); "
            + "INSERT INTO t SELECT n, repeat('x', CASE WHEN n % 700 = 0 THEN 2000000 ELSE n % 7 END) FROM generate_series(1, 2100) n");
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        using var scan = session.PrepareScan("SELECT id, name FROM t ORDER BY id");
        var number = 0;
        var arena = new Arena();

        while (scan.Step())
        {
            number++;
            Assert.Equal((number, number % 700 == 0 ? 2_000_000 : number % 7), ((int)scan.Read(0, arena).AsInteger(), scan.Read(1, arena).Utf8.Length));
        }

        Assert.Equal(2100, number);
    }
}
