using Storefold.Packs.Sql;

namespace Storefold.Packs;

/// <summary>Whether a database is one of a pack's platform: its declared tables exist and its read files compile there.</summary>
public static class PackFit
{
    /// <summary>What does not fit, as sentences; empty when all does. Missing rights are another matter.</summary>
    public static IReadOnlyList<string> Check(ISqlSession session, PackModel pack)
    {
        var tables = session.Tables();
        var declared = pack.DeclaredTables.Select(table => table.Table);
        var missing = declared.Distinct(StringComparer.Ordinal).Where(table => !tables.ContainsKey(table)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0) return ["it has no table " + string.Join(", ", missing)];

        var misfits = new List<string>();
        foreach (var row in pack.Entities.Values.SelectMany(entity => entity.Def.Rows))
        {
            if (pack.Sql(session.Dialect, $"read/{row.Name}.sql") is not { } sql) continue;
            try
            {
                session.Prepare(KeyMarker.Replace(sql, KeyRange.All, session.Sql)).Dispose();
            }
            catch (StoreException refused) when (!refused.IsTransient)
            {
                if (!refused.IsRight) misfits.Add($"{pack.Place(session.Dialect, $"read/{row.Name}.sql")}: {refused.Message}");
            }
        }

        return misfits;
    }

    /// <summary>True when the database looks like the pack's platform.</summary>
    public static bool Detects(PackModel pack, IReadOnlyDictionary<string, IReadOnlyList<string>> tables) =>
        pack.Detect.Count > 0 && pack.Detect.All(pair =>
            tables.TryGetValue(pair.Key, out var columns) && pair.Value.All(column => columns.Contains(column, StringComparer.OrdinalIgnoreCase)));
}
