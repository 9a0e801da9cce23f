using System.Text.RegularExpressions;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Trials;

/// <summary>A table whose rows stay when a transaction is taken back.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Engine">What keeps it: a storage engine such as MyISAM.</param>
public sealed record UntransactedTable(string Table, string Engine)
{
    /// <summary>The statement that gives it transactions.</summary>
    public string Cure => $"ALTER TABLE `{Table}` ENGINE=InnoDB";
}

/// <summary>
/// Finds tables without transactions (MariaDB: MyISAM, Aria, …). A batch that is taken back would stay there, and a dry run
/// would write; nothing warns of it before the rows stand twice.
/// </summary>
public static partial class EngineTrial
{
    /// <summary>Of the tables that a pack writes as a target, and of Storefold's own.</summary>
    public static IReadOnlyList<UntransactedTable> Writing(ISqlSession session, PackModel pack)
    {
        var rows = pack.WrittenRows.ToList();
        var files = rows.SelectMany(row => new[]
        {
            $"write/{row.Name}.sql", $"write/{row.Name}.late.sql", $"delete/{row.Name}.sql", $"allocate.{row.Name}.sql",
        }).Append("allocate.sql");
        // Files that give out ids name a declared table by a placeholder.
        var declared = rows.SelectMany(row => pack.Entities[row.Entity].Tables.GetValueOrDefault(row.Name) ?? []).Select(table => table.Table);
        return Of(session, [.. Written(pack, session.Dialect, files), .. declared], own: true);
    }

    /// <summary>Of the tables in which points are frozen and debited, where the plan allows that.</summary>
    public static IReadOnlyList<UntransactedTable> Debiting(ISqlSession session, SourceSide source) => PointsMove.Debits(source)
        ? Of(session, Written(source.Pack, session.Dialect, ["loyalty/freeze.sql", "loyalty/debit.sql"]), own: false)
        : [];

    /// <summary>Of the tables that a pack reads: there is no snapshot of them.</summary>
    public static IReadOnlyList<UntransactedTable> Reading(ISqlSession session, PackModel pack) =>
        Of(session, pack.DeclaredTables.Select(table => table.Table), own: false);

    /// <summary>
    /// The names in what a statement writes: the table of an INSERT, every table that an UPDATE or DELETE joins. (Which of those it
    /// changes only the database could say; a shop whose tables are half of one engine and half of another is mended as a whole.)
    /// </summary>
    internal static IEnumerable<string> NamesIn(string statement)
    {
        var sql = Unread().Replace(statement, " ");
        var span = Insert().Match(sql) is { Success: true } insert ? insert : Change().Match(sql);
        return Name().Matches(span.Groups["on"].Value).Select(match => match.Value);
    }

    private static IEnumerable<string> Written(PackModel pack, string dialect, IEnumerable<string> files) =>
        files.SelectMany(file => SqlScript.Split(pack.Sql(dialect, file) ?? "")).SelectMany(NamesIn);

    private static List<UntransactedTable> Of(ISqlSession session, IEnumerable<string> names, bool own)
    {
        if (session.Sql.Untransacted is not { } question) return [];
        var wanted = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. session.Rows(question).Select(row => new UntransactedTable(row[0].ToString(), row[1].IsNull ? "damaged" : row[1].ToString()))
            .Where(found => wanted.Contains(found.Table) || (own && Journal.IsOurs(found.Table)))];
    }

    /// <summary>Comments and texts.</summary>
    [GeneratedRegex(@"/\*.*?\*/|(--|#)[^\n]*|'([^'\\]|\\.|'')*'|""([^""\\]|\\.|"""")*""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Unread();

    [GeneratedRegex(@"^\s*(INSERT|REPLACE)\s+((LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|INTO)\s+)*(?<on>[^\s(]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Insert();

    [GeneratedRegex(@"^\s*(UPDATE\s(?<on>.*?)\sSET\s|DELETE\s(?<on>.*?)(\sWHERE\s|$))",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, Timeout.Infinite)]
    private static partial Regex Change();

    [GeneratedRegex(@"[\w$]+", RegexOptions.None, Timeout.Infinite)]
    private static partial Regex Name();
}
