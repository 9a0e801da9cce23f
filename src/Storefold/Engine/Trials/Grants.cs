using System.Text.RegularExpressions;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Trials;

/// <summary>A right that the user of a connection lacks.</summary>
/// <param name="Message">Which right, on what.</param>
/// <param name="Grant">The statement that gives it; null where the refusal does not say what it was about.</param>
public sealed record MissingRight(string Message, string? Grant);

/// <summary>
/// Names the right that a refusal was about. MariaDB says it ("INSERT command denied to user … for table …"); PostgreSQL names
/// the table only, so the rights that the statement uses are asked one by one.
/// </summary>
internal static partial class Grants
{
    private static readonly string[] Verbs = ["INSERT", "UPDATE", "DELETE"];

    public static MissingRight For(ISqlSession session, StoreException refused, string statement)
    {
        if (Command().Match(refused.Message) is { Success: true } said)
        {
            // A table of ours that is not there yet cannot be granted.
            var table = Ours().Replace(said.Groups["on"].Value, "*");
            return new MissingRight($"{said.Groups["right"]} on {table} is missing", $"GRANT {said.Groups["right"]} ON {table} TO {Grantee(session)}");
        }

        if (Database().Match(refused.Message) is { Success: true } closed)
        {
            return new MissingRight($"CREATE TEMPORARY TABLES on database {closed.Groups["on"]} is missing",
                $"GRANT CREATE TEMPORARY TABLES ON {closed.Groups["on"].Value.Replace('\'', '`')}.* TO {Grantee(session)}");
        }

        if (Temporary().Match(refused.Message) is { Success: true } temporary)
            return Of(session, "TEMPORARY", $"DATABASE {session.Sql.Quote(temporary.Groups["on"].Value)}");
        if (Denied().Match(refused.Message) is not { Success: true } denied) return new MissingRight(refused.Message, null);
        var (kind, on) = (denied.Groups["kind"].Value, session.Sql.Quote(denied.Groups["on"].Value));
        return kind switch
        {
            "schema" => Of(session, "CREATE", $"SCHEMA {on}"),
            "table" or "view" or "materialized view" or "foreign table" => Of(session, OnTable(session, statement, denied.Groups["on"].Value), on),
            _ => new MissingRight(refused.Message, null),
        };
    }

    public static MissingRight Of(ISqlSession session, string right, string on) => new(
        $"{right} on {on} is missing", $"GRANT {right} ON {on} TO {Grantee(session)}");

    private static string Grantee(ISqlSession session) => session.Sql.Grantee is { } question ? session.Scalar(question).ToString() : "the user of the plan";

    private static string OnTable(ISqlSession session, string statement, string table)
    {
        var used = Verbs.Where(verb => Regex.IsMatch(
            statement, $"""\b{verb}\s+(INTO\s+|FROM\s+|ONLY\s+)*"?{Regex.Escape(table)}"?(\s|\(|;|$)""", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)));
        var lacking = used.Where(right => Lacks(session, table, right)).ToList();
        return lacking.Count > 0 ? string.Join(", ", lacking) : "SELECT";
    }

    private static bool Lacks(ISqlSession session, string table, string right)
    {
        if (session.Sql.HasRight is not { } question) return false;
        return session.Scalar(question, Value.Of(session.Sql.Quote(table)), Value.Of(right)).ToString() is "0" or "false";
    }

    [GeneratedRegex(
        """(?<right>[A-Z][A-Z, ]*) command denied to user '[^']*'@'[^']*' for (table|column '[^']*' in table) """
        + """(?<on>[^\s.]+(\.`[^`]+`)?)""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex("`storefold_[^`]*`$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ours();

    [GeneratedRegex("""Access denied for user '[^']*'@'[^']*' to database (?<on>'[^']+')""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Database();

    [GeneratedRegex("permission denied to create temporary tables in database \"(?<on>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Temporary();

    [GeneratedRegex("permission denied for (?<kind>[a-z ]+) (?<on>[^\\s;]+);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Denied();
}
