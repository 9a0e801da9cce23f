using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>What the late pass is to do with an aggregate. The numbers stand in the ID map.</summary>
public enum Late
{
    /// <summary>Nothing.</summary>
    No = 0,

    /// <summary>It was written, its late references were not: write them.</summary>
    Written = 1,

    /// <summary>It was not written, but what it refers to may have come, changed or gone since: look again.</summary>
    LookAgain = 2,
}

/// <summary>One row of the ID map: what became of an aggregate, and the fingerprints that say whether it changed.</summary>
public sealed record MapEntry
{
    /// <summary>Native key in the source.</summary>
    public required Value SourceKey { get; init; }

    /// <summary>Key in the target; absent when nothing was made or joined.</summary>
    public Value TargetKey { get; init; }

    /// <summary>Its fate.</summary>
    public required Fate Fate { get; init; }

    /// <summary>Site that it is booked under.</summary>
    public string? Site { get; init; }

    /// <summary>Skip rule or refusal code.</summary>
    public string? Rule { get; init; }

    /// <summary>Fingerprint of the source aggregate, extras included.</summary>
    public Value SourceFp { get; init; }

    /// <summary>Fingerprint that the target is expected to have, over the fields that the transfer owns.</summary>
    public Value ExpectedFp { get; init; }

    /// <summary>Run that wrote it: a snapshot version. A write of an older run is refused.</summary>
    public long Version { get; init; }

    /// <summary>What the late pass is to do with it.</summary>
    public Late Late { get; init; }

    /// <summary>True when the source row is gone and its target row was removed.</summary>
    public bool Tombstone { get; init; }

    /// <summary>How it came to its target row, created or merged; none where it has no row. A row that breaks later keeps it.</summary>
    public Fate MovedAs { get; init; }

    /// <summary>The entry as its target row stands: a row that broke after it was moved is still the row that was moved.</summary>
    public MapEntry Standing => Fate == Fate.Quarantined && !TargetKey.IsNull ? this with { Fate = MovedAs } : this;
}

/// <summary>
/// The ID map: which source aggregate and part became which target row. Written in the same transaction as the target
/// rows, which is what makes a transfer exactly once.
/// </summary>
public sealed class IdMap : IDisposable
{
    private const string Columns =
        "source_key, target_key, fate, site, rule, source_fp, expected_fp, version, late, tombstone, moved_as";

    private readonly ISqlStatement _find;
    private readonly ISqlStatement _between;
    private readonly ISqlStatement _after;
    private readonly ISqlStatement _save;
    private readonly ISqlStatement _partsOf;
    private readonly ISqlStatement _findPart;
    private readonly ISqlStatement _savePart;
    private readonly ISqlStatement _removePart;
    private readonly ISqlStatement _byTarget;

    /// <summary>The map in the target's journal.</summary>
    public IdMap(ISqlSession target)
    {
        _find = target.Prepare($"SELECT {Columns} FROM storefold_id_map WHERE entity = ?1 AND source = ?2 AND source_key = ?3");
        _between = target.Prepare(
            $"SELECT {Columns} FROM storefold_id_map WHERE entity = ?1 AND source = ?2 AND source_key > ?3 AND source_key <= ?4 ORDER BY source_key");
        _after = target.Prepare(
            $"SELECT {Columns} FROM storefold_id_map WHERE entity = ?1 AND source = ?2 AND source_key > ?3 ORDER BY source_key");
        _save = target.Prepare(
            "INSERT INTO storefold_id_map(entity, source, source_key, target_key, fate, site, rule, source_fp, expected_fp, version, late, "
            + "tombstone, moved_as) "
            + "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT(entity, source, source_key) DO UPDATE SET "
            + "target_key = excluded.target_key, fate = excluded.fate, site = excluded.site, rule = excluded.rule, "
            + "source_fp = excluded.source_fp, expected_fp = excluded.expected_fp, version = excluded.version, late = excluded.late, "
            + "tombstone = excluded.tombstone, moved_as = excluded.moved_as WHERE excluded.version >= storefold_id_map.version");
        _partsOf = target.Prepare(
            "SELECT part_key, target_key FROM storefold_part_map WHERE row = ?1 AND source = ?2 AND parent_key = ?3 ORDER BY part_key");
        _findPart = target.Prepare(
            "SELECT target_key FROM storefold_part_map WHERE row = ?1 AND source = ?2 AND parent_key = ?3 AND part_key = ?4");
        _savePart = target.Prepare(
            "INSERT INTO storefold_part_map(row, source, parent_key, part_key, target_key) VALUES (?1, ?2, ?3, ?4, ?5)");
        _removePart = target.Prepare(
            "DELETE FROM storefold_part_map WHERE row = ?1 AND source = ?2 AND parent_key = ?3 AND part_key = ?4");
        _byTarget = target.Prepare(
            // SQLite prefers the primary key of a table without rowid and walks the whole entity (measured on 3.50.4).
            "SELECT source, source_key, moved_as FROM storefold_id_map INDEXED BY storefold_id_map_by_target "
            + "WHERE entity = ?1 AND target_key = ?2");
    }

