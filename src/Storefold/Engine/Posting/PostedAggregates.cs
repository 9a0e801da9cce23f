using System.Text.Json;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine.Posting;

/// <summary>An aggregate as a batch left it on the target that was carried out and never booked.</summary>
/// <param name="TargetKey">The row that it is, or joined.</param>
/// <param name="Print">Fingerprint of what was sent. What stands there now may be another: then somebody edited it since.</param>
/// <param name="Parts">Target ids of its rows, by part.</param>
internal sealed record PostedAggregate(Value TargetKey, Value Print, IReadOnlySet<Value>[] Parts);

/// <summary>
/// What batches that were posted and never booked left on the target, by the ref of the aggregate, until a run comes by. No row of anybody,
/// only fingerprints and ids.
/// </summary>
internal static class PostedAggregates
{
    private const string Table = "storefold_posted_aggregate";

    /// <summary>All of them.</summary>
    public static Dictionary<Value, PostedAggregate> Of(ISqlSession session) => session.HasTable(Table)
        ? session.Rows($"SELECT ref, target_key, print, parts FROM {Table}")
            .ToDictionary(row => row[0], row => new PostedAggregate(row[1], row[2], Parts(row[3])))
        : [];

    /// <summary>Notes one.</summary>
    public static void Add(ISqlSession session, in Value name, PostedAggregate posted)
    {
        session.Execute($"CREATE TABLE IF NOT EXISTS {Table}(ref TEXT PRIMARY KEY, target_key NOT NULL, print NOT NULL, parts TEXT NOT NULL) WITHOUT ROWID");
        var parts = string.Join(',', posted.Parts.Select(AggregateReader.JsonList));
        session.Run($"INSERT OR REPLACE INTO {Table} VALUES (?1, ?2, ?3, ?4)", name, posted.TargetKey, posted.Print, Value.Of($"[{parts}]"));
    }

    /// <summary>Forgets one: the journal knows it now.</summary>
    public static void Forget(ISqlSession session, in Value name) => session.Run($"DELETE FROM {Table} WHERE ref = ?1", name);

    /// <summary>Forgets all of them: a run has come by, and what it did not ask for has left the source.</summary>
    public static void ForgetAll(ISqlSession session)
    {
        if (session is IBatchTarget && session.HasTable(Table)) session.Run($"DELETE FROM {Table}");
    }

    private static IReadOnlySet<Value>[] Parts(in Value text)
    {
        using var document = JsonDocument.Parse(text.ToString());
        return
        [
            .. document.RootElement.EnumerateArray().Select(ids => (IReadOnlySet<Value>)ids.EnumerateArray()
                .Select(id => id.ValueKind == JsonValueKind.Number ? Value.Of(id.GetInt64()) : Value.Of(id.GetString())).ToHashSet()),
        ];
    }
}
