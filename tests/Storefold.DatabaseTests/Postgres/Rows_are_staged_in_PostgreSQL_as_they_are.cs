using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.Postgres.PostgresShop;

namespace Storefold.DatabaseTests.Postgres;

public sealed class Rows_are_staged_in_PostgreSQL_as_they_are
{
    private static readonly StageColumn[] Columns =
    [
        new("id", StageType.Integer), new("is new", StageType.Boolean), new("sum", StageType.Decimal), new("at", StageType.Time),
        new("text", StageType.Text), new("meta", StageType.Json),
    ];

    public static TheoryData<string> Decimals =>
    [
        "0", "0.00", "1", "-1", "9999", "10000", "100000000", "0.1", "0.0001", "0.00001", "-0.000000000001", "12.50", "-9999.9999", "10000.00010",
        "79228162514264337593543950335", "12345678901234567890123456789012345678901234567890.12345678901234567890", "-100000000000000000000000000000000000001",
    ];

    [Theory]
    [MemberData(nameof(Decimals))]
    public void Decimals_of_any_length_are_exact(string text)
    {
        using var shop = new PostgresShop();
        var session = Stage(shop);

        Add(session, [[Value.Null, Value.Null, Value.Of(text), Value.Null, Value.Null, Value.Null]]);

        Assert.Equal("true", Cell(session, "SELECT (sum::text = ?1 AND sum = ?1::numeric AND sum + 0 = ?1::numeric)::text FROM stage_x", Value.Of(text)));
    }

    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(5, 1, "0.5")]
    [InlineData(-5, 28, "-0.0000000000000000000000000005")]
    [InlineData(123456, 2, "1234.56")]
    [InlineData(long.MaxValue, 3, "9223372036854775.807")]
    [InlineData(long.MinValue, 0, "-9223372036854775808")]
    public void Amounts_of_the_model_are_exact(long mantissa, byte scale, string text)
    {
        using var shop = new PostgresShop();
        var session = Stage(shop);

        Add(session, [[Value.Null, Value.Null, Value.OfScaled(mantissa, scale), Value.Null, Value.Null, Value.Null]]);

        Assert.Equal(text, Cell(session, "SELECT sum FROM stage_x"));
    }

    [Fact]
    public void Random_decimals_equal_what_the_server_reads_from_their_text()
    {
        const int Seed = 20_241_021;
        var random = new Random(Seed);
        using var shop = new PostgresShop();
        var session = Stage(shop);
        var texts = Enumerable.Range(0, 2000).Select(_ =>
        {
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(3) == 0 ? "0" : random.Next(10).ToString(CultureInfo.InvariantCulture)));
            var point = random.Next(digits.Length + 1);
            return (random.Next(2) == 0 ? "-" : "") + (point == 0 ? "0" : digits[..point]) + (point == digits.Length ? "" : "." + digits[point..]);
        }).ToArray();

        Add(session, texts.Select((text, at) => new[] { Value.Of(at), Value.Null, Value.Of(text), Value.Null, Value.Of(text), Value.Null }));

        Assert.True(Cell(session, "SELECT string_agg(text, ' ') FROM stage_x WHERE sum::text <> text::numeric::text OR sum <> text::numeric") is "NULL",
            $"seed {Seed}");
        Assert.Equal("2000", Cell(session, "SELECT count(*) FROM stage_x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb\nc\\d\"e'f,;\\N \\.")]
    [InlineData("Grüße 👍 \uFEFF\u200B\u2028")]
    [InlineData("NULL")]
    [InlineData(" a ")]
    public void Nasty_text_arrives_byte_for_byte(string text)
    {
        using var shop = new PostgresShop();
        var session = Stage(shop);
        var json = System.Text.Json.Nodes.JsonValue.Create(text).ToJsonString();

        Add(session, [[Value.Of(1), Value.Of(true), Value.Of(-1.50m), Value.OfTime(1_729_497_600_123_456), Value.Of(text), Value.Of(json)]]);

        var row = Row(session, "SELECT id, \"is new\", sum, at, text, meta #>> '{}' FROM stage_x");
        Assert.Equal([Value.Of(1), Value.Of(1), Value.Of("-1.5"), Value.OfTime(1_729_497_600_123_456), Value.Of(text), Value.Of(text)], row);
    }

    [Fact]
    public void A_refused_row_leaves_the_others_and_the_transaction_alone()
    {
        using var shop = new PostgresShop();
        var session = Stage(shop);
        using var bulk = session.Bulk("stage_x", Columns);
        Value[][] refused =
        [
            [Value.Of(2), Value.Null, Value.Null, Value.Null, Value.Of("a\0b"), Value.Null],
            [Value.Of(2), Value.Null, Value.Null, Value.Null, Value.OfText([0xC3, 0x28], 0, 2), Value.Null],
            [Value.Of("two"), Value.Null, Value.Null, Value.Null, Value.Null, Value.Null],
            [Value.Of(2), Value.Null, Value.Of("1,5"), Value.Null, Value.Null, Value.Null],
            [Value.Of(2), Value.Null, Value.Null, Value.Of("yesterday"), Value.Null, Value.Null],
        ];

        bulk.Add([Value.Of(1), Value.Null, Value.Null, Value.Of("-infinity"), Value.Null, Value.Null]);
        foreach (var row in refused) Assert.True(Assert.Throws<StoreException>(() => bulk.Add(row)).IsConstraint);
        bulk.Add([Value.Of(3), Value.Null, Value.Null, Value.Of("infinity"), Value.Null, Value.Null]);
        bulk.Complete();

        Assert.Equal("1 -infinity,3 infinity", Cell(session, "SELECT string_agg(id || ' ' || at, ',' ORDER BY id) FROM stage_x"));
    }

    [Fact]
    public void The_message_says_which_column_holds_the_zero_character()
    {
        using var shop = new PostgresShop();
        using var bulk = Stage(shop).Bulk("stage_x", Columns);

        var refused = Assert.Throws<StoreException>(() => bulk.Add([Value.Null, Value.Null, Value.Null, Value.Null, Value.Of("\0"), Value.Null]));

        Assert.Equal("A text of text holds the character U+0000, which PostgreSQL cannot store.", refused.Message);
    }

    [Fact]
    public void Several_tables_are_filled_in_turns_and_one_again_and_again()
    {
        using var shop = new PostgresShop();
        var session = Stage(shop);
        session.Execute(session.Sql.CreateStage("stage_y", Columns));
        using var first = session.Bulk("stage_x", Columns);
        using var second = session.Bulk("stage_y", Columns);
        Value[] row = [Value.Of(1), Value.Null, Value.Null, Value.Null, Value.Null, Value.Null];

        first.Add(row);
        second.Add(row);
        first.Add(row);
        first.Complete();
        Assert.Equal("2", Cell(session, "SELECT count(*) FROM stage_x"));
        second.Complete();
        first.Complete();
        first.Add(row);
        first.Complete();

        Assert.Equal("3 1", Cell(session, "SELECT (SELECT count(*) FROM stage_x) || ' ' || (SELECT count(*) FROM stage_y)"));
    }

    [Fact]
    public void Rows_that_were_never_completed_are_not_there()
    {
        using var shop = new PostgresShop();
        var session = Stage(shop);

        using (var bulk = session.Bulk("stage_x", Columns)) bulk.Add([Value.Of(1), Value.Null, Value.Null, Value.Null, Value.Null, Value.Null]);

        Assert.Equal("0", Cell(session, "SELECT count(*) FROM stage_x"));
    }

    [Fact]
    public void What_only_the_server_can_refuse_is_the_rows_fault_and_the_session_goes_on()
    {
        using var shop = new PostgresShop();
        var session = Stage(shop);
        session.Execute("SAVEPOINT storefold_part");

        var refused = Assert.Throws<StoreException>(() => Add(session, [[Value.Null, Value.Null, Value.Null, Value.Null, Value.Null, Value.Of("{hunter2")]]));
        session.Execute("ROLLBACK TO storefold_part; RELEASE storefold_part");
        Add(session, [[Value.Of(1), Value.Null, Value.Null, Value.Null, Value.Null, Value.Of("{}")]]);

        Assert.True(refused.IsConstraint);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1", Cell(session, "SELECT count(*) FROM stage_x"));
    }

    private static ISqlSession Stage(PostgresShop shop)
    {
        var session = shop.Session();
        session.BeginWrite();
        session.Execute(session.Sql.CreateStage("stage_x", Columns));
        return session;
    }

    private static void Add(ISqlSession session, IEnumerable<Value[]> rows)
    {
        using var bulk = session.Bulk("stage_x", Columns);
        foreach (var row in rows) bulk.Add(row);
        bulk.Complete();
    }
}
