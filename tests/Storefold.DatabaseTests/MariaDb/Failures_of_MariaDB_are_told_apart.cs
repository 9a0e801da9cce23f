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
