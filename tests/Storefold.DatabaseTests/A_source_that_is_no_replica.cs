using Storefold.Engine;

namespace Storefold.DatabaseTests;

public sealed class A_source_that_is_no_replica
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public void Tells_no_lag_and_can_be_read_as_before(string kind)
    {
        using var lab = new PairLab(kind, "sqlite", customers: 5);
        using var session = lab.Source();
        var lag = new ReplicaLag(session);
        Assert.Null(lag.Ask());
        session.BeginSnapshot();
        Assert.NotEqual("0", Tests.Sample.SampleShops.Rows(session, "SELECT count(*) FROM orders")[0][0], StringComparer.Ordinal);
        session.Rollback();
        Assert.Null(lag.Ask());
    }
}