    /// <summary>Number of a row of the model in the part map: entity × 16 + position, the root being 0.</summary>
    public static int RowNumber(RowDef row)
    {
        var entity = ShopModel.Find(row.Entity) ?? throw new ArgumentException($"{row.Entity} is not an entity.");
        return (entity.Number * 16) + (row.Part is null ? 0 : entity.PartIndex(row.Part) + 1);
    }

    /// <summary>The entry of one aggregate, or null.</summary>
    public MapEntry? Find(EntityDef entity, int source, in Value key)
    {
        _find.BindAll(Value.Of(entity.Number), Value.Of(source), key);
        var entry = _find.Step() ? Read(_find, new Arena()) : null;
        _find.Reset();
        return entry;
    }

    /// <summary>Entries in a range of keys, in key order.</summary>
    /// <param name="entity">Entity.</param>
    /// <param name="source">Number of the source.</param>
    /// <param name="after">Exclusive lower end; absent for none.</param>
    /// <param name="until">Inclusive upper end; absent for none.</param>
    public List<MapEntry> Range(EntityDef entity, int source, in Value after, in Value until)
    {
        var statement = until.IsNull ? _after : _between;
        statement.BindAll(Value.Of(entity.Number), Value.Of(source), after.IsNull ? Value.Of(long.MinValue) : after);
        if (!until.IsNull) statement.Bind(4, until);
        var arena = new Arena();
        var entries = new List<MapEntry>();
        while (statement.Step()) entries.Add(Read(statement, arena));
        return entries;
    }

    /// <summary>Writes an entry; one of an older run than the one that stands is refused.</summary>
    public void Save(EntityDef entity, int source, MapEntry entry) => _save.Run(
        Value.Of(entity.Number), Value.Of(source), entry.SourceKey, entry.TargetKey, Value.Of((long)entry.Fate),
        Value.Of(entry.Site), Value.Of(entry.Rule), entry.SourceFp, entry.ExpectedFp, Value.Of(entry.Version),
        Value.Of((long)entry.Late), Value.Of(entry.Tombstone), Value.Of((long)entry.MovedAs));

    /// <summary>Target ids of the parts of one aggregate, by identity.</summary>
    public List<(Value Identity, Value TargetKey)> Parts(int row, int source, in Value parent)
    {
        _partsOf.BindAll(Value.Of(row), Value.Of(source), parent);
        var arena = new Arena();
        var parts = new List<(Value, Value)>();
        while (_partsOf.Step()) parts.Add((_partsOf.Read(0, arena), _partsOf.Read(1, arena)));
        return parts;
    }

    /// <summary>Target id of one part, or absent.</summary>
    public Value Part(int row, int source, in Value parent, in Value identity)
    {
        _findPart.BindAll(Value.Of(row), Value.Of(source), parent, identity);
        var key = _findPart.Step() ? _findPart.Read(0, new Arena()) : Value.Null;
        _findPart.Reset();
        return key;
    }

    /// <summary>Notes the target id of a part.</summary>
    public void SavePart(int row, int source, in Value parent, in Value identity, in Value target) =>
        _savePart.Run(Value.Of(row), Value.Of(source), parent, identity, target);

    /// <summary>Forgets a part that vanished.</summary>
    public void RemovePart(int row, int source, in Value parent, in Value identity) =>
        _removePart.Run(Value.Of(row), Value.Of(source), parent, identity);

    /// <summary>The source aggregates behind a target row and how each came there: one, or several when they were merged into it.</summary>
    public List<(int Source, Value Key, Fate Fate)> BehindTarget(EntityDef entity, in Value targetKey)
    {
        _byTarget.BindAll(Value.Of(entity.Number), targetKey);
        var arena = new Arena();
        var found = new List<(int, Value, Fate)>();
        while (_byTarget.Step())
            found.Add(((int)_byTarget.Read(0, arena).AsInteger(), _byTarget.Read(1, arena), (Fate)_byTarget.Read(2, arena).AsInteger()));
        if (found.Count > 1)
            found.Sort((a, b) => a.Item1 != b.Item1 ? a.Item1.CompareTo(b.Item1) : Value.CompareKeys(a.Item2, b.Item2));
        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in new[] { _find, _between, _after, _save, _partsOf, _findPart, _savePart, _removePart, _byTarget })
            statement.Dispose();
    }

    private static MapEntry Read(ISqlStatement row, Arena arena) => new()
    {
        SourceKey = row.Read(0, arena),
        TargetKey = row.Read(1, arena),
        Fate = (Fate)row.Read(2, arena).AsInteger(),
        Site = row.Read(3, arena).AsText(),
        Rule = row.Read(4, arena).AsText(),
        SourceFp = row.Read(5, arena),
        ExpectedFp = row.Read(6, arena),
        Version = row.Read(7, arena).AsInteger(),
        Late = (Late)row.Read(8, arena).AsInteger(),
        Tombstone = row.Read(9, arena).IsTrue,
        MovedAs = (Fate)row.Read(10, arena).AsInteger(),
    };
}
