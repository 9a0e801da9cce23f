using Storefold.Planning;

namespace Storefold.Tests.Planning;

public sealed class Connections_keep_their_secrets
{
    private const string Connection = "sqlite:mi.db";

    [Theory]
    [InlineData("${SECRET}", "postgres://mi:hunter2@db")]
    [InlineData("postgres://mi:${SECRET}@db/", "hunter2")]
    [InlineData("sqlite:${SECRET}", "hunter2;Password=hunter2")]
    [InlineData("sqlite:${SECRET}", "hunter2/")]
    [InlineData("${SECRET}:x", "hunter2")]
    [InlineData("sqlite:${SECRET}", "hunter2\n")]
    public void What_a_variable_holds_is_never_shown(string connection, string value)
    {
        var result = ReadWith(connection, name => name is "SECRET" ? value : null);
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, finding =>
            Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sqlite:mi.db;Password=hunter2")]
    [InlineData("sqlite:mi.db?pwd=hunter2")]
    [InlineData("sqlite://mi:hunter2@host/mi.db")]
    [InlineData("postgres:mi:hunter2@host")]
    [InlineData("Server=db;User=mi;PASSWORD = hunter2")]
    public void A_password_in_plain_text_is_refused_and_not_repeated(string connection)
    {
        var finding = Plans.Only(ReadWith(connection, _ => null));
        Assert.Equal(PlanCodes.InlineSecret, finding.Code);
        Assert.DoesNotContain("hunter2", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_with_a_user_is_refused_without_repeating_it()
    {
        var result = Plans.ReadWith("www.po.co/uk", "https://poco:hunter2@www.po.co/uk");
        Assert.Equal(PlanCodes.BadAddress, Plans.Only(result).Code);
        Assert.DoesNotContain("hunter2", Plans.Only(result).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Every_variable_that_is_not_set_is_named(string? value)
    {
        var result = ReadWith("sqlite:${MI_DIR}/${MI_FILE}", _ => value);
        Assert.Equal(2, result.Diagnostics.Count(finding => finding.Code is PlanCodes.Environment));
        Assert.Contains("MI_DIR", result.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Contains("MI_FILE", result.Diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_may_stand_anywhere_in_a_connection()
    {
        var plan = ReadWith("${KIND}:/data/${NAME}-2024.db", name => name is "KIND" ? "sqlite" : "mi").Plan;
        Assert.Equal(Path.GetFullPath("/data/mi-2024.db"), plan?.Target.Connection.Location);
        Assert.Equal("${KIND}:/data/${NAME}-2024.db", plan?.Target.Connection.Display);
    }

    [Fact]
    public void A_link_to_the_source_is_the_source()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("real"));
        File.WriteAllText(folder.File("real/poco.db"), "");
        Directory.CreateSymbolicLink(folder.File("linked"), "real");
        File.CreateSymbolicLink(folder.File("mi.db"), Path.Combine("linked", "poco.db"));
        File.WriteAllText(folder.File("plan.yaml"),
            Plans.Minimal.Replace("sqlite:poco.db", "sqlite:real/poco.db", StringComparison.Ordinal));
        var finding = Plans.Only(Plans.ReadFile(folder.File("plan.yaml")));
        Assert.Equal((PlanCodes.SameDatabase, 4), (finding.Code, finding.Line));
    }

    [Fact]
    public void Links_in_a_circle_end_the_search_and_not_the_reader()
    {
        using var folder = new TempFolder();
        File.CreateSymbolicLink(folder.File("mi.db"), "poco.db");
        File.CreateSymbolicLink(folder.File("poco.db"), "mi.db");
        File.WriteAllText(folder.File("plan.yaml"), Plans.Minimal);
        var result = Plans.ReadFile(folder.File("plan.yaml"));
        Assert.Equal(result.Plan is null, result.Diagnostics.Count > 0);
    }

    private static PlanResult ReadWith(string connection, Func<string, string?> environment)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("plan.yaml"),
            Plans.Minimal.Replace(Connection, connection, StringComparison.Ordinal));
        return PlanReader.Read(folder.File("plan.yaml"), environment, Plans.Clock);
    }
}
