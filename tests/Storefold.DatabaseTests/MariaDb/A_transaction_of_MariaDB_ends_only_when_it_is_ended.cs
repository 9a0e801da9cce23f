using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.MariaDb.MariaDbShop;

namespace Storefold.DatabaseTests.MariaDb;

public sealed class A_transaction_of_MariaDB_ends_only_when_it_is_ended
{
    private const string Table = "CREATE TABLE t(id INT PRIMARY KEY, a INT); INSERT INTO t VALUES (1, 0), (2, 0)";

    [Fact]
    public void What_is_committed_stands_and_what_is_rolled_back_does_not()
    {
        using var shop = new MariaDbShop(Table);
        var session = shop.Session();
        session.BeginWrite();
        session.Execute("UPDATE t SET a = 1");
        session.Rollback();
        session.Rollback();
        session.BeginWrite();
        session.Execute("UPDATE t SET a = a + 5 WHERE id = 2");
        session.Execute("CREATE TEMPORARY TABLE stage(a INT); INSERT INTO stage VALUES (1); DROP TEMPORARY TABLE stage");
        session.Commit();

        Assert.Equal(["1\t0", "2\t5"], shop.Database.Rows("SELECT * FROM t ORDER BY id"));
    }

    [Theory]
    [InlineData("CREATE TABLE other(a INT)", "Commit")]
    [InlineData("TRUNCATE TABLE t", "Rollback")]
    [InlineData("ALTER TABLE t ADD b INT", "Execute")]
    [InlineData("COMMIT", "Prepare")]
    [InlineData("CREATE INDEX i ON t(a)", "Bulk")]
    public void A_statement_that_commits_behind_our_back_is_noticed_before_anything_else_happens(string sql, string then)
    {
        using var shop = new MariaDbShop(Table);
        var session = shop.Session();
        using var insert = session.Prepare("INSERT INTO t(id) VALUES (7)");
        session.BeginWrite();
        session.Execute(sql);

        var failure = Assert.Throws<StoreException>(() =>
        {
            if (then is "Commit") session.Commit();
            else if (then is "Rollback") session.Rollback();
            else if (then is "Execute") session.Execute("INSERT INTO t(id) VALUES (7)");
            else if (then is "Prepare") insert.Step();
            else session.Bulk("t", [new StageColumn("id", StageType.Integer)]).Dispose();
        });

        Assert.True(failure is { IsSchema: true, IsTransient: false }, failure.Message);
        Assert.Equal(0, shop.Database.Number("SELECT COUNT(*) FROM t WHERE id = 7"));
        session.Rollback();
        session.BeginWrite();
        session.Commit();
    }

    [Fact]
    public void A_deadlock_can_be_tried_again_and_what_follows_it_does_not_slip_out_of_the_transaction()
    {
        using var shop = new MariaDbShop(Table);
        var (one, other) = (shop.Session(), shop.Session());
        one.BeginWrite();
        other.BeginWrite();
        one.Execute("UPDATE t SET a = 1 WHERE id = 1");
        other.Execute("INSERT INTO t VALUES (3, 0), (4, 0), (5, 0); UPDATE t SET a = 2 WHERE id = 2");
        using var waiting = new Waiting(() => other.Execute("UPDATE t SET a = 2 WHERE id = 1"));
        while (shop.Database.Number("SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'") == 0) Thread.Yield();

        var failure = Assert.Throws<StoreException>(() => one.Execute("UPDATE t SET a = 1 WHERE id = 2"));

        Assert.True(failure is { IsTransient: true, IsSchema: false, IsConstraint: false }, failure.Message);
        var second = Assert.Throws<StoreException>(() => one.Execute("INSERT INTO t VALUES (9, 9)"));
        Assert.True(second.IsTransient);
        one.Rollback();
        waiting.End();
        other.Commit();
        one.BeginWrite();
        one.Execute("INSERT INTO t VALUES (8, 8)");
        one.Commit();
        Assert.Equal("1:2 2:2 3:0 4:0 5:0 8:8", shop.Database.Cell("SELECT GROUP_CONCAT(id, ':', a ORDER BY id SEPARATOR ' ') FROM t"));
    }

