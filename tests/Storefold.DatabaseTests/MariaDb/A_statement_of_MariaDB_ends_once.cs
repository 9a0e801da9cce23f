using Storefold.Shop;

namespace Storefold.DatabaseTests.MariaDb;

public sealed class A_statement_of_MariaDB_ends_once
{
    [Fact]
    public void Closing_it_again_frees_nothing_twice()
    {
        using var shop = new MariaDbShop();
        var session = shop.Session();
        var statement = session.Prepare("SELECT ?1 + ?2");
        statement.Bind(1, Value.Of(3));
        statement.Bind(2, Value.Of(4));
        Assert.True(statement.Step());

        statement.Dispose();
        statement.Dispose();

        Assert.Equal(Value.Of(5), Assert.Single(MariaDbShop.Row(session, "SELECT 5")));
    }
}
