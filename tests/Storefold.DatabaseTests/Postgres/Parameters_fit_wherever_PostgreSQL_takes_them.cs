using Storefold.Packs.Sql;
using Storefold.Shop;
using static Storefold.DatabaseTests.Postgres.PostgresShop;

namespace Storefold.DatabaseTests.Postgres;

public sealed class Parameters_fit_wherever_PostgreSQL_takes_them
{
    private const string Table =
        "CREATE TABLE t(id bigint PRIMARY KEY, small int, name text, bytes bytea, meta jsonb, at timestamptz, paid boolean, sum numeric, key uuid); "
        + "INSERT INTO t VALUES (1, 7, 'é', '\\x00ff', '{\"a\": 1}', '2024-10-21 08:00:00.123456Z', true, 1.5, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')";

    public static TheoryData<string, string> Conditions => new()
    {
        { "id = ?1", "1" },
        { "id = ?1", "text:1" },
        { "small >= ?1", "-5000000000" },
        { "small < ?1", "9223372036854775807" },
        { "small IN (?1, 8)", "7" },
        { "name = ?1", "text:é" },
        { "name > ?1", "text:" },
        { "name = 'é' AND ?1 = id::text", "1" },
        { "bytes = ?1", "bytes" },
        { "meta = ?1", "text:{\"a\":1}" },
        { "meta @> ?1", "text:{\"a\":1}" },
        { "meta ? ?1", "text:a" },
        { "meta ?| ARRAY['x', ?1]", "text:a" },
        { "at = ?1", "time" },
        { "at < ?1", "text:infinity" },
        { "paid = ?1", "1" },
        { "paid = (?1 = 0)", "0" },
        { "sum = ?1", "text:1.50" },
        { "sum > ?1", "-1" },
        { "key = ?1", "text:A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11" },
        { "id = ANY (SELECT value::bigint FROM json_array_elements_text(?1::json))", "text:[3, 1]" },
        { "name = ANY (SELECT value FROM json_array_elements_text(?1::json))", "text:[\"é\"]" },
        { "(?1::bigint IS NULL OR id = ?1)", "1" },
        { "'?1' <> name AND \"name\" <> $$?2$$ /* ?3 /* ?4 */ */ AND id = ?1 -- ?5", "1" },
        { "E'\\'?2' <> name AND id = ?1", "1" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_finds_its_row(string condition, string parameter)
    {
        using var shop = new PostgresShop(Table);

        Assert.Equal("1", Cell(shop.Session(SessionUse.Read), $"SELECT count(*) FROM t WHERE {condition}", Parse(parameter)));
    }

    [Fact]
    public void Parameters_may_come_in_any_order_and_often()
    {
        using var shop = new PostgresShop();

        var row = Row(shop.Session(), "SELECT ?2::text, ?1::bigint, ?2::text, ?11::text, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10",
            [Value.Of(1), Value.Of("b"), .. Enumerable.Range(3, 9).Select(number => Value.Of("p" + number))]);

        Assert.Equal("b 1 b p11 p3", string.Join(' ', row.Take(5).Select(cell => cell.ToString())));
    }

    [Fact]
    public void A_number_may_be_left_out()
    {
        using var shop = new PostgresShop(Table);
        using var statement = shop.Session(SessionUse.Read).Prepare("SELECT id FROM t WHERE name = ?3 AND small = ?1");

        statement.Bind(1, Value.Of(7));
        statement.Bind(3, Value.Of("é"));

        Assert.True(statement.Step());
    }

    [Fact]
    public void A_number_that_no_integer_holds_finds_nothing_in_one_and_later_numbers_still_fit()
    {
        using var shop = new PostgresShop(Table);
        using var statement = shop.Session(SessionUse.Read).Prepare("SELECT id FROM t WHERE small = ?1");

        Assert.Single(Rows(statement, Value.Of(7)));
        Assert.Empty(Rows(statement, Value.Of(long.MaxValue)));
        Assert.Single(Rows(statement, Value.Of(7)));
        Assert.Empty(Rows(statement, Value.Null));
    }

    [Fact]
    public void Many_rows_in_one_insert_take_the_types_of_the_columns()
    {
        using var shop = new PostgresShop("CREATE TABLE t(a bytea, b jsonb, c timestamptz, d numeric, e boolean)");
        var session = shop.Session();
        Value[] row = [Bytes(0, 1), Value.Of("[1]"), Value.OfTime(0), Value.Of(1.25m), Value.Of(true)];

        Rows(session, "INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5), (?6, ?7, ?8, ?9, ?10)", [.. row, .. new Value[5]]);

        Assert.Equal(@"\x0001|[1]|1970-01-01 00:00:00+00|1.25|true",
            Cell(session, "SELECT concat_ws('|', a, b, c, d, e::text) FROM t WHERE a IS NOT NULL"));
        Assert.Equal("1", Cell(session, "SELECT count(*) FROM t WHERE num_nulls(a, b, c, d, e) = 5"));
    }

    [Theory]
    [InlineData("small", "text:seven")]
    [InlineData("small", "9223372036854775807")]
    [InlineData("id", "text:1.5")]
    [InlineData("name", "text:a\0b")]
    [InlineData("name", "broken")]
    [InlineData("meta", "text:{nope hunter2")]
    [InlineData("meta", "text:\"\\u0000\"")]
    [InlineData("at", "text:hunter2")]
    [InlineData("sum", "text:hunter2")]
    [InlineData("key", "text:hunter2")]
    [InlineData("paid", "text:hunter2")]
    [InlineData("name", "text:longer than three")]
    public void A_value_that_a_column_cannot_hold_is_the_rows_fault_and_is_not_repeated(string column, string value)
    {
        using var shop = new PostgresShop(Table + "; ALTER TABLE t ADD CHECK (length(name) < 4)");

        var refused = Assert.Throws<StoreException>(() => Rows(shop.Session(), $"UPDATE t SET {column} = ?1", Parse(value)));

        Assert.True(refused is { IsConstraint: true, IsSchema: false, IsTransient: false }, refused.Message);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    private static Value Parse(string parameter) => parameter switch
    {
        "bytes" => Bytes(0, 255),
        "broken" => Value.OfText([0x47, 0xFF], 0, 2),
        "time" => Value.OfTime(1_729_497_600_123_456),
        _ when parameter.StartsWith("text:", StringComparison.Ordinal) => Value.Of(parameter[5..]),
        _ => Value.Of(long.Parse(parameter, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
