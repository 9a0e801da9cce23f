using System.Text.RegularExpressions;
using Storefold.Planning;

namespace Storefold.Notices.Wording;

/// <summary>Reads a template and reports every name in it that means nothing.</summary>
internal static partial class TemplateParser
{
    /// <summary>The template; findings are added to <paramref name="findings"/>, and what they are about is left out.</summary>
    public static Template Parse(string file, string text, List<Diagnostic> findings)
    {
        var root = new Frame(0, "", false);
        var open = new Stack<Frame>([root]);
        var number = 0;
        foreach (var row in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var match = Command().Match(row);
            if (!match.Success)
            {
                CheckNames(file, number, row, findings);
                open.Peek().Add(new TemplateLine(number, row));
                continue;
            }

            var word = match.Groups["word"].Value;
            if (word is "if") open.Push(Choice(file, number, match, findings));
            else if (open.Count == 1) Unopened(file, number, word, findings);
            else if (word is "else") open.Peek().Else();
            else Close(open);
        }

        while (open.Count > 1)
        {
            findings.Add(new Diagnostic(
                NoticeCodes.Template, file, open.Peek().Line, "{{if " + open.Peek().Condition + "}} is never closed",
                "write {{end}} on a line of its own"));
            Close(open);
        }

        return new Template(file, root.Then);
    }

    private static Frame Choice(string file, int line, Match match, List<Diagnostic> findings)
    {
        var condition = match.Groups["name"].Value;
        if (!Names.Conditions.Contains(condition, StringComparer.Ordinal))
        {
            findings.Add(new Diagnostic(
                NoticeCodes.Condition, file, line, $"there is no condition '{Short(condition)}'",
                Spelling.DidYouMean(condition, Names.Conditions, "there are")));
        }

        return new Frame(line, condition, match.Groups["not"].Success);
    }

    private static void Close(Stack<Frame> open)
    {
        var done = open.Pop();
        open.Peek().Add(new TemplateChoice(done.Line, done.Condition, done.Not, done.Then, done.Otherwise));
    }

    private static void Unopened(string file, int line, string word, List<Diagnostic> findings) => findings.Add(new Diagnostic(
        NoticeCodes.Template, file, line, "{{" + word + "}} without an {{if …}} before it",
            "take it out, or open it with {{if …}} on a line of its own"));

    private static void CheckNames(string file, int line, string row, List<Diagnostic> findings)
    {
        foreach (Match match in Marks.Placeholder().Matches(row))
        {
            var name = match.Groups["name"].Value.Trim();
            if (Names.Placeholders.Contains(name, StringComparer.Ordinal)) continue;
            var hint = name.Split(' ')[0] is "if" or "else" or "end"
                ? "{{if …}}, {{else}} and {{end}} stand on lines of their own"
                : Spelling.DidYouMean(name, Names.Placeholders, "there are");
            findings.Add(new Diagnostic(NoticeCodes.Placeholder, file, line,
                "there is no placeholder {{" + Short(name) + "}}", hint));
        }
    }

    private static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";

    [GeneratedRegex(@"^\s*\{\{\s*(?<word>if|else|end)(\s+(?<not>not)(?=\s))?(\s+(?<name>[^\s{}]+))?\s*\}\}\s*$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    private sealed record Frame(int Line, string Condition, bool Not)
    {
        private bool _else;

        public List<TemplatePart> Then { get; } = [];

        public List<TemplatePart> Otherwise { get; } = [];

        public void Add(TemplatePart part) => (_else ? Otherwise : Then).Add(part);

        public void Else() => _else = true;
    }
}
