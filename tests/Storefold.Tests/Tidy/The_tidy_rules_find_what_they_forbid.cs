namespace Storefold.Tests.Tidy;

public sealed class The_tidy_rules_find_what_they_forbid
{
    [Theory]
    [InlineData("using Storefold.Engine;", true)]
    [InlineData("using Storefold.Packs.Sql;", true)]
    [InlineData("    Storefold.Certifying.Books books;", true)]
    [InlineData("    private readonly Engine.Transfer _transfer;", true)]
    [InlineData("using Storefold.Shop;", false)]
    [InlineData("namespace Storefold.Planning;", false)]
    [InlineData("    /// <see cref=\"Engine.Transfer\"/> calls this.", false)]
    [InlineData("    if (plan.Loyalty.Count > 0) return;", false)]
    public void A_look_to_the_right(string line, bool isFound) =>
        Assert.Equal(isFound, TidyRules.FolderOrder([File("src/Storefold/Planning/X.cs", line)]).Any());

    [Fact]
    public void A_folder_that_has_no_place_in_the_order() =>
        Assert.Single(TidyRules.FolderOrder([File("src/Storefold/Helpers/X.cs", "namespace Storefold.Helpers;")]));

    [Theory]
    [InlineData("src/Storefold.Cli/X.cs", "using SQLitePCL;", true)]
    [InlineData("src/Storefold/Storefold.csproj", "<PackageReference Include=\"Npgsql\" />", true)]
    [InlineData("src/Storefold/Shop/X.cs", "using Microsoft.AspNetCore.Http;", true)]
    [InlineData("src/Storefold.Gate/X.cs", "using Microsoft.AspNetCore.Http;", false)]
    [InlineData("src/Storefold.Connectors/X.cs", "using SQLitePCL;", false)]
    [InlineData("samples/poco/X.cs", "using SQLitePCL;", true)]
    public void A_driver_or_a_web_server_in_the_wrong_place(string path, string line, bool isFound) =>
        Assert.Equal(isFound, TidyRules.Drivers([File(path, line)]).Any());

    [Theory]
    [InlineData("src/Storefold.Gate/Gate.csproj", "<ProjectReference Include=\"../Storefold.Connectors/x\" />", true)]
    [InlineData("src/Storefold/Shop/X.cs", "using Storefold.Cli;", true)]
    [InlineData("src/Storefold.Connectors/X.cs", "using Storefold.Connectors.Sqlite;", false)]
    [InlineData("src/Storefold.Cli/X.cs", "using Storefold.Connectors;", false)]
    [InlineData("samples/poco/X.cs", "using Storefold.Connectors;", true)]
    [InlineData("samples/poco/X.cs", "namespace Storefold.Samples.Poco;", false)]
    public void A_sibling_that_knows_another(string path, string line, bool isFound) =>
        Assert.Equal(isFound, TidyRules.Siblings([File(path, line)]).Any());

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    [InlineData("-- FIX" + "ME")]
    public void Work_left_for_later(string line) =>
        Assert.Single(TidyRules.UnfinishedWork([File("a/b.sql", line)]));

    [Theory]
    [InlineData("cd /wo" + "rk/main")]
    [InlineData("https://api.nuget" + ".org/v3")]
    [InlineData("HOME=/ro" + "ot/x")]
    public void One_machine_or_one_package_source(string line) =>
        Assert.Single(TidyRules.Places([File("a/b.md", line)]));

    [Fact]
    public void A_line_beyond_the_limit()
    {
        Assert.Empty(TidyRules.LongLines([File("a.cs", new string('x', 160))], 160));
        var found = Assert.Single(TidyRules.LongLines([File("a.cs", "\n" + new string('x', 161))], 160));
        Assert.Equal("a.cs:2: 161 characters", found);
    }

    [Fact]
    public void A_file_beyond_the_limit()
    {
        Assert.Empty(TidyRules.LongFiles([File("a.cs", new string('\n', 399) + "x\n")]));
        Assert.Single(TidyRules.LongFiles([File("a.cs", new string('\n', 400) + "x\n")]));
    }

    [Fact]
    public void A_project_that_the_solution_forgets()
    {
        var solution = File("A.slnx", "<Project Path=\"src/A/A.csproj\" />");
        Assert.Empty(TidyRules.Solution([solution, File("src/A/A.csproj", "")]));
        Assert.Single(TidyRules.Solution([solution, File("src/B/B.csproj", "")]));
    }

    [Fact]
    public void A_test_that_never_runs()
    {
        Assert.Single(TidyRules.OutrightSkips([File("tests/T.cs", "    [Fact(Skip " + "= \"later\")]")]));
        Assert.Empty(TidyRules.OutrightSkips([File("tests/T.cs", "    if (absent) Assert.Skip(\"no data\");")]));
    }

    [Fact]
    public void The_middle_file() => Assert.Equal(
        2, TidyRules.Median([File("a.cs", "1"), File("b.cs", "1\n2"), File("c.cs", "1\n2\n3\n4"), File("d.md", "1")]));

    private static SourceFile File(string path, string text) => new(path, text);
}
