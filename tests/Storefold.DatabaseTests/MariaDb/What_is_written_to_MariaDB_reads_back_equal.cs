using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.MariaDb.MariaDbShop;

namespace Storefold.DatabaseTests.MariaDb;

public sealed class What_is_written_to_MariaDB_reads_back_equal
{
    /// <summary>2024-10-21 08:00:00.000001 UTC.</summary>
    private const long Moment = 1_729_497_600_000_001;

    [Fact]
    public void Each_kind_of_value_through_a_statement()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(i BIGINT, u BIGINT UNSIGNED, r DOUBLE, s TEXT, b BLOB, d DECIMAL(38,12), m DATETIME(6), z DATETIME)");
        var session = shop.Session();
        Value[] row =
        [
            Value.Of(long.MinValue), Value.Of("18446744073709551615"), Value.OfReal(0.1), Value.Of("Grüße 👍 \\ ' \" \n\t\0 end "), Bytes(0, 9, 10, 39, 92, 255),
            Value.Of(-12.5m), Value.OfTime(Moment), Value.Of("0000-00-00 00:00:00"),
        ];

        Run(session, "INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", row);

        var read = Row(session, "SELECT * FROM t");
        Assert.Equal(row[..5], read[..5]);
        Assert.Equal("-12.500000000000|2024-10-21 08:00:00.000001|0000-00-00 00:00:00", string.Join('|', read[5..].Select(cell => cell.ToString())));
    }

    [Fact]
    public void NULL_goes_anywhere()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(i BIGINT, s TEXT, b BLOB, d DECIMAL(38,12), m DATETIME(6))");
        var session = shop.Session();

        Run(session, "INSERT INTO t VALUES (?1, ?1, ?1, ?2, ?2)", Value.Null, Value.Null);

        Assert.All(Row(session, "SELECT * FROM t"), cell => Assert.True(cell.IsNull));
    }

    [Fact]
    public void A_parameter_counts_by_its_number_wherever_and_however_often_it_stands()
    {
        using var shop = new MariaDbShop();
        var session = shop.Session();

        var cells = Row(session, "SELECT ?2, '?1 \\'?2', `a?1`, ?1, ?2 -- ?3\n /* ?4 */ FROM (SELECT 'x' AS `a?1`) v # ?5\n", Value.Of(1), Value.Of("two"));

        Assert.Equal("two|?1 '?2|x|1|two", string.Join('|', cells.Select(cell => cell.ToString())));
    }

    [Fact]
    public void Amounts_are_compared_exactly_and_not_as_floating_point()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(d DECIMAL(38,12)); INSERT INTO t VALUES (12345678901234567890.123456789012), (12345678901234567890.123456789013)");

        var count = Row(shop.Session(), "SELECT COUNT(*) FROM t WHERE d = ?1", Value.Of(12345678901234567890.12345678m + 0.000000001012m));

        Assert.Equal("0", count[0].ToString()); // a decimal of ours has 28 digits: none of the two
        Assert.Equal("1", Row(shop.Session(), "SELECT COUNT(*) FROM t WHERE CAST(d AS CHAR) = ?1", Value.Of("12345678901234567890.123456789012"))[0].ToString());
    }

    [Fact]
    public void A_key_of_0_stays_0()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(id BIGINT AUTO_INCREMENT PRIMARY KEY)");
        var session = shop.Session();

        Run(session, "INSERT INTO t VALUES (?1)", Value.Of(0));

        Assert.Equal(0, Row(session, "SELECT id FROM t")[0].AsInteger());
    }

    [Fact]
    public void A_script_runs_statement_by_statement()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a TEXT)");
        var session = shop.Session();

        session.Execute("""
            -- a comment; with a semicolon
            INSERT INTO t VALUES ('one; \'two\''), ("three;");
            SELECT 'a result that nobody wants';
            # and another; one
            CREATE TEMPORARY TABLE `odd;name`(a INT);
            /* ; */ INSERT INTO t SELECT 'four';
            SAVEPOINT s;
            """);

        Assert.Equal(3, Row(session, "SELECT COUNT(*) FROM t")[0].AsInteger());
    }

    [Theory]
    [InlineData("INSERT INTO t(text5) VALUES (?1)", "toolong", "text5")]
    [InlineData("INSERT INTO t(text5) VALUES (?1)", "abcde ", "text5")]
    [InlineData("INSERT INTO t(money) VALUES (?1)", "1.00001", "money")]
    [InlineData("UPDATE t SET money = ?1", "1.00001", "money")]
    [InlineData("INSERT INTO t(money) SELECT CAST(?1 AS DECIMAL(38,12))", "1.00001", "money")]
    [InlineData("INSERT INTO t(money) VALUES (?1)", "123456789012", "money")]
    [InlineData("INSERT INTO t(number) VALUES (?1)", "128", "number")]
    [InlineData("INSERT INTO t(number) VALUES (?1)", "12x", "number")]
    [InlineData("INSERT INTO t(moment) VALUES (?1)", "2024-02-30 00:00:00", "moment")]
    [InlineData("INSERT INTO t(latin) VALUES (?1)", "👍", "latin")]
    [InlineData("INSERT INTO t(choice) VALUES (?1)", "c", "choice")]
    [InlineData("INSERT INTO t(must) VALUES (NULL)", "", "must")]
    [InlineData("INSERT INTO t(id) VALUES (?1)", "1", "PRIMARY")]
    [InlineData("INSERT INTO t(checked) VALUES (?1)", "-1", "t.checked")]
    [InlineData("INSERT INTO t(parent) VALUES (?1)", "77", "FOREIGN KEY")]
    public void What_a_column_cannot_hold_is_refused_and_never_cut_or_rounded(string sql, string value, string named)
    {
        using var shop = new MariaDbShop("""
            CREATE TABLE t(id INT AUTO_INCREMENT PRIMARY KEY, text5 VARCHAR(5), money DECIMAL(10,4), number TINYINT, moment DATETIME, latin VARCHAR(9) CHARACTER SET latin1,
              choice ENUM('a','b'), must INT NOT NULL DEFAULT 1, checked INT CHECK (checked > 0), parent INT, FOREIGN KEY (parent) REFERENCES t(id));
            INSERT INTO t(id) VALUES (1)
            """);
        var session = shop.Session();
        session.BeginWrite();

        var refusal = Assert.Throws<StoreException>(() => Run(session, sql, Value.Of(value)));

        Assert.True(refusal is { IsConstraint: true, IsSchema: false, IsTransient: false }, refusal.Message);
        Assert.Contains(named, refusal.Message, StringComparison.OrdinalIgnoreCase);
        session.Rollback();
        Assert.Equal(1, shop.Database.Number("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData("INSERT INTO t(mail) VALUES (?1)", "anna@example.org")]
    [InlineData("INSERT INTO t(number) VALUES (?1)", "anna@example.org")]
    [InlineData("INSERT INTO t(moment) VALUES (?1)", "anna@example.org")]
    [InlineData("INSERT INTO t(latin) VALUES (?1)", "anna@example.org 👍")]
    public void Refusals_do_not_repeat_what_stands_in_rows(string sql, string value)
    {
        using var shop = new MariaDbShop("""
            CREATE TABLE t(mail VARCHAR(50) UNIQUE, number INT, moment DATETIME, latin VARCHAR(50) CHARACTER SET latin1);
            INSERT INTO t(mail) VALUES ('anna@example.org')
            """);

        var refusal = Assert.Throws<StoreException>(() => Run(shop.Session(), sql, Value.Of(value)));

        Assert.DoesNotContain("anna", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.IsConstraint);
    }
}
