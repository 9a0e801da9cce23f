namespace Storefold.Tests.House;

public sealed class The_test_command_counts_truly
{
    [Fact]
    public void Its_last_line_is_the_count()
    {
        var answer = Run("unit", "-class", "Storefold.Tests.Smoke");

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("1 passed, 0 failed", LastLine(answer));
    }

    [Fact]
    public void Where_no_test_ran_the_answer_is_no()
    {
        var answer = Run("unit", "-class", "No.Such.Class");

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal("0 passed, 0 failed", LastLine(answer));
    }

    [Theory]
    [InlineData("wat")]
    [InlineData("seeds", "many")]
    [InlineData("seeds", "0")]
    [InlineData("kills", "-1")]
    [InlineData("all", "of", "them")]
    public void A_typo_is_refused_with_the_usage(params string[] arguments)
    {
        var answer = Run(arguments);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("./test seeds N", answer.Error, StringComparison.Ordinal);
    }

    private static ToolAnswer Run(params string[] arguments) =>
        Tool.Run(Repository.File("test"), Path.GetTempPath(), arguments);

    private static string LastLine(ToolAnswer answer) => answer.Output.TrimEnd('\n').Split('\n')[^1];
}
