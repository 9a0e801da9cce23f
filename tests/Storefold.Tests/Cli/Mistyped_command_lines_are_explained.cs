using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Cli;

public sealed class Mistyped_command_lines_are_explained
{
    [Theory]
    [InlineData("trasnfer plan.yaml", "did you mean transfer?")]
    [InlineData("", "storefold --help")]
    [InlineData("transfer", "Required argument missing")]
    [InlineData("transfer plan.yaml --dryrun", "did you mean --dry-run?")]
    [InlineData("init --form", "is an option that init does not have")]
    [InlineData("--versoin", "did you mean --version?")]
    [InlineData("check plan.yaml more", "more")]
    [InlineData("sample x --customers many", "many")]
    [InlineData("transfer no-such-plan.yaml", "no such file")]
    [InlineData("transfer plan.yaml --workers abc", "--workers takes a whole number, and 'abc' is none")]
    [InlineData("sample x --customers many", "--customers takes a whole number, and 'many' is none")]
    [InlineData("trasnfer --help", "did you mean transfer?")]
    [InlineData("transfer plan.yaml --dryrun --help", "did you mean --dry-run?")]
    [InlineData("init plan.yaml --from postgres://shop@db.example/shop", "init can look into files of SQLite only")]
    public void With_a_hint_and_exit_code_2(string line, string says)
    {
        var answer = SampleCli.RunRaw(null, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, answer.Code);
        Assert.Contains(says, answer.Error);
        Assert.Empty(answer.Output);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("check")]
    [InlineData("transfer")]
    [InlineData("status")]
    [InlineData("decide")]
    [InlineData("sample")]
    public void Every_command_has_help_that_describes_each_option(string command)
    {
        var answer = SampleCli.RunRaw(null, command, "--help");
        Assert.Equal(0, answer.Code);
        Assert.Matches(@"Usage:\s+storefold " + command, answer.Output);
        var options = answer.Output[answer.Output.IndexOf("Options:", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal));
        Assert.All(options, option => Assert.Matches(@"^  -\S.*\s{2,}\S", option));
    }

    [Theory]
    [InlineData("certificate verify", "storefold certificate verify <FILE>")]
    [InlineData("check domains", "storefold check domains <PLAN>")]
    [InlineData("packs test", "storefold packs test <DIR>")]
    [InlineData("transfer", "storefold transfer <PLAN>")]
    public void Usage_stands_in_the_order_in_which_it_is_typed(string command, string usage)
    {
        var answer = SampleCli.RunRaw(null, [.. command.Split(' '), "--help"]);
        Assert.Equal(0, answer.Code);
        Assert.Contains("  " + usage, answer.Output);
    }

    [Theory]
    [InlineData("packs test poco-store --connection sqlite:no-such.db")]
    [InlineData("init {dir}/new.yaml --from sqlite:no-such.db")]
    public void Where_there_is_no_plan_none_is_to_be_checked(string line)
    {
        using var folder = new TempFolder();
        var answer = SampleCli.RunRaw(null, line.Replace("{dir}", folder.Path, StringComparison.Ordinal).Split(' '));
        Assert.Equal(2, answer.Code);
        Assert.Contains("no database file", answer.Error);
        Assert.DoesNotContain("check PLAN", answer.Error);
    }

    [Fact]
    public void What_nobody_expected_is_one_sentence_and_exit_code_3()
    {
        using var shop = new SampleCli();
        var answer = SampleCli.RunRaw(new BrokenConnections(), "status", shop.Plan);
        Assert.Equal(3, answer.Code);
        Assert.Contains("storefold: something happened that should not: the cable burns (InvalidOperationException)", answer.Error);
        Assert.DoesNotContain("   at ", answer.Error);
    }

    private sealed class BrokenConnections : IConnections
    {
        public ISqlSession Open(ConnectionModel connection, SessionUse use) => throw new InvalidOperationException("the cable burns");
    }
}
