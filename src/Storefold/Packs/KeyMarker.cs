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

/// <summary>The marker <c>/*keys EXPR*/</c> of a read file and what takes its place.</summary>
public static partial class KeyMarker
{
    /// <summary>The expression in the marker; null when the file does not hold exactly one.</summary>
    public static string? Find(string sql)
    {
        var found = Pattern().Matches(sql);
        return found.Count == 1 ? found[0].Groups["key"].Value.Trim() : null;
    }

    /// <summary>The file with a condition in place of its marker.</summary>
    /// <param name="sql">The file.</param>
    /// <param name="range">The rows that are wanted.</param>
    /// <param name="dialect">The database's; SQLite's when it is left out.</param>
    /// <param name="integerKeys">Whether keys are integers.</param>
    /// <exception cref="InvalidOperationException">The file holds no marker; <see cref="PackReader"/> has refused such a pack.</exception>
    public static string Replace(string sql, KeyRange range, SqlDialect? dialect = null, bool integerKeys = true)
    {
        var key = Find(sql) ?? throw new InvalidOperationException("A read file without its marker got past the pack reader.");
        var condition = range switch
        {
            KeyRange.All => $"{key} IS NOT NULL",
            KeyRange.After => $"{key} > ?1",
            KeyRange.Between => $"{key} > ?1 AND {key} <= ?2",
            KeyRange.UpTo => $"{key} <= ?1",
            KeyRange.Listed => (dialect ?? SqliteDialect.Instance).Listed(key, integerKeys),
            _ => $"{key} IS NULL",
        };
        return Pattern().Replace(sql, "(" + condition.Replace("$", "$$", StringComparison.Ordinal) + ")");
    }

    [GeneratedRegex(@"/\*keys\s+(?<key>[^*]+)\*/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
