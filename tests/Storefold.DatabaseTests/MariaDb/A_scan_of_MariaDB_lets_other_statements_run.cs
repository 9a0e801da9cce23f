using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.MariaDb.MariaDbShop;

namespace Storefold.DatabaseTests.MariaDb;

public sealed class A_scan_of_MariaDB_lets_other_statements_run
{
    private const string FiveThousand = """
        CREATE TABLE t(id BIGINT PRIMARY KEY, note LONGTEXT, made DATETIME(6), amount DECIMAL(10,2));
        INSERT INTO t SELECT seq, IF(seq % 7 = 0, NULL, CONCAT('note ', seq, REPEAT('.', seq % 50))), '2024-10-21 08:00:00.5', seq / 4 FROM seq_1_to_5000
        """;

    [Fact]
    public void Two_scans_and_a_statement_run_side_by_side()
    {
        using var shop = new MariaDbShop(FiveThousand);
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        using var up = session.PrepareScan("SELECT id, note, made, amount FROM t ORDER BY id");
        using var down = session.PrepareScan("SELECT id FROM t WHERE id <= ?1 ORDER BY id DESC");
        using var one = session.Prepare("SELECT note FROM t WHERE id = ?1");
        down.Bind(1, Value.Of(4_999));
        for (var id = 1; id <= 4_999; id++)
        {
            var arena = new Arena();
            Assert.True(up.Step());
            Assert.True(down.Step());
            one.Bind(1, Value.Of(id));
            Assert.True(one.Step());

            Assert.Equal((id, 5_000 - id), (up.Read(0, arena).AsInteger(), down.Read(0, arena).AsInteger()));
            Assert.Equal(one.Read(0, arena), up.Read(1, arena));
            Assert.Equal("2024-10-21 08:00:00.500000", up.Read(2, arena).AsText());
            one.Reset();
        }

        Assert.True(up.Step());
        Assert.False(up.Step());
        Assert.False(down.Step());
    }

    [Fact]
    public void A_scan_that_is_left_early_can_begin_again()
    {
        using var shop = new MariaDbShop(FiveThousand);
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        using var scan = session.PrepareScan("SELECT id FROM t WHERE id > ?1 ORDER BY id");
        foreach (var from in new[] { 0, 4_000, 4_999, 5_000, 10 })
        {
            scan.Bind(1, Value.Of(from));
            for (var step = 1; step <= 3; step++)
            {
                Assert.Equal(from + step <= 5_000, scan.Step());
                if (from + step > 5_000) break;
                Assert.Equal(from + step, scan.Read(0, new Arena()).AsInteger());
            }

            scan.Reset();
        }

        Assert.Equal(5_000, Row(session, "SELECT COUNT(*) FROM t")[0].AsInteger());
    }

    [Fact]
    public void A_scan_sees_its_snapshot_while_the_shop_goes_on_selling()
    {
        using var shop = new MariaDbShop(FiveThousand);
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        shop.Database.Execute("DELETE FROM t WHERE id % 2 = 0; UPDATE t SET note = 'later'");
        using var scan = session.PrepareScan("SELECT COUNT(*) OVER (), note FROM t ORDER BY id");

        Assert.True(scan.Step());
        Assert.Equal((5_000, "note 1."), (scan.Read(0, new Arena()).AsInteger(), scan.Read(1, new Arena()).AsText()));
        scan.Reset();
        session.Commit();
        session.BeginSnapshot();

        Assert.True(scan.Step());
        Assert.Equal((2_500, "later"), (scan.Read(0, new Arena()).AsInteger(), scan.Read(1, new Arena()).AsText()));
    }

    [Fact]
    public void A_statement_without_a_cursor_can_be_scanned_too()
    {
        using var shop = new MariaDbShop(FiveThousand);
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        using var scan = session.PrepareScan("SHOW COLUMNS FROM t");

        Assert.True(scan.Step());
        Assert.Equal(5_000, Row(session, "SELECT COUNT(*) FROM t")[0].AsInteger());
        Assert.True(scan.Step());
    }

    [Fact]
    public void Closing_a_session_in_the_middle_of_a_scan_closes_it_at_once_and_for_good()
    {
        using var shop = new MariaDbShop(FiveThousand);
        var session = shop.Open(SessionUse.Read);
        session.BeginSnapshot();
        var scan = session.PrepareScan("SELECT * FROM t a JOIN t b ON a.id % 100 = b.id % 100");
        Assert.True(scan.Step());

        session.Dispose();
        scan.Dispose();
        session.Dispose();

        using var other = shop.Open(SessionUse.Write);
        other.Execute("SET lock_wait_timeout = 5; DROP TABLE t"); // waits for nobody
    }

    [Fact]
    public void The_tables_of_the_database_are_listed_with_their_columns()
    {
        using var shop = new MariaDbShop("CREATE TABLE `Odd Name`(b INT, `A a` INT); CREATE VIEW v AS SELECT 1 AS one; CREATE TEMPORARY TABLE gone(a INT)");

        var tables = shop.Session(SessionUse.Read).Tables();

        Assert.Equal(2, tables.Count);
        Assert.Equal("b A a", string.Join(' ', tables["odd name"]));
        Assert.Equal("one", Assert.Single(tables["V"]));
    }
}
