using Storefold.Engine;
using Storefold.Engine.Trials;
using Storefold.Packs;

namespace Storefold.Tests.Engine;

public sealed class What_a_statement_is_about_to_write
{
    [Theory]
    [InlineData("INSERT INTO t (a, \"B\") SELECT x, 'INSERT, (' FROM s WHERE y = 1 ORDER BY z", "t", "a B", "SELECT * FROM (SELECT x, 'INSERT, (' FROM s WHERE y = 1 ORDER BY z) AS written")]
    [InlineData("INSERT INTO \"order\" (a) SELECT (1) FROM s ON CONFLICT (a) DO NOTHING", "\"order\"", "a", "SELECT * FROM (SELECT (1) FROM s) AS written")]
    [InlineData("INSERT INTO t (a) OVERRIDING SYSTEM VALUE VALUES (1) RETURNING a", "t", "a", "SELECT * FROM (VALUES (1)) AS written")]
    [InlineData("WITH w AS (SELECT 1 AS x)\nINSERT INTO t (a) SELECT x FROM w", "t", "a", "WITH w AS (SELECT 1 AS x)\nSELECT * FROM (SELECT x FROM w) AS written")]
    [InlineData("-- why\nUPDATE t SET a = s.a, b = f(s.b, 1) FROM s WHERE t.id = s.id", "t", "a b", "-- why\nSELECT s.a, f(s.b, 1) FROM t, s WHERE t.id = s.id")]
    [InlineData("UPDATE shop.t AS u SET a = u.a IS DISTINCT FROM 1, b = DEFAULT", "shop.t", "a", "SELECT u.a IS DISTINCT FROM 1 FROM shop.t AS u ")]
    [InlineData("UPDATE t SET a = (SELECT max(x) FROM s WHERE s.id = t.id) WHERE id = 1 RETURNING id", "t", "a",
        "SELECT (SELECT max(x) FROM s WHERE s.id = t.id) FROM t WHERE id = 1")]
    public void Is_a_query_of_its_own(string statement, string table, string columns, string query)
    {
        var write = WriteStatement.Read(statement);

        Assert.NotNull(write);
        Assert.Equal((table, columns, query), (write.Table, string.Join(' ', write.Columns), write.Query));
    }

    [Theory]
    [InlineData("DELETE FROM t")]
    [InlineData("INSERT INTO t DEFAULT VALUES")]
    [InlineData("INSERT INTO t SELECT 1")]
    [InlineData("UPDATE t SET (a, b) = (SELECT 1, 2)")]
    [InlineData("WITH w AS (INSERT INTO u (a) VALUES (1) RETURNING a) INSERT INTO t (a) SELECT a FROM w")]
    public void Is_not_asked_where_it_writes_nothing_or_cannot_be_asked(string statement) => Assert.Null(WriteStatement.Read(statement));

    [Fact]
    public void Is_understood_of_every_pack()
    {
        var files = Directory.EnumerateFiles(Repository.File("packs"), "*.sql", SearchOption.AllDirectories)
            .Where(file => Path.GetDirectoryName(file) is { } folder && (folder.EndsWith("postgres/write", StringComparison.Ordinal) || folder.EndsWith("any/write", StringComparison.Ordinal)));
        var statements = files.SelectMany(file => SqlScript.Split(File.ReadAllText(file)).Select(sql => (File: Path.GetRelativePath(Repository.File("packs"), file), Sql: sql))).ToList();
        Assert.True(statements.Count > 100);

        var unread = statements.Where(one => !one.Sql.Contains("DELETE FROM", StringComparison.Ordinal) && WriteStatement.Read(one.Sql) is null);

        // Common tables that write would write twice.
        Assert.Equal("", string.Join('\n', unread.Where(one => !one.Sql.Split('\n').Any(line => line.StartsWith("WITH ", StringComparison.Ordinal)))
            .Select(one => one.File + ": " + one.Sql)));
    }

    [Theory]
    [InlineData("INSERT IGNORE INTO wp_terms (a) SELECT a FROM wp_posts", "wp_terms")]
    [InlineData("REPLACE INTO `wp_terms`(a) VALUES (1)", "wp_terms")]
    [InlineData("-- UPDATE x\nUPDATE orders AS t JOIN stage_order AS s ON s.id = t.id SET t.a = 'UPDATE oops SET'", "orders AS t JOIN stage_order AS s ON s id t id")]
    [InlineData("DELETE m, f FROM wp_posts AS f WHERE a IN (SELECT a FROM other)", "m f FROM wp_posts AS f")]
    [InlineData("SELECT a FROM wp_posts", "")]
    public void Has_these_names_among_which_the_tables_are(string statement, string names) =>
        Assert.Equal(names, string.Join(' ', EngineTrial.NamesIn(statement)));
}
