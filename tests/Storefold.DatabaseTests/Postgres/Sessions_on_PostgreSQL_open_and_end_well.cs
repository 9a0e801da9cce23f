using System.Net;
using System.Net.Sockets;
using System.Text;
using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.Postgres.PostgresShop;

namespace Storefold.DatabaseTests.Postgres;

public sealed class Sessions_on_PostgreSQL_open_and_end_well
{
    /// <summary>An ErrorResponse of 42 bytes with SQLSTATE 57P01, admin_shutdown (PostgreSQL's manual, "Message Formats").</summary>
    private const string GoingDown = "E\0\0\0\u002aSFATAL\0VFATAL\0C57P01\0Mgoing down now\0\0";

    [Fact]
    public void The_database_that_the_plan_names_is_opened_with_a_password_full_of_separators()
    {
        using var shop = new PostgresShop();
        var session = shop.Session(SessionUse.Read);

        Assert.Equal($"storefold {shop.Database.Name} UTC storefold", Cell(session,
            "SELECT concat_ws(' ', current_user, current_database(), current_setting('TimeZone'), current_setting('application_name'))"));
        Assert.Equal($"postgres://storefold@127.0.0.1:{shop.Database.Server.Port}/{shop.Database.Name}", session.Display);
    }

    [Fact]
    public void A_database_in_another_encoding_is_refused_with_the_way_out()
    {
        using var shop = new PostgresShop(options: "TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");

        var refused = Refused(shop.Database.FullAddress);

        Assert.Contains("LATIN1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ENCODING 'UTF8'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/test_", "/nix_", "no such database", false)]
    [InlineData("s3cret", "wrong", "refused the user or the password", false)]
    [InlineData(":s3cret%20of%2Fthe%40tests@", "@", "password", false)]
    [InlineData("127.0.0.1", "no-such-host.invalid", "no such host", false)]
    [InlineData("?", "?schema=nix", "no schema", false)]
    [InlineData("?", "?sslmode=require", "no encrypted connection", false)]
    [InlineData("?", "?sslrootcert=%2Fno%2Fsuch%2Ffile&sslmode=verify-full", "no file of the name in sslrootcert=", false)]
    public void What_cannot_be_opened_says_why(string part, string instead, string reason, bool transient)
    {
        using var shop = new PostgresShop();
        var address = (shop.Database.FullAddress + "?").Replace(part, instead, StringComparison.Ordinal);

        var refused = Refused(address);

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal((true, transient), (refused.IsSchema, refused.IsTransient));
    }

    [Fact]
    public void A_server_that_is_away_or_full_may_be_tried_again()
    {
        using var server = PostgresServer.StartOwn();
        using (var shop = new PostgresShop("CREATE TABLE t(a int)", server: server))
        {
            var session = shop.Session();
            session.BeginWrite();
            session.Execute("INSERT INTO t VALUES (1)");

            server.Stop();
            var lost = Assert.Throws<StoreException>(session.Commit);
            var away = Refused(shop.Database.FullAddress);
            server.Start();

            Assert.True(lost.IsTransient, lost.Message);
            Assert.True(away.IsTransient, away.Message);
            Assert.Contains("nothing listens there", away.Message, StringComparison.Ordinal);

            shop.Database.Execute($"ALTER ROLE {DatabaseServer.User} CONNECTION LIMIT 1");
            using var again = Open(shop.Database.FullAddress);
            Assert.Equal("0", Cell(again, "SELECT count(*) FROM t"));
            var full = Refused(shop.Database.FullAddress);
            Assert.True(full.IsTransient, full.Message);
        }
    }

