using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.Postgres.PostgresShop;

namespace Storefold.DatabaseTests.Postgres;

public sealed class What_PostgreSQL_refuses_is_told_apart
{
    private const string Table = "CREATE TABLE t(id int PRIMARY KEY, mail varchar(40) UNIQUE CHECK (mail LIKE '%@%'), n int NOT NULL DEFAULT 0, "
        + "parent int REFERENCES t DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1, 'one@mi.example')";

    [Theory]
    [InlineData("SELECT 1 FROM nothere", "\"nothere\"")]
    [InlineData("SELECT nix FROM t", "\"nix\"")]
    [InlineData("SELCT 1", "syntax error")]
    [InlineData("SELECT no_such(1)", "no_such")]
    [InlineData("SELECT 1 WHERE 'a' = 1 + ?1::jsonb", "operator does not exist")]
    public void A_wrong_statement_is_refused_when_it_is_prepared(string sql, string named)
    {
        using var shop = new PostgresShop(Table);
        var session = shop.Session(SessionUse.Read);

        Assert.Contains(named, Kind("schema", () => session.Prepare(sql)).Message, StringComparison.Ordinal);
        Assert.Contains(named, Kind("schema", () => session.PrepareScan(sql)).Message, StringComparison.Ordinal);
        Assert.Equal("1", Cell(session, "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1, 'two@mi.example')", "t_pkey")]
    [InlineData("INSERT INTO t VALUES (2, 'one@mi.example')", "t_mail_key")]
    [InlineData("INSERT INTO t VALUES (2, 'nomail')", "t_mail_check")]
    [InlineData("INSERT INTO t VALUES (2, 'two@mi.example', NULL)", "\"n\"")]
    [InlineData("INSERT INTO t VALUES (2, 'a-mail-that-is-longer-than-forty-letters@mi.example')", "too long")]
    [InlineData("INSERT INTO t VALUES (2, 'two@mi.example', 3000000000)", "out of range")]
    [InlineData("INSERT INTO t(id, mail) SELECT 2, repeat('x@', 30)", "too long")]
    [InlineData("INSERT INTO t VALUES (2, 'two@mi.example', 'mi.example'::text::int)", "invalid input syntax")]
    [InlineData("SELECT '{\"a\": \"b\" mi.example'::text::json", "invalid input syntax")]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION 'not for one@mi.example'; END $$", "a trigger of the shop refused it [P0001]")]
    [InlineData("DO $$ BEGIN RAISE 'blocked: Anna of mi.example' USING ERRCODE = 'unique_violation'; END $$", "a trigger of the shop refused it [23505]")]
    [InlineData("DO $$ BEGIN RAISE 'blocked: Anna of mi.example' USING ERRCODE = '42501'; END $$", "a trigger of the shop refused it [42501]")]
    [InlineData("DO $$ BEGIN RAISE 'blocked: Anna of mi.example' USING ERRCODE = 'SHOP1'; END $$", "a trigger of the shop refused it [SHOP1]")]
    [InlineData("DO $$ BEGIN ASSERT false, 'blocked: Anna of mi.example'; END $$", "a trigger of the shop refused it [P0004]")]
    public void A_row_that_the_database_refuses_is_the_rows_fault_and_its_values_stay_out_of_the_message(string sql, string named)
    {
        using var shop = new PostgresShop(Table);

        var message = Kind("constraint", () => shop.Session().Execute(sql)).Message;

        Assert.Contains(named, message.Split("(in:")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("mi.example", message.Split("(in:")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_constraint_that_is_checked_at_the_end_refuses_the_commit()
    {
        using var shop = new PostgresShop(Table);
        var session = shop.Session();
        session.BeginWrite();
        Rows(session, "INSERT INTO t(id, parent) VALUES (?1, ?2)", Value.Of(2), Value.Of(99));

        Kind("constraint", session.Commit);
        session.Rollback();

        Assert.Equal(1, shop.Database.Number("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("SELECT * FROM secret", "permission denied for table secret")]
    [InlineData("SELECT hidden FROM open_door", "permission denied for table open_door")]
    public void A_missing_right_is_named(string sql, string named)
    {
        using var shop = new PostgresShop();
        shop.Database.Execute($"CREATE TABLE secret(a int); CREATE TABLE open_door(a int, hidden int); GRANT SELECT (a) ON open_door TO {DatabaseServer.User}");

        var message = Kind("schema", () => shop.Session(SessionUse.Read).Prepare(sql).Step()).Message;

        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_for_reading_writes_nothing_whatever_is_asked_of_it()
    {
        using var shop = new PostgresShop(Table);
        var session = shop.Session(SessionUse.Read);

        Kind("schema", () => session.Execute("DELETE FROM t"));
        Kind("schema", () => Rows(session, "UPDATE t SET n = 1"));
        Kind("schema", session.BeginWrite);
        session.BeginSnapshot();
        Kind("schema", () => session.Execute("CREATE TABLE u(a int)"));
        session.Rollback();

        Assert.Equal(1, shop.Database.Number("SELECT count(*) FROM t WHERE n = 0"));
    }

    [Fact]
    public void After_a_failure_the_transaction_cannot_be_committed_by_mistake()
    {
        using var shop = new PostgresShop(Table);
        var session = shop.Session();
        session.BeginWrite();
        session.Execute("INSERT INTO t(id) VALUES (2)");
        Kind("constraint", () => session.Execute("INSERT INTO t(id) VALUES (1)"));

        Assert.Contains("earlier statement failed", Kind("", session.Commit).Message, StringComparison.Ordinal);
        session.Rollback();

        Assert.Equal("1", Cell(session, "SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_lost_connection_may_be_tried_again_and_its_transaction_is_gone()
    {
        using var shop = new PostgresShop(Table);
        var session = shop.Session();
        session.BeginWrite();
        session.Execute("INSERT INTO t(id) VALUES (2)");
        var pid = Cell(session, "SELECT pg_backend_pid()");
        shop.Database.Execute($"SELECT pg_terminate_backend({pid}, 10000)");

        Kind("transient", () => session.Execute("INSERT INTO t(id) VALUES (3)"));
        Kind("transient", session.Commit);
        session.Rollback();
        Kind("transient", session.BeginWrite);
        Kind("transient", () => session.Bulk("t", [new StageColumn("id", StageType.Integer)]).AddAndComplete(Value.Of(4)));

        Assert.Equal(1, shop.Database.Number("SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_deadlock_and_a_lost_race_may_be_tried_again()
    {
        using var shop = new PostgresShop(Table);
        var session = shop.Session();
        var other = shop.Session();
        session.BeginSnapshot();
        other.Execute("UPDATE t SET n = 5");
        session.Rollback();
        session.Execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
        Cell(session, "SELECT n FROM t");
        other.Execute("UPDATE t SET n = 6");

        Kind("transient", () => session.Execute("UPDATE t SET n = 7"));
        session.Execute("ROLLBACK");
        session.Execute("SET lock_timeout = '50ms'");
        other.BeginWrite();
        other.Execute("UPDATE t SET n = 8");

        Assert.Contains("locked by another program", Kind("transient", () => session.Execute("UPDATE t SET n = 9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_ends_statements_that_take_too_long()
    {
        using var shop = new PostgresShop();
        var session = shop.Session(SessionUse.Read, "?statement_timeout=1");

        Assert.Contains("statement_timeout=", Kind("transient", () => Cell(session, "SELECT pg_sleep(30)")).Message, StringComparison.Ordinal);
        Assert.Equal("30s", Cell(shop.Session(SessionUse.Read), "SHOW statement_timeout"));
        Assert.Equal("0", Cell(shop.Session(), "SHOW statement_timeout"));
    }

    [Fact]
    public void A_column_that_changes_its_type_under_us_is_seen_and_the_next_statement_has_the_new_one()
    {
        using var shop = new PostgresShop("CREATE TABLE t(a int); INSERT INTO t VALUES (7)");
        var session = shop.Session(SessionUse.Read);
        using var before = session.Prepare("SELECT a FROM t");
        Assert.Equal(Value.Of(7), Assert.Single(Assert.Single(Rows(before))));
        shop.Database.Execute("ALTER TABLE t ALTER a TYPE text");

        Kind("transient", () => before.Step());

        Assert.Equal(Value.Of("7"), Assert.Single(Row(session, "SELECT a FROM t")));
    }

    private static StoreException Kind(string kind, Action action)
    {
        var refused = Assert.Throws<StoreException>(action);
        var kinds = string.Join(' ', new[] { (refused.IsSchema, "schema"), (refused.IsConstraint, "constraint"), (refused.IsTransient, "transient") }
            .Where(one => one.Item1).Select(one => one.Item2));
        Assert.True(string.Equals(kind, kinds, StringComparison.Ordinal), $"{kinds}: {refused.Message}");
        Assert.DoesNotContain(DatabaseServer.Password, refused.ToString(), StringComparison.Ordinal);
        return refused;
    }

    private static StoreException Kind(string kind, Func<object?> action) => Kind(kind, () => { _ = action(); });
}

file static class BulkOfOne
{
    public static void AddAndComplete(this ISqlBulk bulk, params Value[] row)
    {
        using (bulk)
        {
            bulk.Add(row);
            bulk.Complete();
        }
    }
}
