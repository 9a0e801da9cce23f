using System.Text.RegularExpressions;
using Storefold.Packs.Sql;

namespace Storefold.Packs;

/// <summary>Which rows of a read file are wanted.</summary>
public enum KeyRange
{
    /// <summary>Every row that has a key.</summary>
    All,

    /// <summary>Keys above ?1.</summary>
    After,

    /// <summary>Keys above ?1 and up to ?2.</summary>
    Between,

    /// <summary>Keys up to ?1.</summary>
    UpTo,

    /// <summary>Keys in the JSON array ?1.</summary>
    Listed,

    /// <summary>Rows without a key.</summary>
    Absent,
}

/// <summary>
/// The marker <c>/*keys EXPR*/</c> of a read file and what takes its place. A file that gathers several tables with UNION ALL
/// has one in each branch, so that each branch reads by its own index; a minus before a column keeps two tables' ids apart.
/// </summary>
public static partial class KeyMarker
{
    /// <summary>The expression in the (first) marker; null when the file does not hold one.</summary>
    public static string? Find(string sql)
    {
        var found = Pattern().Match(sql);
        return found.Success ? found.Groups["key"].Value.Trim() : null;
    }

    /// <summary>The file with a condition in place of its marker.</summary>
    /// <param name="sql">The file.</param>
    /// <param name="range">The rows that are wanted.</param>
    /// <param name="dialect">The database's; SQLite's when it is left out.</param>
    /// <param name="integerKeys">Whether keys are integers.</param>
    /// <exception cref="InvalidOperationException">The file holds no marker; <see cref="PackReader"/> has refused such a pack.</exception>
    public static string Replace(string sql, KeyRange range, SqlDialect? dialect = null, bool integerKeys = true)
    {
        if (Find(sql) is null) throw new InvalidOperationException("A read file without its marker got past the pack reader.");
        return Pattern().Replace(sql, found => "(" + Condition(found.Groups["key"].Value.Trim(), range, dialect, integerKeys) + ")");
    }

    /// <summary>The file with no condition on its key.</summary>
    public static string Ignore(string sql) => Pattern().Replace(sql, "(1 = 1)");

    private static string Condition(string key, KeyRange range, SqlDialect? dialect, bool integerKeys) => (key[0] == '-', range) switch
    {
        (_, KeyRange.All) => $"{key} IS NOT NULL",
        (_, KeyRange.Listed) => (dialect ?? SqliteDialect.Instance).Listed(key, integerKeys),
        (_, KeyRange.Absent) => $"{key} IS NULL",

        // Turned around, so that the column stands alone and its index is of use.
        (true, KeyRange.After) => $"{key[1..]} < -?1",
        (true, KeyRange.Between) => $"{key[1..]} < -?1 AND {key[1..]} >= -?2",
        (true, _) => $"{key[1..]} >= -?1",
        (_, KeyRange.After) => $"{key} > ?1",
        (_, KeyRange.Between) => $"{key} > ?1 AND {key} <= ?2",
        _ => $"{key} <= ?1",
    };

    [GeneratedRegex(@"/\*keys\s+(?<key>[^*]+)\*/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
