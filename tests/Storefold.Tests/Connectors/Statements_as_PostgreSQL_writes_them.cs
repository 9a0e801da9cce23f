using Storefold.Connectors.Postgres;

namespace Storefold.Tests.Connectors;

public sealed class Statements_as_PostgreSQL_writes_them
{
    [Theory]
    [InlineData("SELECT ?1", "SELECT $1", 1)]
    [InlineData("SELECT ?2, ?12, ?2", "SELECT $2, $12, $2", 12)]
    [InlineData("SELECT a ? 'b', a ?| x, a ?& y, a ? ?1", "SELECT a ? 'b', a ?| x, a ?& y, a ? $1", 1)]
    [InlineData("SELECT '?1', \"?2\", ?3", "SELECT '?1', \"?2\", $3", 3)]
    [InlineData("SELECT 'it''s ?1', ?2", "SELECT 'it''s ?1', $2", 2)]
    [InlineData(@"SELECT E'\'?1', '\', ?2", @"SELECT E'\'?1', '\', $2", 2)]
    [InlineData(@"SELECT type'\', ?1", @"SELECT type'\', $1", 1)]
    [InlineData("SELECT 1 -- ?1\n, ?2", "SELECT 1 -- ?1\n, $2", 2)]
    [InlineData("SELECT /* ?1 /* ?2 */ ?3 */ ?4", "SELECT /* ?1 /* ?2 */ ?3 */ $4", 4)]
    [InlineData("SELECT $$?1$$, $a$ $b$ ?2 $a$, ?3", "SELECT $$?1$$, $a$ $b$ ?2 $a$, $3", 3)]
    [InlineData("SELECT x$y ?1", "SELECT x$y $1", 1)]
    [InlineData("SELECT 4 - ?1 / 2", "SELECT 4 - $1 / 2", 1)]
    [InlineData("SELECT 'open ?1", "SELECT 'open ?1", 0)]
    [InlineData("SELECT 1;\n ; ", "SELECT 1", 0)]
    [InlineData("", "", 0)]
    public void Parameters_are_numbered_outside_of_quotes_and_comments(string sql, string written, int parameters) =>
        Assert.Equal(new PostgresSql(written, parameters), PostgresSql.Of(sql, dropBinary: false));

    [Theory]
    [InlineData("ORDER BY x COLLATE \"C\"", "ORDER BY x")]
    [InlineData("x collate\n\"C\" > ?1", "x > $1")]
    [InlineData("a text COLLATE \"C\", b text COLLATE \"C\")", "a text, b text)")]
    [InlineData("x COLLATE \"en_US\"", "x COLLATE \"en_US\"")]
    [InlineData("SELECT \"C\"", "SELECT \"C\"")]
    [InlineData("SELECT my_collate \"C\"", "SELECT my_collate \"C\"")]
    [InlineData("SELECT 'x COLLATE \"C\"'", "SELECT 'x COLLATE \"C\"'")]
    [InlineData("SELECT x -- COLLATE \"C\"", "SELECT x -- COLLATE \"C\"")]
    public void The_binary_collation_is_left_out_where_it_is_the_databases_own(string sql, string written)
    {
        Assert.Equal(written, PostgresSql.Of(sql, dropBinary: true).Text);
        Assert.Contains("\"", PostgresSql.Of(sql, dropBinary: false).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1", true)]
    [InlineData("-- a comment\n/* and one */ with x AS (SELECT 1) SELECT * FROM x", true)]
    [InlineData("(SELECT 1)", true)]
    [InlineData("insert into t values (1)", true)]
    [InlineData("EXPLAIN SELECT 1", false)]
    [InlineData("-- SELECT", false)]
    [InlineData("", false)]
    public void Only_queries_and_changes_of_rows_can_be_described(string sql, bool isQuery) =>
        Assert.Equal(isQuery, PostgresSql.Of(sql, dropBinary: false).IsQuery);
}
