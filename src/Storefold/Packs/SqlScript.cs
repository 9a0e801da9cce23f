namespace Storefold.Packs;

/// <summary>Splits a pack's script into statements, so that each is compiled once and run per batch.</summary>
public static class SqlScript
{
    /// <summary>The statements, without comments in front and without the closing semicolon.</summary>
    public static IReadOnlyList<string> Split(string script)
    {
        var statements = new List<string>();
        var start = 0;
        var at = 0;
        while (at < script.Length)
        {
            at = script[at] switch
            {
                '\'' or '"' => SkipQuoted(script, at),
                '-' when Next(script, at) == '-' => SkipTo(script, at, "\n"),
                '/' when Next(script, at) == '*' => SkipTo(script, at + 2, "*/"),
                ';' => End(script, ref start, at, statements),
                _ => at + 1,
            };
        }

        End(script, ref start, script.Length, statements);
        return statements;
    }

    private static int End(string script, ref int start, int at, List<string> statements)
    {
        var statement = script[start..at].Trim();
        if (HasCode(statement)) statements.Add(statement);
        start = Math.Min(at + 1, script.Length);
        return at + 1;
    }

    private static bool HasCode(string statement) =>
        statement.Split('\n').Any(line => line.Trim() is { Length: > 0 } text && !text.StartsWith("--", StringComparison.Ordinal));

    private static char Next(string script, int at) => at + 1 < script.Length ? script[at + 1] : '\0';

    private static int SkipQuoted(string script, int at)
    {
        var end = script.IndexOf(script[at], at + 1);
        return end < 0 ? script.Length : end + 1;
    }

    private static int SkipTo(string script, int at, string end)
    {
        var found = script.IndexOf(end, at, StringComparison.Ordinal);
        return found < 0 ? script.Length : found + end.Length;
    }
}
