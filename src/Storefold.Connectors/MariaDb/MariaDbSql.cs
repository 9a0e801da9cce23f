using System.Text;

namespace Storefold.Connectors.MariaDb;

/// <summary>A statement as MariaDB takes it.</summary>
/// <param name="Text">UTF-8 text; every parameter is a <c>?</c>.</param>
/// <param name="Occurrences">The number of each of its parameters, counted from 0, in the order of the text.</param>
internal sealed record MariaDbText(byte[] Text, int[] Occurrences);

/// <summary>Knows MariaDB's quotes and comments: splits scripts and translates <c>?1</c>.</summary>
internal static class MariaDbSql
{
    /// <summary>The statements of a script, without the closing semicolons; what holds only comments is left out.</summary>
    public static IReadOnlyList<string> Split(string script)
    {
        List<string> statements = [];
        var (start, at, hasCode) = (0, 0, false);
        while (at < script.Length)
        {
            if (script[at] == ';')
            {
                if (hasCode) statements.Add(script[start..at].Trim());
                start = ++at;
                hasCode = false;
                continue;
            }

            var comment = CommentEnd(script, at);
            hasCode |= comment == at && !char.IsWhiteSpace(script[at]);
            at = comment > at ? comment : Next(script, at);
        }

        if (hasCode) statements.Add(script[start..].Trim());
        return statements;
    }

    /// <summary>Turns <c>?1</c>, <c>?2</c> into <c>?</c> in order.</summary>
    public static MariaDbText Translate(string sql)
    {
        StringBuilder text = new(sql.Length);
        List<int> occurrences = [];
        for (var at = 0; at < sql.Length;)
        {
            var end = CommentEnd(sql, at);
            if (end == at) end = Next(sql, at);
            if (sql[at] != '?')
            {
                text.Append(sql, at, end - at);
                at = end;
                continue;
            }

            var digits = at + 1;
            while (digits < sql.Length && char.IsAsciiDigit(sql[digits])) digits++;
            if (digits > at + 1) occurrences.Add(int.Parse(sql.AsSpan(at + 1, digits - at - 1)) - 1);
            text.Append('?');
            at = digits;
        }

        return new MariaDbText(Encoding.UTF8.GetBytes(text.ToString()), [.. occurrences]);
    }

    /// <summary>Where the comment at this place ends; the place itself where there is none.</summary>
    private static int CommentEnd(string sql, int at)
    {
        var next = at + 1 < sql.Length ? sql[at + 1] : '\0';
        return sql[at] switch
        {
            '#' => After(sql, at, "\n"),
            '-' when next == '-' && (at + 2 >= sql.Length || sql[at + 2] <= ' ') => After(sql, at, "\n"),
            // What stands in /*! */ and /*M! */ is run: code, not a comment.
            '/' when next == '*' && !IsCode(sql.AsSpan(at + 2)) => After(sql, at + 2, "*/"),
            _ => at,
        };
    }

    private static bool IsCode(ReadOnlySpan<char> comment) => comment.StartsWith("!") || comment.StartsWith("M!");

    /// <summary>The place after the quoted text or the character here.</summary>
    private static int Next(string sql, int at)
    {
        var quote = sql[at];
        if (quote is not ('\'' or '"' or '`')) return at + 1;
        for (var end = at + 1; end < sql.Length; end++)
        {
            if (sql[end] == '\\' && quote != '`') end++;
            else if (sql[end] == quote) return end + 1; // a doubled quote begins the next piece of the same text
        }

        return sql.Length;
    }

    private static int After(string sql, int at, string end)
    {
        var found = sql.IndexOf(end, at, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + end.Length;
    }
}
