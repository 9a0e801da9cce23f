namespace Storefold.Packs;

/// <summary>
/// The marker <c>/*limit*/</c> of a root's read file. A batch asks for the first rows by a LIMIT behind the file; where a file works something
/// out in a WITH that is made before, that would be done for every row behind the key, with each batch. There the marker stands behind
/// the ORDER BY in the WITH, and the same limit takes its place.
/// </summary>
internal static class LimitMarker
{
    private const string Marker = "/*limit*/";

    /// <summary>Whether the file bounds its WITH.</summary>
    public static bool IsIn(string sql) => sql.Contains(Marker, StringComparison.Ordinal);

    /// <summary>The file with a limit behind it, and in place of its marker.</summary>
    public static string Limit(string sql, string rows) => sql.Replace(Marker, "LIMIT " + rows, StringComparison.Ordinal) + "\nLIMIT " + rows;
}
