namespace Storefold.Packs;

/// <summary>
/// The marker <c>/*ours*/ true</c> of a read file: the condition that the notes which a transfer left in a row are believed. Where a platform
/// lets shoppers write the place of the notes (the metadata of a customer, custom fields), anybody could note that an address is verified or an
/// order paid. So they count where a transfer's own rows are held against what it wrote, and nowhere else: not in a source, and
/// not where a target's accounts are looked through for one that may be merged.
/// </summary>
internal static class NoteMarker
{
    private const string Marker = "/*ours*/ true";

    /// <summary>The file with no note believed.</summary>
    public static string Disbelieve(string sql) => sql.Replace(Marker, "false", StringComparison.Ordinal);
}
