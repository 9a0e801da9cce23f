using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>
/// Rows that a target has although the journal does not know them: they were in a batch that was posted and never booked. Whoever is about
/// to make such a row finds it here by its ref and changes it instead. What nobody asks for until the end of the run is removed.
/// </summary>
internal static class PostedRows
{
    private const string Table = "storefold_posted";

    /// <summary>Ids by ref.</summary>
    public static Dictionary<Value, Value> Of(ISqlSession session) => session.HasTable(Table)
        ? session.Rows($"SELECT ref, target_key FROM {Table}").ToDictionary(row => row[0], row => row[1])
        : [];

    /// <summary>Rows of one entity, parts and roots.</summary>
    public static List<(RowDef Row, Value Ref, Value Id)> Of(ISqlSession session, EntityDef def) => session is not IBatchTarget || !session.HasTable(Table)
        ? []
        : [.. from row in def.Rows
              from found in session.Rows($"SELECT ref, target_key FROM {Table} WHERE row = ?1 ORDER BY target_key", Value.Of(row.Name))
              select (row, found[0], found[1])];

    /// <summary>Notes a row.</summary>
    public static void Add(ISqlSession session, in Value name, RowDef row, in Value id)
    {
        session.Execute($"CREATE TABLE IF NOT EXISTS {Table}(ref TEXT PRIMARY KEY, row TEXT NOT NULL, target_key NOT NULL) WITHOUT ROWID");
        session.Run($"INSERT OR REPLACE INTO {Table} VALUES (?1, ?2, ?3)", name, Value.Of(row.Name), id);
    }

    /// <summary>Forgets a row: the journal knows it now, or it is gone.</summary>
    public static void Forget(ISqlSession session, in Value name) => session.Run($"DELETE FROM {Table} WHERE ref = ?1", name);
}
