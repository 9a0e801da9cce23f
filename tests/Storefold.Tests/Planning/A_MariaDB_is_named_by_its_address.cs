using Storefold.Planning;
using Storefold.Planning.Reading;

namespace Storefold.Tests.Planning;

public sealed class A_MariaDB_is_named_by_its_address
{
    [Theory]
    [InlineData("mariadb://shop:${PASSWORD}@db.example:3307/poco", "shop", "db.example", 3307, null)]
    [InlineData("mysql://shop:${PASSWORD}@DB.example/poco", "shop", "db.example", 3306, null)]
    [InlineData("mariadb://shop:${PASSWORD}@[2001:db8::1]:3306/poco", "shop", "2001:db8::1", 3306, null)]
    [InlineData("mariadb://shop:${PASSWORD}@/poco?socket=/run/mysqld/mysqld.sock", "shop", "", 3306, "/run/mysqld/mysqld.sock")]
    public void A_plan_reads_it_with_a_password_of_any_characters(string connection, string user, string host, int port, string? socket)
    {
        const string Password = "p@ss/w:ord?#%41 ü";
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("plan.yaml"), Plans.Minimal.Replace("sqlite:mi.db", connection, StringComparison.Ordinal));

        var result = PlanReader.Read(folder.File("plan.yaml"), name => name is "PASSWORD" ? Password : null, Plans.Clock);

        var model = Assert.IsType<PlanModel>(result.Plan).Target.Connection;
        Assert.Equal(("mariadb", connection), (model.Driver, model.Display));
        Assert.Null(ServerAddress.Read(model.Location, ServerKind.MariaDb, out var address));
        Assert.Equal((user, Password, host, port, "poco", socket),
            (address?.User, address?.Password, address?.Host, address?.Port, address?.Database, address?.Socket));
        Assert.DoesNotContain("p@ss", address?.Display ?? "p@ss", StringComparison.Ordinal);
    }
}
