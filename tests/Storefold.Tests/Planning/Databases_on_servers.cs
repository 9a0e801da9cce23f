using Storefold.Planning;
using Storefold.Planning.Reading;

namespace Storefold.Tests.Planning;

public sealed class Databases_on_servers
{
    private const string Hidden = "hunter2";

    [Theory]
    [InlineData("postgres://shop@db.example/poco", "shop||db.example|5432|poco")]
    [InlineData("postgresql://shop:a%40b%2F%3A@DB.example:6543/poco%20uk?sslmode=verify-full", "shop|a@b/:|db.example|6543|poco uk")]
    [InlineData("postgres://shop:p@ss@[::1]:1/poco?", "shop|p@ss|::1|1|poco")]
    [InlineData("postgres://shop@/poco?host=/var/run/postgresql", "shop|||5432|poco")]
    [InlineData("postgres://shop@:6543/poco?host=%2Ftmp", "shop|||6543|poco")]
    public void Addresses_are_taken_apart(string text, string parts)
    {
        Assert.Null(ServerAddress.Read(text, ServerKind.Postgres, out var address));
        Assert.Equal(parts, $"{address?.User}|{address?.Password}|{address?.Host}|{address?.Port}|{address?.Database}");
    }

    [Theory]
    [InlineData("postgres:poco", "is not an address with //")]
    [InlineData("postgres://db/poco", "names no user")]
    [InlineData("postgres://:${SECRET}@db/poco", "names no user")]
    [InlineData("postgres://shop@db", "names no database")]
    [InlineData("postgres://shop@db/", "names no database")]
    [InlineData("postgres://shop@/poco", "names no host")]
    [InlineData("postgres://shop@d_b!/poco", "has a host that is none")]
    [InlineData("postgres://shop@::1/poco", "has a host that is none")]
    [InlineData("postgres://shop@db:99999/poco", "has a port that is none")]
    [InlineData("postgres://shop@db:x/poco", "has a port that is none")]
    [InlineData("postgres://shop@db:0/poco", "has a port that is none")]
    [InlineData("postgres://shop@db:/poco", "has a port that is none")]
    [InlineData("postgres://shop@db/poco/uk", "has a % that starts no %XX, or a slash too many")]
    [InlineData("postgres://shop@db/po%co", "has a % that starts no %XX, or a slash too many")]
    [InlineData("postgres://shop@db/poco#uk", "has a # in it")]
    [InlineData("postgres://shop@db/poco uk", "has a space or control character in it")]
    [InlineData("postgres://shop@db/poco?user=x", "has an option that is not known")]
    [InlineData("postgres://shop@db/poco?sslmode=yes", "has a value of sslmode= that it cannot have")]
    [InlineData("postgres://shop@db/poco?statement_timeout=-1", "has a value of statement_timeout= that it cannot have")]
    [InlineData("postgres://shop@db/poco?sslmode=require&sslmode=disable", "has the option sslmode= twice")]
    [InlineData("postgres://shop@db/poco?host=/tmp", "names a host and a socket (host=)")]
    [InlineData("postgres://shop@/poco?host=db", "has an option host= that is no absolute path")]
    [InlineData("postgres://shop@/poco?host=", "has a value of host= that it cannot have")]
    public void What_is_wrong_with_an_address_is_said_without_repeating_it(string connection, string reason)
    {
        var finding = Plans.Only(Read(connection, Hidden));

        Assert.Equal((PlanCodes.Connection, $"target.connection {reason}"), (finding.Code, finding.Message));
        Assert.False(string.IsNullOrEmpty(finding.Hint));
        Assert.DoesNotContain(Hidden, finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p@ss:w/ord?#%&+ é")]
    [InlineData("${X}")]
    public void A_password_may_hold_any_character(string password)
    {
        var connection = Read("postgres://shop:${SECRET}@db.example/poco", password).Plan?.Target.Connection;

        Assert.Equal(("postgres", "postgres://shop:${SECRET}@db.example/poco"), (connection?.Driver, connection?.Display));
        Assert.Null(ServerAddress.Read(connection?.Location ?? "", ServerKind.Postgres, out var address));
        Assert.Equal(password, address?.Password);
        Assert.Equal("postgres://shop@db.example:5432/poco", address?.Display);
    }

    [Fact]
    public void One_variable_may_hold_the_whole_address()
    {
        var connection = Read("${SECRET}", "postgres://shop:hunter%402@db/poco").Plan?.Target.Connection;

        Assert.Equal(("postgres", "${SECRET}"), (connection?.Driver, connection?.Display));
        Assert.Null(ServerAddress.Read(connection?.Location ?? "", ServerKind.Postgres, out var address));
        Assert.Equal("hunter@2", address?.Password);
    }

    [Theory]
    [InlineData("postgres://reader@db/poco", "postgresql://writer:${SECRET}@DB:5432/poco?sslmode=require", true)]
    [InlineData("postgres://shop@localhost/poco", "postgres://shop@127.0.0.1/poco", true)]
    [InlineData("postgres://shop@db/poco", "postgres://shop@db:5433/poco", false)]
    [InlineData("postgres://shop@db/poco", "postgres://shop@db/mi", false)]
    [InlineData("postgres://shop@db/all?schema=poco", "postgres://shop@db/all?schema=mi", false)]
    [InlineData("postgres://shop@/poco?host=/tmp", "postgres://shop@localhost/poco", false)]
    public void The_target_is_never_the_database_of_a_source(string source, string target, bool same)
    {
        var text = Plans.Minimal.Replace("sqlite:poco.db", source, StringComparison.Ordinal).Replace("sqlite:mi.db", target, StringComparison.Ordinal);
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("plan.yaml"), text);

        var result = PlanReader.Read(folder.File("plan.yaml"), _ => Hidden, Plans.Clock);

        Assert.Equal(same, result.Diagnostics.Any(finding => finding.Code is PlanCodes.SameDatabase));
        Assert.Equal(same, result.Plan is null);
    }

    private static PlanResult Read(string connection, string secret)
    {
        using var folder = new TempFolder();
        // The minimal plan has its connections in quotes, so a # begins no comment.
        File.WriteAllText(folder.File("plan.yaml"), Plans.Minimal.Replace("sqlite:mi.db", connection, StringComparison.Ordinal));
        return PlanReader.Read(folder.File("plan.yaml"), name => name is "SECRET" ? secret : null, Plans.Clock);
    }
}