    [Fact]
    public void A_lock_that_somebody_keeps_is_waited_for_and_then_reported()
    {
        using var shop = new MariaDbShop(Table);
        var (one, other) = (shop.Session(), shop.Session());
        one.BeginWrite();
        one.Execute("UPDATE t SET a = 1 WHERE id = 1");
        other.Execute("SET innodb_lock_wait_timeout = 1");
        other.BeginWrite();

        var failure = Assert.Throws<StoreException>(() => Run(other, "UPDATE t SET a = ?1 WHERE id = 1", Value.Of(2)));

        Assert.True(failure is { IsTransient: true, IsSchema: false, IsConstraint: false }, failure.Message);
        other.Rollback();
        one.Commit();
        Assert.Equal(1, shop.Database.Number("SELECT a FROM t WHERE id = 1"));
    }

    [Theory]
    [InlineData("Execute")]
    [InlineData("Step")]
    [InlineData("Compile")]
    [InlineData("Scan")]
    [InlineData("Bulk")]
    [InlineData("Commit")]
    [InlineData("Tables")]
    public void A_connection_that_is_killed_fails_for_now_and_nothing_of_it_stands(string call)
    {
        using var shop = new MariaDbShop(Table + "; INSERT INTO t SELECT seq, 0 FROM seq_3_to_9000");
        var session = shop.Open(SessionUse.Write);
        using var write = session.Prepare("UPDATE t SET a = 5");
        using var scan = session.PrepareScan("SELECT * FROM t");
        session.BeginWrite();
        session.Execute("UPDATE t SET a = 4");
        Assert.True(scan.Step());
        using var bulk = session.Bulk("t", [new StageColumn("id", StageType.Integer)]);
        var id = Row(session, "SELECT CONNECTION_ID()")[0].AsInteger();
        shop.Database.Execute(string.Create(CultureInfo.InvariantCulture, $"KILL {id}"));

        var failure = Assert.Throws<StoreException>(() =>
        {
            switch (call)
            {
                case "Execute": session.Execute("UPDATE t SET a = 5"); break;
                case "Step": write.Step(); break;
                case "Compile":
                    // What is closed afterwards takes the library's last error with it.
                    using (var late = session.Prepare("UPDATE t SET a = 6")) late.Step();
                    break;
                case "Commit": session.Commit(); break;
                case "Tables": session.Tables(); break;
                case "Bulk":
                    bulk.Add([Value.Of(10_000)]);
                    bulk.Complete();
                    break;
                default:
                    while (scan.Step())
                    {
                    }

                    break;
            }
        });

        Assert.True(failure is { IsTransient: true, IsSchema: false, IsConstraint: false }, failure.Message);
        session.Rollback();
        Assert.True(Assert.Throws<StoreException>(() => session.Execute("UPDATE t SET a = 5")).IsTransient);
        session.Dispose();
        Assert.Equal(0, shop.Database.Number("SELECT SUM(a) FROM t"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_server_that_goes_away_fails_for_now_and_serves_again_when_it_is_back(bool killed)
    {
        using var server = MariaDbServer.StartOwn();
        using var shop = new MariaDbShop(Table, server: server);
        using (var session = shop.Open(SessionUse.Write))
        {
            session.BeginWrite();
            session.Execute("UPDATE t SET a = 4");
            if (killed) server.Kill();
            else server.Stop();

            Assert.True(Assert.Throws<StoreException>(() => session.Execute("UPDATE t SET a = 5")).IsTransient);
            session.Rollback();
        }

        Assert.True(Assert.Throws<StoreException>(() => shop.Open(SessionUse.Read)).IsTransient);
        server.Start();
        using var again = shop.Open(SessionUse.Read);
        Assert.Equal(0, Row(again, "SELECT COUNT(*) FROM t WHERE a <> 0")[0].AsInteger());
    }

    /// <summary>A call that waits for a lock on a thread of its own.</summary>
    private sealed class Waiting : IDisposable
    {
        private readonly Thread _thread;
        private Exception? _failure;

        public Waiting(Action call)
        {
            _thread = new Thread(() => _failure = Record.Exception(call));
            _thread.Start();
        }

        public void End()
        {
            _thread.Join();
            Assert.Null(_failure);
        }

        public void Dispose() => _thread.Join();
    }
}
