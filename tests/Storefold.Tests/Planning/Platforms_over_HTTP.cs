using Storefold.Planning;
using Storefold.Planning.Reading;

namespace Storefold.Tests.Planning;

public sealed class Platforms_over_HTTP
{
    private const string Hidden = "hunter2";

    [Fact]
    public void The_token_stands_before_the_host_and_the_journal_beside_the_plan()
    {
        var (plan, diagnostics) = Read("https://${SECRET}@API.example:8443/fold/");

        Assert.Empty(diagnostics);
        var target = plan!.Target.Connection;
        var address = HttpAddress.Parse(target.Location)!;
        Assert.Equal(("http", "https://api.example:8443/fold/", Hidden), (target.Driver, address.Base.AbsoluteUri, address.Token));
        Assert.Equal(Path.GetFullPath(plan.Retirement + ".journal", target.Home!), target.Journal);
        Assert.DoesNotContain(Hidden, target.Display + address.Display + address.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_may_be_elsewhere() =>
        Assert.EndsWith("/books/fold.db", Read("http://127.0.0.1:1/x", journal: "books/fold.db").Plan!.Target.Connection.Journal, StringComparison.Ordinal);

    [Theory]
    [InlineData("p@ss:w/ord?#%&+")]
    [InlineData("${X}")]
    public void A_token_may_hold_any_character(string token) =>
        Assert.Equal(token, HttpAddress.Parse(Read("https://${SECRET}@api.example/fold", token).Plan!.Target.Connection.Location)!.Token);

    [Theory]
    [InlineData("https://api.example/fold?x=1", "is no address of a platform")]
    [InlineData("https:api.example", "is no address of a platform")]
    [InlineData("https://", "is no address of a platform")]
    [InlineData("https://${SECRET}@api.example/fold#x", "is no address of a platform")]
    [InlineData("https://api.example/fo ld", "has a space or control character in it")]
    [InlineData("http://${SECRET}@api.example/fold", "is not encrypted: customers' data and the token could be read on the way")]
    [InlineData("http://10.0.0.1/fold", "is not encrypted: customers' data and the token could be read on the way")]
    public void What_is_wrong_with_an_address_is_said_without_repeating_it(string connection, string reason)
    {
        var finding = Plans.Only(Read(connection));

        Assert.Equal((PlanCodes.Connection, $"target.connection {reason}"), (finding.Code, finding.Message));
        Assert.False(string.IsNullOrEmpty(finding.Hint));
        Assert.DoesNotContain(Hidden, finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hunter2@api.example/fold")]
    [InlineData("https://user:hunter2@api.example/fold")]
    public void A_token_in_plain_text_is_refused(string connection)
    {
        var finding = Plans.Only(Read(connection));
        Assert.Equal(PlanCodes.InlineSecret, finding.Code);
        Assert.DoesNotContain(Hidden, finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_holds_its_own_journal() =>
        Assert.Equal("target.journal is for a target over HTTP only", Plans.Only(Read("sqlite:mi.db", journal: "fold.db")).Message);

    [Fact]
    public void The_same_platform_cannot_be_both_sides() =>
        Assert.Equal(PlanCodes.SameDatabase, Plans.Only(Read("https://${SECRET}@api.example/fold", source: "https://API.example/fold/")).Code);

    private static PlanResult Read(string connection, string secret = Hidden, string? journal = null, string source = "sqlite:poco.db")
    {
        using var folder = new TempFolder();
        var target = journal is null ? connection : $"{connection}\", journal: \"{journal}";
        File.WriteAllText(folder.File("plan.yaml"), Plans.Minimal
            .Replace("sqlite:mi.db", target, StringComparison.Ordinal).Replace("sqlite:poco.db", source, StringComparison.Ordinal));
        return PlanReader.Read(folder.File("plan.yaml"), name => name is "SECRET" ? secret : null, Plans.Clock);
    }
}
