using System.Text.RegularExpressions;

namespace Storefold.Engine;

/// <summary>
/// What an INSERT or UPDATE of a pack is about to write, as a query of its own: so it can be asked what the values are before they are
/// assigned to columns.
/// </summary>
/// <param name="Table">The table, as the statement writes it.</param>
/// <param name="Columns">Its columns, without quotation marks.</param>
/// <param name="Query">A query with one column for each of them.</param>
internal sealed partial record WriteStatement(string Table, IReadOnlyList<string> Columns, string Query)
{
    private static readonly string[] Verbs = ["INSERT", "UPDATE", "DELETE", "MERGE"];

    /// <summary>Null for what writes no values, or not in a form that is understood.</summary>
    public static WriteStatement? Read(string sql)
    {
        var tokens = Tokens(sql);
        var verb = tokens.FindIndex(token => token.Depth == 0 && Array.Exists(Verbs, token.Is));
        // A common table that writes must not do so twice.
        if (verb < 0 || tokens.Take(verb).Any(token => Array.Exists(Verbs, token.Is))) return null;
        var before = sql[..tokens[verb].Start];
        return tokens[verb].Is("INSERT") ? Insert(sql, tokens, verb, before) : tokens[verb].Is("UPDATE") ? Update(sql, tokens, verb, before) : null;
    }

    private static WriteStatement? Insert(string sql, List<Token> tokens, int verb, string before)
    {
        var open = Find(tokens, verb, "(");
        var close = Find(tokens, open, ")");
        if (close == tokens.Count || !tokens[verb + 1].Is("INTO")) return null;
        var columns = tokens.GetRange(open + 1, close - open - 1).Where(token => !token.Is(",")).Select(token => token.Name).ToList();
        var first = tokens[Math.Min(close + 1, tokens.Count - 1)].Is("OVERRIDING") ? close + 4 : close + 1;
        var conflict = Find(tokens, close, "CONFLICT");
        var end = Math.Min(conflict == tokens.Count ? conflict : conflict - 1, Find(tokens, close, "RETURNING"));
        return first >= end || tokens[first].Is("DEFAULT") ? null : new WriteStatement(
            NameAt(sql, tokens, verb + 2), columns, $"{before}SELECT * FROM ({Slice(sql, tokens, first, end)}) AS written");
    }

    private static WriteStatement? Update(string sql, List<Token> tokens, int verb, string before)
    {
        var set = Find(tokens, verb, "SET");
        var end = Find(tokens, set, "RETURNING");
        var where = Math.Min(end, Find(tokens, set, "WHERE"));
        var from = Find(tokens, set, "FROM");
        while (from < where && tokens[from - 1].Is("DISTINCT")) from = Find(tokens, from, "FROM");
        from = Math.Min(from, where);
        var (columns, values) = (new List<string>(), new List<string>());
        for (var at = set + 1; at < from;)
        {
            var next = Math.Min(from, Find(tokens, at, ","));
            if (at + 2 >= tokens.Count || !tokens[at + 1].Is("=")) return null;
            if (!tokens[at + 2].Is("DEFAULT"))
            {
                columns.Add(tokens[at].Name);
                values.Add(Slice(sql, tokens, at + 2, next));
            }

            at = next + 1;
        }

        if (columns.Count == 0) return null;
        var tables = Slice(sql, tokens, verb + 1, set) + (from < where ? ", " + Slice(sql, tokens, from + 1, where) : "");
        return new WriteStatement(
            NameAt(sql, tokens, verb + 1), columns, $"{before}SELECT {string.Join(", ", values)} FROM {tables} {Slice(sql, tokens, where, end)}");
    }

    /// <summary>A name, with that of its schema.</summary>
    private static string NameAt(string sql, List<Token> tokens, int at)
    {
        if (tokens[at].Is("ONLY")) at++;
        return at + 2 < tokens.Count && tokens[at + 1].Is(".") ? sql[tokens[at].Start..tokens[at + 2].End] : sql[tokens[at].Start..tokens[at].End];
    }

    /// <summary>The next such token outside of brackets; the number of tokens where there is none.</summary>
    private static int Find(List<Token> tokens, int after, string text)
    {
        var found = after >= tokens.Count ? -1 : tokens.FindIndex(after + 1, token => token.Depth == 0 && token.Is(text));
        return found < 0 ? tokens.Count : found;
    }

    private static string Slice(string sql, List<Token> tokens, int from, int to) => from < to ? sql[tokens[from].Start..tokens[to - 1].End] : "";

    private static List<Token> Tokens(string sql)
    {
        var depth = 0;
        List<Token> tokens = [];
        foreach (var match in Lexeme().Matches(sql).Where(match => !match.Value.StartsWith("--", StringComparison.Ordinal)
            && !match.Value.StartsWith("/*", StringComparison.Ordinal)))
        {
            if (match.Value is ")") depth--;
            tokens.Add(new Token(match.Index, match.Index + match.Length, match.Value, depth));
            if (match.Value is "(") depth++;
        }

        return tokens;
    }

    // A bracket's own depth is that of what stands around it.
    private readonly record struct Token(int Start, int End, string Text, int Depth)
    {
        public string Name => Text.StartsWith('"') ? Text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : Text.ToLowerInvariant();

        public bool Is(string word) => string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("""--[^\n]*|/\*.*?\*/|'([^']|'')*'|"([^"]|"")*"|[\w$]+|\S""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Lexeme();
}
