using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefold.Tests.Support;

/// <summary>One command of a document with what the document says it answers.</summary>
/// <param name="Line">Line of the document, from 1.</param>
/// <param name="Command">What stands after <c>$ </c>.</param>
/// <param name="ExitCode">0, or what a comment <c># exit 1</c> behind the command says.</param>
/// <param name="Expected">The quoted lines; <c>…</c> stands for anything, and alone on a line for any lines.</param>
internal sealed record ConsoleExample(int Line, string Command, int ExitCode, IReadOnlyList<string> Expected);

/// <summary>The examples of a document that are to be run: blocks fenced as <c>```console run</c>.</summary>
internal static partial class ConsoleExamples
{
    public static IReadOnlyList<ConsoleExample> In(string document)
    {
        var examples = new List<ConsoleExample>();
        var expected = new List<string>();
        var inside = false;
        foreach (var (index, line) in document.Split('\n').Index())
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = line is "```console run";
            }
            else if (inside && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                expected = [];
                examples.Add(new ConsoleExample(index + 1, line[2..], ExitCode(line), expected));
            }
            else if (inside && line.Trim() is { Length: > 0 } text && text is not "…")
            {
                expected.Add(text);
            }
        }

        return examples;
    }

    /// <summary>The first quoted line that the answer does not hold in its place, or null.</summary>
    public static string? Missing(ConsoleExample example, string answer)
    {
        var lines = answer.Split('\n');
        var at = 0;
        foreach (var expected in example.Expected)
        {
            var pattern = "^" + string.Join(".*", expected.Split('…').Select(Regex.Escape)) + "$";
            while (at < lines.Length && !Regex.IsMatch(lines[at].Trim(), pattern, RegexOptions.NonBacktracking)) at++;
            if (at++ == lines.Length) return expected;
        }

        return null;
    }

    private static int ExitCode(string line) => ExitComment().Match(line) is { Success: true } exit
        ? int.Parse(exit.Groups["code"].Value, CultureInfo.InvariantCulture)
        : 0;

    [GeneratedRegex("# exit (?<code>[0-9])$", RegexOptions.NonBacktracking)]
    private static partial Regex ExitComment();
}
