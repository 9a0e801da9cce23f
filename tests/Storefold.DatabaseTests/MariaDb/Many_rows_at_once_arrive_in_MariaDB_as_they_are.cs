using Storefold.Connectors.MariaDb;
using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.MariaDb.MariaDbShop;

namespace Storefold.DatabaseTests.MariaDb;

/// <summary>Both ways: LOAD DATA LOCAL, and INSERTs where a server forbids it.</summary>
public sealed class Many_rows_at_once_arrive_in_MariaDB_as_they_are
{
    private static readonly StageColumn[] Columns =
    [
        new("id", StageType.Text), new("is_new", StageType.Integer), new("name", StageType.Text), new("total", StageType.Decimal),
        new("placed_at", StageType.Time), new("extra", StageType.Json), new("paid", StageType.Boolean),
    ];

    private static readonly string[] Nasty =
    [
        "", " ", "trailing  ", "\\", "\\N", "NULL", "\\\\N", "a\tb", "a\nb", "a\r\nb", "\0", "a\0b\0", "'", "''", "\"", "\\'", "a\\", "\u001a", "\b", "%_?", "?1", "-- x", "/* */",
        "Grüße", "日本語", "👩‍👩‍👧", "\U0001F600\\\U0001F600", "ÿ", "\u00a0", "\ufeff", "e\u0301", "0", "1e5", "0x41", "\\0", "\\t", "\n", "\t", "\\\n", ";", "),(",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_text_comes_back_byte_for_byte(bool load)
    {
        using var shop = new MariaDbShop();
        var session = (MariaDbSession)shop.Session();
        session.Execute(session.Sql.CreateStage("stage_order", Columns));
        using var bulk = new MariaDbBulk(session, "stage_order", Columns, load);
        for (var row = 0; row < Nasty.Length; row++)
        {
            bulk.Add([Value.Of(row.ToString("000", null)), Value.Of(row), Value.Of(Nasty[row]), Value.Null, Value.Null, Value.Of(Nasty[^(row + 1)]), Value.Null]);
        }

        bulk.Complete();

        using var read = session.Prepare("SELECT name, extra, total, paid FROM stage_order ORDER BY id");
        foreach (var text in Nasty)
        {
            Assert.True(read.Step());
            Assert.Equal(Value.Of(text), read.Read(0, new Arena()));
        }

        Assert.False(read.Step());
        Assert.Equal(Nasty.Length, Row(session, "SELECT COUNT(*) FROM stage_order WHERE total IS NULL AND paid IS NULL AND extra IS NOT NULL")[0].AsInteger());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbers_times_and_truth_values_come_back_exactly(bool load)
    {
        using var shop = new MariaDbShop();
        var session = (MariaDbSession)shop.Session();
        session.Execute(session.Sql.CreateStage("stage_order", Columns));
        using var bulk = new MariaDbBulk(session, "stage_order", Columns, load);

        bulk.Add([Value.Of("a"), Value.Of(long.MinValue), Value.Of("x"), Value.Of(-0.000000000001m), Value.OfTime(-1), Value.Null, Value.Of(true)]);
        bulk.Add([Value.Of("b"), Value.Of(long.MaxValue), Value.Of("x"), Value.Of("12345678901234567890123456.123456789012"), Value.OfTime(253_402_300_799_999_999), Value.Null, Value.Of(false)]);
        bulk.Complete();
        bulk.Add([Value.Of("c"), Value.Of(0), Value.Of("x"), Value.Of(79228162514264337593543950335m / 1000), Value.OfTime(0), Value.Null, Value.Null]);
        bulk.Complete();
        bulk.Complete();

        using var read = session.Prepare("SELECT is_new, total, placed_at, paid FROM stage_order ORDER BY id");
        List<string> rows = [];
        while (read.Step()) rows.Add(string.Join(' ', Cells(read).Select(cell => cell.ToString())));
        Assert.Equal(
            [
                "-9223372036854775808 -0.000000000001 1969-12-31 23:59:59.999999 1",
                "9223372036854775807 12345678901234567890123456.123456789012 9999-12-31 23:59:59.999999 0",
                "0 79228162514264337593543950.335000000000 1970-01-01 00:00:00.000000 NULL",
            ],
            rows);
    }

    [Theory]
    [InlineData(true, "total", "1.0000000000001")]
    [InlineData(false, "total", "1.0000000000001")]
    [InlineData(true, "total", "123456789012345678901234567.1")]
    [InlineData(false, "total", "123456789012345678901234567.1")]
    [InlineData(true, "is_new", "9223372036854775808")]
    [InlineData(false, "is_new", "9223372036854775808")]
    [InlineData(true, "is_new", "")]
    [InlineData(false, "is_new", "")]
    [InlineData(true, "placed_at", "2024-02-30 00:00:00")]
    [InlineData(false, "placed_at", "2024-02-30 00:00:00")]
    [InlineData(true, "id", "256 letters")]
    [InlineData(false, "id", "256 letters")]
    [InlineData(true, "name", "broken")]
    [InlineData(false, "name", "broken")]
    public void A_value_that_the_column_cannot_hold_refuses_the_rows(bool load, string column, string text)
    {
        using var shop = new MariaDbShop();
        var session = (MariaDbSession)shop.Session();
        session.Execute(session.Sql.CreateStage("stage_order", Columns));
        using var bulk = new MariaDbBulk(session, "stage_order", Columns, load);
        var row = new Value[Columns.Length];
        row[Array.FindIndex(Columns, candidate => candidate.Name.Equals(column, StringComparison.Ordinal))] = text switch
        {
            "256 letters" => Value.Of(new string('ü', 256)),
            "broken" => Value.OfText([0x61, 0xC3, 0x28, 0xC3], 0, 4),
            _ => Value.Of(text),
        };
        bulk.Add(row);

        var refusal = Assert.Throws<StoreException>(bulk.Complete);

        Assert.True(refusal.IsConstraint, refusal.Message);
        Assert.Contains(column, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('ü', 20), refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bytes_of_any_kind_come_back_as_they_are(bool load)
    {
        const int seed = 20_241_021;
        var random = new Random(seed);
        using var shop = new MariaDbShop("CREATE TABLE t(id BIGINT, k VARBINARY(255))");
        var session = (MariaDbSession)shop.Session();
        using var bulk = new MariaDbBulk(session, "t", [new("id", StageType.Integer), new("k", StageType.Text)], load);
        var keys = Enumerable.Range(0, 600).Select(_ =>
        {
            var key = new byte[random.Next(0, 256)];
            random.NextBytes(key);
            return key;
        }).ToArray();
        for (var row = 0; row < keys.Length; row++) bulk.Add([Value.Of(row), Bytes(keys[row])]);
        bulk.Complete();

        using var read = session.Prepare("SELECT k FROM t ORDER BY id");
        foreach (var key in keys)
        {
            Assert.True(read.Step());
            Assert.True(key.AsSpan().SequenceEqual(read.Read(0, new Arena()).Utf8), "seed " + seed);
        }
    }

    [Fact]
    public void A_table_in_another_character_set_gets_the_same_text()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(latin VARCHAR(20) CHARACTER SET latin1, k VARBINARY(9), u TEXT)", "CHARACTER SET utf8mb4");
        using (var bulk = shop.Session().Bulk("t", [new("latin", StageType.Text), new("k", StageType.Text), new("u", StageType.Text)]))
        {
            bulk.Add([Value.Of("Grüße €"), Bytes(0xC3, 0x5C), Value.Of("Grüße €")]);
            bulk.Complete();
        }

        Assert.Equal("Grüße €\tC35C\tGrüße €\t1", shop.Database.Cell("SELECT latin, HEX(k), u, latin = u FROM t"));
    }

    [Fact]
    public void Rows_beyond_any_packet_are_sent_in_several_goes()
    {
        using var shop = new MariaDbShop();
        var session = (MariaDbSession)shop.Session();
        session.Execute("CREATE TEMPORARY TABLE stage(id BIGINT, name LONGTEXT)");
        foreach (var load in new[] { true, false })
        {
            using var bulk = new MariaDbBulk(session, "stage", [new("id", StageType.Integer), new("name", StageType.Text)], load);
            var text = Value.Of(new string('x', 700_000));
            for (var row = 0; row < 40; row++) bulk.Add([Value.Of(row), text]);
            bulk.Complete();
        }

        Assert.Equal("80 56000000", string.Join(' ', Row(session, "SELECT COUNT(*), SUM(LENGTH(name)) FROM stage").Select(cell => cell.ToString())));
    }

    [Fact]
    public void A_server_gets_no_file_that_nobody_offered()
    {
        using var shop = new MariaDbShop("CREATE TABLE t(a TEXT)");
        var session = shop.Session();

        var refusal = Assert.Throws<StoreException>(() => session.Execute("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t"));

        Assert.Contains("a file that nobody offered", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, shop.Database.Number("SELECT COUNT(*) FROM t"));
        Assert.Equal(1, Row(session, "SELECT 1")[0].AsInteger());
    }
}
