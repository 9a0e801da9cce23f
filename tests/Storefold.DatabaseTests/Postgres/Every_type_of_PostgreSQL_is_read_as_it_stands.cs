using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.Postgres.PostgresShop;

namespace Storefold.DatabaseTests.Postgres;

public sealed class Every_type_of_PostgreSQL_is_read_as_it_stands
{
    public static TheoryData<string, string, string, string> Types => new()
    {
        { "smallint", "-32768", "Integer", "-32768" },
        { "integer", "-2147483648", "Integer", "-2147483648" },
        { "bigint", "9223372036854775807", "Integer", "9223372036854775807" },
        { "bigint", "-9223372036854775808", "Integer", "-9223372036854775808" },
        { "oid", "4294967295", "Integer", "4294967295" },
        { "boolean", "true", "Integer", "1" },
        { "boolean", "false", "Integer", "0" },
        { "numeric", "1.50", "Text", "1.50" },
        { "numeric(38,12)", "-0.000000000001", "Text", "-0.000000000001" },
        { "numeric", "'12345678901234567890123456789012345678901234567890.1230'", "Text", "12345678901234567890123456789012345678901234567890.1230" },
        { "numeric", "'NaN'", "Text", "NaN" },
        { "real", "0.1", "Real", "0.1" },
        { "real", "'-Infinity'", "Real", "-Infinity" },
        { "double precision", "0.1", "Real", "0.1" },
        { "double precision", "'NaN'", "Real", "NaN" },
        { "text", "'Grüße 👍'", "Text", "Grüße 👍" },
        { "text", "''", "Text", "" },
        { "varchar(5)", "'abc  '", "Text", "abc  " },
        { "char(5)", "'abc'", "Text", "abc  " },
        { "bytea", "'\\x00ff5c'", "Bytes", "0x00FF5C" },
        { "bytea", "''", "Bytes", "0x" },
        { "timestamptz", "'2024-10-21 08:09:10.000001+02'", "Time", "2024-10-21T06:09:10.000001Z" },
        { "timestamptz", "'0001-01-01 00:00:00Z'", "Time", "0001-01-01T00:00:00Z" },
        { "timestamptz", "'9999-12-31 23:59:59.999999Z'", "Time", "9999-12-31T23:59:59.999999Z" },
        { "timestamptz", "'infinity'", "Text", "infinity" },
        { "timestamptz", "'-infinity'", "Text", "-infinity" },
        { "timestamptz", "'12024-02-29 10:00:00.5Z'", "Text", "12024-02-29 10:00:00.5+00" },
        { "timestamptz", "'0044-03-15 10:00:00Z BC'", "Text", "0044-03-15 10:00:00+00 BC" },
        { "timestamptz(3)", "'2024-10-21 08:09:10.1234Z'", "Time", "2024-10-21T08:09:10.123Z" },
        { "timestamp", "'2024-03-31 02:30:00.12'", "Text", "2024-03-31 02:30:00.12" },
        { "timestamp", "'infinity'", "Text", "infinity" },
        { "date", "'2024-02-29'", "Text", "2024-02-29" },
        { "time", "'08:09:10'", "Text", "08:09:10" },
        { "interval", "'1 day 2 hours'", "Text", "1 day 02:00:00" },
        { "json", "'{ \"b\": 1, \"a\": \"é\" }'", "Text", "{ \"b\": 1, \"a\": \"é\" }" },
        { "jsonb", "'{\"b\": 1, \"a\": [1.50, null]}'", "Text", "{\"a\": [1.50, null], \"b\": 1}" },
        { "uuid", "'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'", "Text", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11" },
        { "state", "'in transit'", "Text", "in transit" },
        { "email", "'a@b.example'", "Text", "a@b.example" },
        { "points", "12", "Integer", "12" },
        { "text[]", "ARRAY['a', NULL, 'b c']", "Text", "{a,NULL,\"b c\"}" },
        { "integer[]", "'{}'", "Text", "{}" },
        { "address", "ROW('Acre Lane', 7)", "Text", "(\"Acre Lane\",7)" },
        { "inet", "'10.0.0.1/8'", "Text", "10.0.0.1/8" },
        { "int4range", "'[1,5)'", "Text", "[1,5)" },
        { "tsvector", "'a:1 b:2'", "Text", "'a':1 'b':2" },
        { "xml", "'<a/>'", "Text", "<a/>" },
        { "\"char\"", "'x'", "Text", "x" },
        { "name", "'orders'", "Text", "orders" },
        { "bit(3)", "B'101'", "Text", "101" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_cell_of_each_type_and_back(string type, string literal, string kind, string shown)
    {
        using var shop = new PostgresShop(
            "CREATE TYPE state AS ENUM ('sent', 'in transit'); CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%'); CREATE DOMAIN points AS bigint; "
            + $"CREATE TYPE address AS (street text, number int); CREATE TABLE t(a {type}); CREATE TABLE copy(a {type}); INSERT INTO t VALUES ({literal})");
        var session = shop.Session();
        session.BeginWrite();

        var cell = Assert.Single(Row(session, "SELECT a FROM t"));
        using (var scan = session.PrepareScan("SELECT a FROM t")) Assert.Equal(cell, Assert.Single(Assert.Single(Rows(scan))));
        Rows(session, "INSERT INTO copy VALUES (?1)", cell);
        session.Commit();

        Assert.Equal((kind, shown), (cell.Kind.ToString(), cell.ToString()));
        Assert.Equal("t", shop.Database.Cell("SELECT t.a::text = copy.a::text FROM t, copy"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void NULL_of_each_type_and_back(string type, string literal, string kind, string shown)
    {
        using var shop = new PostgresShop(
            "CREATE TYPE state AS ENUM ('sent', 'in transit'); CREATE DOMAIN email AS text; CREATE DOMAIN points AS bigint; "
            + $"CREATE TYPE address AS (street text, number int); CREATE TABLE t(a {type}, b {type}, c {type})");
        var session = shop.Session();

        Rows(session, "INSERT INTO t VALUES (?1, ?2, " + literal + ")", Value.Null, Value.Null);
        var row = Row(session, "SELECT a, c, b FROM t");

        Assert.Equal([Value.Null, Value.Null], [row[0], row[2]]);
        Assert.Equal((kind, shown), (row[1].Kind.ToString(), row[1].ToString()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(5_000_000)]
    public void Long_text_comes_whole_and_its_neighbours_too(int length)
    {
        using var shop = new PostgresShop();

        var cells = Row(shop.Session(SessionUse.Read), "SELECT 'before', repeat('x', ?1) || 'y', 'after'", Value.Of(length));

        Assert.Equal(("before", length + 1, "after"), (cells[0].AsText(), cells[1].Utf8.Length, cells[2].AsText()));
        Assert.Equal(new string('x', length) + "y", cells[1].AsText());
    }

    [Fact]
    public void What_was_read_stays_what_it_was_when_the_statement_runs_again()
    {
        using var shop = new PostgresShop();
        using var statement = shop.Session(SessionUse.Read).Prepare("SELECT ?1 || 'x'");
        List<Value> read = [];
        for (var number = 0; number < 5000; number++) read.Add(Assert.Single(Assert.Single(Rows(statement, Value.Of(number)))));

        Assert.Equal(Enumerable.Range(0, 5000).Select(number => number + "x"), read.Select(value => value.AsText()), StringComparer.Ordinal);
    }

    [Fact]
    public void Tables_and_views_of_the_search_path_are_listed_with_their_columns()
    {
        using var shop = new PostgresShop(
            "CREATE TABLE \"order\"(id bigint, \"createdAt\" timestamptz, gone int); ALTER TABLE \"order\" DROP gone; CREATE VIEW paid AS SELECT id FROM \"order\"; "
            + "CREATE TABLE part(a int) PARTITION BY LIST (a); CREATE SCHEMA other; CREATE TABLE other.hidden(a int)");

        string[] Listed(string options) => [.. shop.Session(SessionUse.Read, options).Tables().Select(table => $"{table.Key}({string.Join(",", table.Value)})")];

        Assert.Equal(["order(id,createdAt)", "paid(id)", "part(a)"], Listed(""));
        Assert.Equal(["hidden(a)"], Listed("?schema=other"));
    }
}
