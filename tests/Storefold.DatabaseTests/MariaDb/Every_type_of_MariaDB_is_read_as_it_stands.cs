using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.MariaDb.MariaDbShop;

namespace Storefold.DatabaseTests.MariaDb;

public sealed class Every_type_of_MariaDB_is_read_as_it_stands
{
    public static TheoryData<string, string, string, string> Types => new()
    {
        { "TINYINT(1)", "1", "Integer", "1" },
        { "TINYINT", "-128", "Integer", "-128" },
        { "TINYINT UNSIGNED", "255", "Integer", "255" },
        { "SMALLINT", "-32768", "Integer", "-32768" },
        { "SMALLINT UNSIGNED", "65535", "Integer", "65535" },
        { "MEDIUMINT", "-8388608", "Integer", "-8388608" },
        { "MEDIUMINT UNSIGNED", "16777215", "Integer", "16777215" },
        { "INT", "-2147483648", "Integer", "-2147483648" },
        { "INT UNSIGNED", "4294967295", "Integer", "4294967295" },
        { "BIGINT", "-9223372036854775808", "Integer", "-9223372036854775808" },
        { "BIGINT UNSIGNED", "9223372036854775807", "Integer", "9223372036854775807" },
        { "BIGINT UNSIGNED", "18446744073709551615", "Text", "18446744073709551615" },
        { "INT(6) ZEROFILL", "42", "Integer", "42" },
        { "YEAR", "2024", "Integer", "2024" },
        { "YEAR", "0", "Integer", "0" },
        { "BIT(1)", "b'1'", "Integer", "1" },
        { "BIT(10)", "b'1000000001'", "Integer", "513" },
        { "BIT(64)", "18446744073709551615", "Text", "18446744073709551615" },
        { "FLOAT", "0.1", "Real", "0.1" },
        { "DOUBLE", "-1.5e-300", "Real", "-1.5E-300" },
        { "DOUBLE", "0.1", "Real", "0.1" },
        { "DECIMAL(15,4)", "-12.9", "Text", "-12.9000" },
        { "DECIMAL(65,30)", "12345678901234567890123456789012345.123456789012345678901234567891", "Text", "12345678901234567890123456789012345.123456789012345678901234567891" },
        { "DECIMAL(4,4)", "0.5", "Text", "0.5000" },
        { "DATE", "'2024-02-29'", "Text", "2024-02-29" },
        { "DATE", "'0000-00-00'", "Text", "0000-00-00" },
        { "DATE", "'2024-10-00'", "Text", "2024-10-00" },
        { "DATETIME", "'0000-00-00 00:00:00'", "Text", "0000-00-00 00:00:00" },
        { "DATETIME", "'2024-10-21 00:00:00'", "Text", "2024-10-21 00:00:00" },
        { "DATETIME", "'9999-12-31 23:59:59'", "Text", "9999-12-31 23:59:59" },
        { "DATETIME(3)", "'2024-10-21 08:09:10.120'", "Text", "2024-10-21 08:09:10.120" },
        { "DATETIME(6)", "'2024-10-21 08:09:10.000001'", "Text", "2024-10-21 08:09:10.000001" },
        { "DATETIME(6)", "'2024-10-21 08:09:10'", "Text", "2024-10-21 08:09:10.000000" },
        { "TIMESTAMP", "'2024-03-31 02:30:00'", "Text", "2024-03-31 02:30:00" },
        { "TIMESTAMP(6) NULL", "'2024-03-31 02:30:00.5'", "Text", "2024-03-31 02:30:00.500000" },
        { "TIMESTAMP NULL", "'0000-00-00 00:00:00'", "Text", "0000-00-00 00:00:00" },
        { "TIME", "'08:09:10'", "Text", "08:09:10" },
        { "TIME", "'00:00:00'", "Text", "00:00:00" },
        { "TIME", "'-838:59:59'", "Text", "-838:59:59" },
        { "TIME(6)", "'-00:00:00.000001'", "Text", "-00:00:00.000001" },
        { "CHAR(10)", "'Grüße'", "Text", "Grüße" },
        { "VARCHAR(20)", "'trailing  '", "Text", "trailing  " },
        { "VARCHAR(20)", "''", "Text", "" },
        { "TEXT", "'日本語 👩‍👩‍👧'", "Text", "日本語 👩‍👩‍👧" },
        { "LONGTEXT COLLATE utf8mb4_bin", "'x'", "Text", "x" },
        { "ENUM('new','paid')", "'paid'", "Text", "paid" },
        { "SET('a','b','c')", "'a,c'", "Text", "a,c" },
        { "JSON", "'{\"a\": [1, 2.50]}'", "Text", "{\"a\": [1, 2.50]}" },
        { "UUID", "'6ccd780c-baba-1026-9564-5b8c656024db'", "Text", "6ccd780c-baba-1026-9564-5b8c656024db" },
        { "INET6", "'2001:db8::ff00:42:8329'", "Text", "2001:db8::ff00:42:8329" },
        { "BINARY(4)", "X'00FF00'", "Bytes", "0x00FF0000" },
        { "VARBINARY(20)", "X'00FF5C'", "Bytes", "0x00FF5C" },
        { "BLOB", "X'DEADBEEF'", "Bytes", "0xDEADBEEF" },
        { "LONGBLOB", "''", "Bytes", "0x" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_cell_of_each_type(string type, string literal, string kind, string shown)
    {
        using var shop = new MariaDbShop($"SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'; CREATE TABLE t(a {type}); INSERT INTO t VALUES ({literal})");
        var session = shop.Session(SessionUse.Read);
        session.BeginSnapshot();

        var cell = Assert.Single(Row(session, "SELECT a FROM t"));
        using var scan = session.PrepareScan("SELECT a FROM t");

        Assert.Equal((kind, shown), (cell.Kind.ToString(), cell.ToString()));
        Assert.True(scan.Step());
        Assert.Equal(cell, Assert.Single(Cells(scan)));
    }

    [Fact]
    public void NULL_is_NULL_in_any_column_and_does_not_move_its_neighbours()
    {
        using var shop = new MariaDbShop();
        var session = shop.Session(SessionUse.Read);

        var cells = Row(session, "SELECT NULL, 1, CAST(NULL AS CHAR), 'a', CAST(NULL AS DATETIME), NULL, 2.5, NULL, NULL, NULL, 'z'");

        Assert.Equal("NULL 1 NULL a NULL NULL 2.5 NULL NULL NULL z", string.Join(' ', cells.Select(cell => cell.ToString())));
        Assert.Equal(7, cells.Count(cell => cell.IsNull));
    }

    [Theory]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(5_000_000)]
    [InlineData(15_000_000)]
    public void Long_text_comes_whole(int length)
    {
        using var shop = new MariaDbShop("CREATE TABLE t(id INT, a LONGTEXT)");
        shop.Database.Execute($"INSERT INTO t VALUES (1, REPEAT('x', {length / 2})); UPDATE t SET a = CONCAT(a, REPEAT('y', {length - (length / 2)}))");
        var session = shop.Session(SessionUse.Read);

        var cells = Row(session, "SELECT a, 'end' FROM t");

        Assert.Equal(length, cells[0].Utf8.Length);
        Assert.Equal((byte)'y', cells[0].Utf8[^1]);
        Assert.Equal("end", cells[1].AsText());
    }

    [Fact]
    public void Text_of_other_character_sets_arrives_as_UTF8()
    {
        using var shop = new MariaDbShop("""
            CREATE TABLE t(three VARCHAR(20) CHARACTER SET utf8mb3, latin VARCHAR(20) CHARACTER SET latin1, wide VARCHAR(20) CHARACTER SET utf16);
            INSERT INTO t VALUES ('Grüße', 'Grüße €', 'Grüße 👍')
            """);

        var cells = Row(shop.Session(SessionUse.Read), "SELECT * FROM t");

        Assert.Equal("Grüße|Grüße €|Grüße 👍", string.Join("|", cells.Select(cell => cell.AsText())));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_stay_what_they_are()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a BLOB); INSERT INTO t VALUES (X'47726FDF')");

        // Of such a column a platform's upgrade makes text without looking at it.
        var cell = Assert.Single(Row(shop.Session(SessionUse.Read), "SELECT a FROM t"));

        Assert.Equal(ValueKind.Bytes, cell.Kind);
        Assert.Equal([0x47, 0x72, 0x6F, 0xDF], cell.Utf8.ToArray());
    }

    [Fact]
    public void An_expression_changes_its_type_with_what_is_bound()
    {
        using var shop = new MariaDbShop();
        using var statement = shop.Session(SessionUse.Read).Prepare("SELECT ?1, ?2, ?1");
        (Value First, Value Second)[] bound = [(Value.Of(7), Value.Of("x")), (Value.Of("seven"), Value.OfReal(0.5)), (Value.Null, Bytes(0, 255)), (Value.Of(-1), Value.Of(""))];
        foreach (var (first, second) in bound)
        {
            statement.Bind(1, first);
            statement.Bind(2, second);

            Assert.True(statement.Step());
            Assert.Equal([first, second, first], Cells(statement));
            statement.Reset();
        }
    }
}
