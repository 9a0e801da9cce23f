namespace Storefold.DatabaseTests;

public sealed class Real_servers_stand_by
{
    public static TheoryData<string> Kinds => ["postgres", "mariadb"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_new_database_is_empty_and_a_test_has_it_for_itself(string kind)
    {
        using var one = Shared(kind).NewDatabase();
        using var other = Shared(kind).NewDatabase();

        one.Execute("CREATE TABLE t(a int); INSERT INTO t VALUES (7)");

        Assert.Equal(7, one.Number("SELECT a FROM t"));
        Assert.Equal(0, other.Number("SELECT count(*) FROM information_schema.tables WHERE table_name = 't' AND "
            + (kind is "postgres" ? "table_catalog = current_database()" : "table_schema = database()")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_server_that_is_killed_keeps_what_was_committed(string kind)
    {
        using DatabaseServer server = kind is "postgres" ? PostgresServer.StartOwn() : MariaDbServer.StartOwn();
        using var database = server.NewDatabase();
        database.Execute("CREATE TABLE t(a int); INSERT INTO t VALUES (7)");

        server.Stop();
        server.Start();
        server.Kill();
        server.Start();

        Assert.Equal(7, database.Number("SELECT a FROM t"));
    }

    [Theory]
    [InlineData("postgres", "platforms/medusa-2.15.3.pg15.slim.sql.xz", "customer", 254)]
    [InlineData("postgres", "platforms/vendure-3.7.3.pg15.sql.xz", "customer", 278)]
    [InlineData("mariadb", "platforms/woocommerce-11.0.1.mariadb.sql.xz", "wp_wc_orders", 1490)]
    [InlineData("mariadb", "platforms/opencart-4.1.0.3.mariadb.sql.xz", "oc_customer", 315)]
    public void Databases_that_real_platforms_wrote_are_restored_for_each_test_anew(string kind, string dump, string table, long rows)
    {
        using var one = Shared(kind).Restore(dump);
        one.Execute(kind is "postgres" ? $"TRUNCATE {table} CASCADE" : $"DELETE FROM {table}");
        using var other = Shared(kind).Restore(dump);

        Assert.Equal(0, one.Number($"SELECT count(*) FROM {table}"));
        Assert.Equal(rows, other.Number($"SELECT count(*) FROM {table}"));
    }

    [Fact]
    public void A_database_can_order_text_as_people_do()
    {
        using var bytes = PostgresServer.Shared.NewDatabase();
        using var people = PostgresServer.Shared.NewDatabase(PostgresServer.EnglishOrder);
        const string query = "SELECT string_agg(t, ' ' ORDER BY t) FROM (VALUES ('b'), ('B'), ('a'), ('-c')) v(t)";

        Assert.Equal("-c B a b", bytes.Cell(query));
        Assert.Equal("-c a b B", people.Cell(query));
    }

    private static DatabaseServer Shared(string kind) => kind is "postgres" ? PostgresServer.Shared : MariaDbServer.Shared;
}