    // A server that is killed after it was asked for an encrypted connection answers no, or an error, or both at once.
    [Theory]
    [InlineData("N" + GoingDown, "went down", true)]
    [InlineData(GoingDown, "went down", true)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "no PostgreSQL server", false)]
    public async Task What_answers_the_request_for_an_encrypted_connection_in_another_way_is_told_apart(string answer, string reason, bool transient)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var answering = AnswerAsync(listener, Encoding.Latin1.GetBytes(answer), end.Token);

        var refused = Refused($"postgres://storefold:x@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/shop");
        await end.CancelAsync();
        await answering;

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal((!transient, transient), (refused.IsSchema, refused.IsTransient));
    }

    [Fact]
    public void A_session_that_ends_gives_back_its_locks_at_once()
    {
        using var shop = new PostgresShop("CREATE TABLE t(a int PRIMARY KEY); INSERT INTO t VALUES (1)");
        var other = shop.Session();
        other.Execute("SET lock_timeout = '1ms'");
        for (var time = 0; time < 20; time++)
        {
            var session = shop.Session();
            session.BeginWrite();
            session.Execute("UPDATE t SET a = 2");
            session.Dispose();
            session.Dispose();

            other.Execute("UPDATE t SET a = 1");
        }

        Assert.Equal(1, shop.Database.Number("SELECT a FROM t"));
    }

    [Fact]
    public void A_snapshot_begins_where_it_is_asked_for_and_does_not_move()
    {
        using var shop = new PostgresShop("CREATE TABLE t(a int)");
        var (reader, writer) = (shop.Session(SessionUse.Read), shop.Session());
        writer.Execute("INSERT INTO t VALUES (1)");

        reader.BeginSnapshot();
        writer.BeginWrite();
        writer.Execute("INSERT INTO t VALUES (2)");
        writer.Commit();

        Assert.Equal("1", Cell(reader, "SELECT count(*) FROM t"));
        reader.Commit();
        reader.BeginSnapshot();
        Assert.Equal("2", Cell(reader, "SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_script_runs_whole_with_comments_strings_and_functions()
    {
        using var shop = new PostgresShop();
        var session = shop.Session();

        session.Execute("""
            -- a comment; with a semicolon
            CREATE TABLE t(a text); /* another; one */
            INSERT INTO t VALUES ('x;y'), (E'it\'s;'), ($q$d;$q$), ('@mail :time ?1 $1');
            CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES ('f;'); RETURN 1; END $$;
            DO $$ BEGIN PERFORM f(); END $$;

            """);

        Assert.Equal("x;y|it's;|d;|@mail :time ?1 $1|f;", Cell(session, "SELECT string_agg(a, '|') FROM t"));
    }

    [Fact]
    public void A_statement_returns_rows_of_what_it_wrote()
    {
        using var shop = new PostgresShop("CREATE TABLE t(id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a text)");

        var rows = Rows(shop.Session(), "INSERT INTO t(a) VALUES (?1), (?2) RETURNING id, a;", Value.Of("x"), Value.Of("y"));

        Assert.Equal(["1 x", "2 y"], rows.Select(row => $"{row[0]} {row[1]}"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'", "", false)]
    [InlineData("TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'", "CREATE TABLE x(a text COLLATE \"en-x-icu\");", true)]
    [InlineData(PostgresServer.EnglishOrder, "", true)]
    [InlineData(null, "", true)]
    public void Text_keys_come_in_the_order_of_their_bytes_and_through_the_index_where_that_order_is_the_databases_own(
        string? options, string script, bool sorts)
    {
        using var shop = new PostgresShop(script + "CREATE TABLE t(id text PRIMARY KEY); INSERT INTO t SELECT x || n FROM generate_series(1, 500) n, unnest('{b,B,a,-c,é,z}'::text[]) x",
            options);
        shop.Database.Execute("ANALYZE");
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();
        const string Query = "SELECT o.id FROM t o WHERE o.id COLLATE \"C\" > ?1 ORDER BY o.id COLLATE \"C\" LIMIT 100";

        var keys = Rows(session, Query, Value.Of("a")).Select(row => row[0]).ToArray();
        using var scan = session.PrepareScan("SELECT id FROM t ORDER BY id collate \"C\"");
        var all = Rows(scan).Select(row => row[0]).ToArray();
        var plan = string.Join('\n', Rows(session, "EXPLAIN " + Query.Replace("?1", "'a'", StringComparison.Ordinal)).Select(row => row[0].ToString()));

        Assert.Equal(100, keys.Length);
        Assert.All(keys.Zip(keys.Skip(1)), pair => Assert.True(Value.CompareKeys(pair.First, pair.Second) < 0));
        Assert.Equal(3000, all.Length);
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(Value.CompareKeys(pair.First, pair.Second) < 0));
        Assert.Equal(sorts, plan.Contains("Sort", StringComparison.Ordinal));
    }

    private static StoreException Refused(string address) => Assert.Throws<StoreException>(() => Open(address).Dispose());

    /// <summary>Answers the first request of each connection (8 bytes, for encryption) with <paramref name="answer"/> and hangs up.</summary>
    private static async Task AnswerAsync(TcpListener listener, byte[] answer, CancellationToken end)
    {
        var request = new byte[8];
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(end);
                // Npgsql also connects to see whether it could use Kerberos, and hangs up without a word.
                if (await client.GetStream().ReadAtLeastAsync(request, request.Length, throwOnEndOfStream: false, end) == request.Length)
                    await client.GetStream().WriteAsync(answer, end);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen what it wanted to.
        }
    }
}
