using System.Text.RegularExpressions;
using Storefold.Journaling;

namespace Storefold.Tests;

/// <summary>What the documents show is what happens: their examples are run, in order, in one fresh folder.</summary>
public sealed class ReadmeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/operating.md")]
    public void Its_examples_answer_what_it_quotes(string document)
    {
        var examples = ConsoleExamples.In(File.ReadAllText(Repository.File(document)));
        Assert.NotEmpty(examples);
        using var folder = new TempFolder();
        File.CreateSymbolicLink(folder.File("storefold"), Repository.File("storefold"));
        foreach (var example in examples)
        {
            var answer = Tool.Run("bash", folder.Path, "-c", example.Command);
            output.WriteLine($"$ {example.Command}\n{answer.All}");
            var place = $"{document}:{example.Line}";
            Assert.True(answer.ExitCode == example.ExitCode, $"{place}: exit code {answer.ExitCode}\n{answer.All}");
            var missing = ConsoleExamples.Missing(example, answer.All);
            Assert.True(missing is null, $"{place}: the answer lacks '{missing}'\n{answer.All}");
        }
    }

    [Theory]
    [InlineData("a\nb", "a\nx\nb\n", null)]
    [InlineData("a\nb", "b\na\n", "b")]
    [InlineData("Run 1: … rows (complete).", "Run 1: 4,654 rows (complete).\n", null)]
    [InlineData("Run 1: … rows (complete).", "Run 2: 4,654 rows (complete).\n", "Run 1: … rows (complete).")]
    [InlineData("a\n…\nc", "a\nb\nc\n", null)]
    [InlineData("a", "ab\n", "a")]
    public void An_example_that_is_not_answered_is_seen(string quoted, string answer, string? missing)
    {
        const string NotRun = "```console\n$ not run\n```\n";
        var example = ConsoleExamples.In($"text\n```console run\n$ tool\n{quoted}\n```\n{NotRun}").Single();
        Assert.Equal(missing, ConsoleExamples.Missing(example, answer));
    }

    [Fact]
    public void An_example_may_expect_to_be_refused()
    {
        var examples = ConsoleExamples.In("```console run\n$ true\n$ tool wrong # exit 2\n```\n");
        Assert.Equal([0, 2], examples.Select(example => example.ExitCode));
    }

    [Fact]
    public void Every_table_that_is_left_in_a_target_is_named()
    {
        var operating = File.ReadAllText(Repository.File("docs/operating.md"));
        var tables = Regex.Matches(JournalSchema.For(Storefold.Packs.Sql.SqliteDialect.Instance), "EXISTS (?<table>storefold_[a-z_]+)\\(", RegexOptions.NonBacktracking);
        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Contains($"`{table.Groups["table"].Value}`", operating, StringComparison.Ordinal));
    }

    [Fact]
    public void Documents_that_it_names_are_there()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        var links = Regex.Matches(readme, @"\]\((?<path>[^)#:]+)\)", RegexOptions.NonBacktracking);
        var names = links.Select(match => match.Groups["path"].Value).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(Path.Exists(Repository.File(name)), name));
    }
}
