using System.Globalization;
using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;
using static Storefold.DatabaseTests.MariaDb.MariaDbShop;

namespace Storefold.DatabaseTests.MariaDb;

public sealed class Failures_of_MariaDB_are_told_apart
{
    [Theory]
    [InlineData("SELECT * FROM nowhere", "nowhere")]
    [InlineData("SELECT nothing FROM t", "nothing")]
    [InlineData("SELEKT 1", "SELEKT")]
    [InlineData("SELECT FROM_THE_MOON(1)", "FROM_THE_MOON")]
    [InlineData("SELECT ?", "parameter")]
    public void A_statement_that_does_not_fit_the_database_is_named(string sql, string named)
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a INT)");

        var failure = Assert.Throws<StoreException>(() => Row(shop.Session(), sql));

        Assert.True(failure is { IsSchema: true, IsTransient: false, IsConstraint: false }, failure.Message);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT secret FROM t", "SELECT", "secret")]
    [InlineData("SELECT * FROM hidden", "SELECT", "hidden")]
    [InlineData("INSERT INTO t(a) VALUES (1)", "INSERT", "t")]
    [InlineData("DELETE FROM t", "DELETE", "t")]
    public void A_right_that_is_missing_is_named_with_its_table(string sql, string right, string table)
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a INT, secret INT); CREATE TABLE hidden(a INT)");
        var name = shop.Database.Name;
        shop.Database.Execute($"CREATE USER clerk_{name}@'127.0.0.1' IDENTIFIED BY 'x'; GRANT SELECT (a) ON t TO clerk_{name}@'127.0.0.1'");
        var address = string.Create(CultureInfo.InvariantCulture, $"mariadb://clerk_{name}:x@127.0.0.1:{shop.Database.Server.Port}/{name}");
        using var session = new Connections().Open(new ConnectionModel("mariadb", address, "shown"), SessionUse.Write);

        var failure = Assert.Throws<StoreException>(() => session.Execute(sql));

        Assert.True(failure is { IsSchema: true, IsTransient: false }, failure.Message);
        Assert.Contains(right, failure.Message, StringComparison.Ordinal);
        Assert.Contains(table, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", "storefold", "127.0.0.1", null)]
    [InlineData(DatabaseServer.Password, "nobody", "127.0.0.1", null)]
    [InlineData(DatabaseServer.Password, "storefold", "127.0.0.1", "no_such_database")]
    public void Who_is_not_let_in_learns_where_but_no_password(string password, string user, string host, string? database)
    {
        using var shop = new MariaDbShop();
        var address = string.Create(CultureInfo.InvariantCulture,
            $"mariadb://{user}:{Uri.EscapeDataString(password)}@{host}:{shop.Database.Server.Port}/{database ?? shop.Database.Name}");

        var failure = Assert.Throws<StoreException>(() => new Connections().Open(new ConnectionModel("mariadb", address, "shown"), SessionUse.Read));

        Assert.True(failure is { IsSchema: true, IsTransient: false }, failure.Message);
        Assert.Contains($"mariadb://{user}@{host}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.5.28-MariaDB", "is MariaDB 10.5.28; Storefold needs 10.6 or newer")]
    [InlineData("8.0.41", "is MySQL 8.0.41; Storefold needs MariaDB 10.6 or newer")]
    public void A_server_of_another_kind_or_age_is_refused(string version, string named)
    {
        using var server = MariaDbServer.StartAs(version);
        using var shop = new MariaDbShop(server: server);

        var failure = Assert.Throws<StoreException>(() => shop.Open(SessionUse.Read));

        Assert.True(failure is { IsSchema: true, IsTransient: false }, failure.Message);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_server_answers_it_may_answer_later()
    {
        var failure = Assert.Throws<StoreException>(() =>
            new Connections().Open(new ConnectionModel("mariadb", "mariadb://shop:hunter2@127.0.0.1:1/shop", "shown"), SessionUse.Read));

        Assert.True(failure is { IsTransient: true, IsSchema: false }, failure.Message);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_through_the_local_socket_works_and_shows_it()
    {
        using var shop = new MariaDbShop();
        var socket = ((MariaDbServer)shop.Database.Server).Socket;
        var address = $"mysql://storefold:{Uri.EscapeDataString(DatabaseServer.Password)}@/{shop.Database.Name}?socket={socket}";
        using var session = new Connections().Open(new ConnectionModel("mariadb", address, "shown"), SessionUse.Read);

        Assert.Equal(shop.Database.Name, Row(session, "SELECT DATABASE()")[0].AsText());
        Assert.Contains(socket, session.Display, StringComparison.Ordinal);
        Assert.DoesNotContain(DatabaseServer.Password, session.Display, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT REPEAT('x', 20000000)")]
    [InlineData("SELECT GROUP_CONCAT(n) FROM t")]
    [InlineData("SELECT JSON_ARRAYAGG(n) FROM t")]
    public void A_result_that_the_server_cuts_is_refused(string sql)
    {
        using var shop = new MariaDbShop("CREATE TABLE t(n LONGTEXT); INSERT INTO t VALUES (REPEAT('x', 9000000)), (REPEAT('y', 9000000))");
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        using var scan = session.PrepareScan(sql);

        Assert.Contains("max_allowed_packet", Assert.Throws<StoreException>(() => Row(session, sql)).Message, StringComparison.Ordinal);
        Assert.Contains("max_allowed_packet", Assert.Throws<StoreException>(() => scan.Step()).Message, StringComparison.Ordinal);
        Assert.Equal(2, Row(session, "SELECT COUNT(*) FROM t")[0].AsInteger());
    }

    [Fact]
    public void A_column_that_changes_its_type_under_us_is_read_as_what_it_is_now()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a INT, b DATETIME); INSERT INTO t VALUES (42, '2024-10-21 08:00:00')");
        var session = shop.Session(SessionUse.Read);
        using var columns = session.Prepare("SELECT a, b FROM t");
        using var all = session.Prepare("SELECT * FROM t");
        foreach (var (change, expected) in new[]
        {
            ("SELECT 1", "Integer 42|Text 2024-10-21 08:00:00"),
            ("ALTER TABLE t MODIFY a VARCHAR(50)", "Text 42|Text 2024-10-21 08:00:00"),
            ("ALTER TABLE t MODIFY a DECIMAL(9,2), MODIFY b DATETIME(3)", "Text 42.00|Text 2024-10-21 08:00:00.000"),
            ("ALTER TABLE t MODIFY a BLOB, MODIFY b DATE", "Bytes 0x34322E3030|Text 2024-10-21"),
        })
        {
            shop.Database.Execute(change);
            foreach (var statement in new[] { columns, all })
            {
                Assert.True(statement.Step());
                Assert.Equal(expected, string.Join('|', Cells(statement).Select(cell => $"{cell.Kind} {cell}")));
                statement.Reset();
            }
        }

        shop.Database.Execute("ALTER TABLE t DROP a");
        Assert.True(Assert.Throws<StoreException>(() => columns.Step()).IsSchema);
        shop.Database.Execute("ALTER TABLE t ADD c INT FIRST, ADD d INT");
        if (Record.Exception(() => all.Step()) is { } refused) Assert.True(Assert.IsType<StoreException>(refused).IsSchema, refused.Message);
        else Assert.Equal("NULL|2024-10-21|NULL", string.Join('|', Cells(all).Select(cell => cell.ToString())));
    }

    [Fact]
    public void A_row_larger_than_any_packet_is_refused_as_a_row_and_the_session_lives_on()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a LONGTEXT)");
        var session = shop.Session();
        var huge = Value.Of(new string('x', 17_000_000));
        using var bulk = session.Bulk("t", [new StageColumn("a", StageType.Text)]);

        Assert.True(Assert.Throws<StoreException>(() => Run(session, "INSERT INTO t VALUES (?1)", huge)).IsConstraint);
        Assert.True(Assert.Throws<StoreException>(() => bulk.Add([huge])).IsConstraint);
        Assert.Equal(0, Row(session, "SELECT COUNT(*) FROM t")[0].AsInteger());
    }

    [Fact]
    public void Cells_cannot_be_read_where_there_is_no_row()
    {
        using var shop = new MariaDbShop();
        var session = shop.Open(SessionUse.Read);
        var statement = session.Prepare("SELECT 1");

        Assert.Throws<InvalidOperationException>(() => statement.Read(0, new Arena()));
        Assert.True(statement.Step());
        Assert.Throws<IndexOutOfRangeException>(() => statement.Read(1, new Arena()));
        Assert.False(statement.Step());
        Assert.Throws<InvalidOperationException>(() => statement.Read(0, new Arena()));
        Assert.True(statement.Step());
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => statement.Step());
        statement.Dispose();
        Assert.Throws<ObjectDisposedException>(() => statement.Step());
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (2)")]
    [InlineData("DELETE FROM t")]
    [InlineData("DROP TABLE t")]
    public void A_session_for_reading_refuses_to_write_inside_a_transaction_and_outside(string sql)
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a INT); INSERT INTO t VALUES (1)");
        var session = shop.Session(SessionUse.Read);

        var outside = Assert.Throws<StoreException>(() => session.Execute(sql));
        session.BeginSnapshot();
        var inside = Assert.Throws<StoreException>(() => session.Execute(sql));

        Assert.True(outside.IsSchema && inside.IsSchema, outside.Message + inside.Message);
        Assert.Throws<StoreException>(shop.Session(SessionUse.Read).BeginWrite);
        Assert.Equal(1, shop.Database.Number("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void A_statement_of_the_source_that_takes_too_long_is_ended_by_the_server()
    {
        using var shop = new MariaDbShop();
        var model = new ConnectionModel("mariadb", shop.Database.FullAddress + "?statement_timeout=1", "shown");
        using var session = new Connections().Open(model, SessionUse.Read);

        var failure = Assert.Throws<StoreException>(() => Row(session, "SELECT COUNT(*) FROM seq_1_to_100000000 a JOIN seq_1_to_100000000 b"));

        Assert.True(failure is { IsTransient: true, IsSchema: false }, failure.Message);
        Assert.Equal(1, Row(session, "SELECT 1")[0].AsInteger());
    }
}
