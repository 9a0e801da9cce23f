using System.Text;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// Statements as PostgreSQL writes them: parameters <c>?1</c> become <c>$1</c>, but never in quotes or comments, and the JSON
/// operators <c>?</c>, <c>?|</c> and <c>?&amp;</c> stay.
/// </summary>
/// <param name="Text">The statement, without a semicolon at its end.</param>
/// <param name="Parameters">The highest number of a parameter.</param>
internal readonly record struct PostgresSql(string Text, int Parameters)
{
    private const string Binary = "\"C\"";

    /// <summary>Translates a statement.</summary>
    /// <param name="sql">The statement of a pack or of ours.</param>
    /// <param name="dropBinary">
    /// Whether <c>COLLATE "C"</c> is left out. Where the database's own order is binary it changes nothing but this: an index in
    /// the database's own collation serves only expressions without it.
    /// </param>
    public static PostgresSql Of(string sql, bool dropBinary)
    {
        var text = new StringBuilder(sql.Length + 8);
        var parameters = 0;
        for (var at = 0; at < sql.Length;)
        {
            var end = Quoted(sql, at);
            if (end > at)
            {
                if (!dropBinary || !sql.AsSpan(at, end - at).SequenceEqual(Binary) || !CutCollate(text)) text.Append(sql, at, end - at);
                at = end;
            }
            else if (sql[at] == '?' && at + 1 < sql.Length && char.IsAsciiDigit(sql[at + 1]))
            {
                text.Append('$');
                var number = 0;
                for (at++; at < sql.Length && char.IsAsciiDigit(sql[at]); at++) number = number * 10 + (sql[at] - '0');
                text.Append(number);
                parameters = Math.Max(parameters, number);
            }
            else
            {
                text.Append(sql[at++]);
            }
        }

        return new PostgresSql(text.ToString().TrimEnd(' ', '\t', '\r', '\n', ';'), parameters);
    }

    /// <summary>Whether PREPARE can describe it.</summary>
    public bool IsQuery
    {
        get
        {
            var at = 0;
            while (at < Text.Length && (char.IsWhiteSpace(Text[at]) || Text[at] == '(' || Comment(Text, at) > at))
                at = Math.Max(at + 1, Comment(Text, at));
            var rest = Text.AsSpan(at);
            foreach (var word in (ReadOnlySpan<string>)["SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "VALUES", "MERGE"])
            {
                if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return true;
            }

            return false;
        }
    }

    /// <summary>Where the quotation or comment ends that starts here; the same position where none does.</summary>
    private static int Quoted(string sql, int at) => sql[at] switch
    {
        '\'' => After(sql, at, '\'', at > 0 && sql[at - 1] is 'E' or 'e' && (at < 2 || !IsWord(sql[at - 2]))),
        '"' => After(sql, at, '"', backslash: false),
        '-' or '/' => Comment(sql, at),
        '$' => Dollars(sql, at),
        _ => at,
    };

    private static int After(string sql, int at, char quote, bool backslash)
    {
        for (at++; at < sql.Length; at++)
        {
            if (backslash && sql[at] == '\\') at++;
            else if (sql[at] == quote) return at + 1;
        }

        return sql.Length;
    }

    private static int Comment(string sql, int at)
    {
        if (string.CompareOrdinal(sql, at, "--", 0, 2) == 0)
            return sql.IndexOf('\n', at) is var end and >= 0 ? end : sql.Length;
        if (string.CompareOrdinal(sql, at, "/*", 0, 2) != 0) return at;
        var depth = 0;
        for (; at < sql.Length; at++)
        {
            // In PostgreSQL comments nest.
            if (string.CompareOrdinal(sql, at, "/*", 0, 2) == 0) (depth, at) = (depth + 1, at + 1);
            else if (string.CompareOrdinal(sql, at, "*/", 0, 2) == 0) (depth, at) = (depth - 1, at + 1);
            if (depth == 0) return at + 1;
        }

        return sql.Length;
    }

    private static int Dollars(string sql, int at)
    {
        if (at > 0 && IsWord(sql[at - 1])) return at;
        var end = at + 1;
        while (end < sql.Length && IsWord(sql[end])) end++;
        if (end >= sql.Length || sql[end] != '$' || char.IsAsciiDigit(sql[at + 1])) return at;
        var tag = sql[at..(end + 1)];
        return sql.IndexOf(tag, end + 1, StringComparison.Ordinal) is var close and >= 0 ? close + tag.Length : sql.Length;
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    /// <summary>Cuts the word COLLATE off the end; false where another word stands there.</summary>
    private static bool CutCollate(StringBuilder text)
    {
        const string Word = "COLLATE";
        var end = text.Length;
        while (end > 0 && char.IsWhiteSpace(text[end - 1])) end--;
        var start = end - Word.Length;
        if (start < 1 || end == text.Length || IsWord(text[start - 1])) return false;
        if (!text.ToString(start, Word.Length).Equals(Word, StringComparison.OrdinalIgnoreCase)) return false;
        while (start > 0 && text[start - 1] == ' ') start--;
        text.Length = start;
        return true;
    }
}
