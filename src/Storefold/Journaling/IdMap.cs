using System.Runtime.InteropServices;
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
/// rows, which is what makes a transfer exactly once. What is saved is sent by <see cref="Flush"/>, many rows at a time; until
/// then it is found here. <see cref="LookAhead"/> and <see cref="LookAheadParts"/> fetch what a batch is going to ask for.
/// </summary>
public sealed class IdMap : IDisposable
{
    private const string Columns =
        "[source_key], [target_key], fate, site, rule, source_fp, expected_fp, version, late, tombstone, moved_as";

    private readonly ISqlStatement _find;
    private readonly ISqlStatement _between;
    private readonly ISqlStatement _after;
    private readonly ISqlStatement _partsOf;
    private readonly ISqlStatement _removePart;
    private readonly ISqlStatement _byTarget;
    private readonly ListedQuery _listed;
    private readonly ListedQuery _listedParts;
    private readonly ListedQuery _listedTargets;
    private readonly RowBuffer _entries;
    private readonly RowBuffer _newEntries;
    private readonly RowBuffer _parts;
    private readonly Dictionary<(int Entity, int Source, Value Key), (MapEntry Entry, bool IsNew)> _waiting = [];
    private readonly Dictionary<(int Entity, int Source, Value Key), MapEntry?> _ahead = [];
    private readonly Dictionary<(int Entity, Value TargetKey), List<(int Source, Value Key, Fate Fate)>> _behindAhead = [];
    private readonly Dictionary<(int Row, int Source, Value Parent), List<(Value Identity, Value TargetKey)>> _partsAhead = [];

    /// <summary>The map in the target's journal.</summary>
    public IdMap(ISqlSession target)
    {
        const string From = $"SELECT {Columns} FROM storefold_id_map WHERE entity = ?1 AND source = ?2 AND source_key";
        _find = target.PrepareJournal($"{From} = ?3k");
        _between = target.PrepareJournal($"{From} > ?3k AND source_key <= ?4k ORDER BY source_key");
        _after = target.PrepareJournal($"{From} > ?3k ORDER BY source_key");
        _listed = new ListedQuery(target, Columns, "storefold_id_map", "entity = ?1 AND source = ?2", "source_key", native: true);
        const string Written =
            "entity, source, [source_key], [target_key], fate, site, rule, source_fp, expected_fp, version, late, tombstone, moved_as";
        _entries = new RowBuffer(target, "storefold_id_map", Written, keys: 3, OnDuplicate.Replace, newest: "version");
        _newEntries = new RowBuffer(target, "storefold_id_map", Written, keys: 3, OnDuplicate.Refuse, types: "iikkittbbiiii");
        _partsOf = target.PrepareJournal(
            "SELECT [part_key], [target_key] FROM storefold_part_map WHERE row = ?1 AND source = ?2 AND parent_key = ?3k ORDER BY part_key");
        _listedParts = new ListedQuery(
            target, "[parent_key], [part_key], [target_key]", "storefold_part_map", "row = ?1 AND source = ?2", "parent_key", native: true,
            orderBy: "parent_key, part_key");
        _parts = new RowBuffer(
            target, "storefold_part_map", "row, source, [parent_key], [part_key], [target_key]", keys: 4, OnDuplicate.Refuse, types: "iikkk");
        _removePart = target.PrepareJournal(
            "DELETE FROM storefold_part_map WHERE row = ?1 AND source = ?2 AND parent_key = ?3k AND part_key = ?4k");

        // Both SQLite (3.50.4) and, with the statistics of a table that grows, PostgreSQL (15) like the beginning of the primary key
        // better than this index, and walk the whole entity for each key. The sum keeps them from the entity's column.
        var index = target.Sql is SqliteDialect ? "INDEXED BY storefold_id_map_by_target " : "";
        _byTarget = target.PrepareJournal(
            $"SELECT source, [source_key], moved_as FROM storefold_id_map {index}WHERE entity + 0 = ?1 AND target_key = ?2k");
        _listedTargets = new ListedQuery(
            target, "[target_key], source, [source_key], moved_as", "storefold_id_map " + index, "entity + 0 = ?1", "target_key", native: true);
    }

    /// <summary>A key below every other one where there is none to go on from.</summary>
    public static Value Above(in Value last) => last.IsNull ? Value.Of(long.MinValue) : last;

    /// <summary>Number of a row of the model in the part map: entity × 16 + position, the root being 0.</summary>
    public static int RowNumber(RowDef row)
    {
        var entity = ShopModel.Find(row.Entity) ?? throw new ArgumentException($"{row.Entity} is not an entity.");
        return (entity.Number * 16) + (row.Part is null ? 0 : entity.PartIndex(row.Part) + 1);
    }

    /// <summary>The entry of one aggregate, or null.</summary>
    public MapEntry? Find(EntityDef entity, int source, in Value key)
    {
        if (_waiting.TryGetValue((entity.Number, source, key), out var waiting)) return waiting.Entry;
        if (_ahead.TryGetValue((entity.Number, source, key), out var ahead)) return ahead;
        _find.BindAll(Value.Of(entity.Number), Value.Of(source), key);
        var entry = _find.Step() ? Read(_find, new Arena()) : null;
        _find.Reset();
        return entry;
    }

    /// <summary>The entries of those of the aggregates that have one.</summary>
    public List<MapEntry> LookAhead(EntityDef entity, int source, IReadOnlyList<Value> keys)
    {
        Flush();
        var entries = new List<MapEntry>(keys.Count);
        _listed.Each(keys, (row, arena) => entries.Add(Read(row, arena)), Value.Of(entity.Number), Value.Of(source));
        return entries;
    }

    /// <summary>
    /// Fetches the entries of these aggregates, which then are found without asking, until <see cref="ForgetAhead"/>; returns those
    /// that there are.
    /// </summary>
    public List<MapEntry> FetchAhead(EntityDef entity, int source, IReadOnlyList<Value> keys)
    {
        var entries = LookAhead(entity, source, keys);
        foreach (var key in keys) _ahead[(entity.Number, source, key)] = null;
        foreach (var entry in entries) _ahead[(entity.Number, source, entry.SourceKey)] = entry;
        return entries;
    }

    /// <summary>Entries in a range of keys, in key order.</summary>
    /// <param name="entity">Entity.</param>
    /// <param name="source">Number of the source.</param>
    /// <param name="after">Exclusive lower end; absent for none.</param>
    /// <param name="until">Inclusive upper end; absent for none.</param>
    public List<MapEntry> Range(EntityDef entity, int source, in Value after, in Value until)
    {
        Flush();
        var statement = until.IsNull ? _after : _between;
        statement.BindAll(Value.Of(entity.Number), Value.Of(source), Above(after));
        if (!until.IsNull) statement.Bind(4, until);
        var arena = new Arena();
        var entries = new List<MapEntry>();
        while (statement.Step()) entries.Add(Read(statement, arena));
        return entries;
    }

    /// <summary>Writes an entry; one of an older run than the one that stands is refused.</summary>
    /// <param name="entity">Entity.</param>
    /// <param name="source">Number of the source.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="isNew">True where this transaction has seen that there is none: such entries go in bulk.</param>
    public void Save(EntityDef entity, int source, MapEntry entry, bool isNew = false)
    {
        _ahead.Remove((entity.Number, source, entry.SourceKey));
        _behindAhead.Clear();
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_waiting, (entity.Number, source, entry.SourceKey), out var waits);
        slot = (entry, waits ? slot.IsNew : isNew);
    }

    /// <summary>Target ids of the parts of one aggregate, by identity.</summary>
    public List<(Value Identity, Value TargetKey)> Parts(int row, int source, in Value parent)
    {
        if (_partsAhead.TryGetValue((row, source, parent), out var ahead)) return [.. ahead];
        _parts.Flush();
        _partsOf.BindAll(Value.Of(row), Value.Of(source), parent);
        var arena = new Arena();
        var parts = new List<(Value, Value)>();
        while (_partsOf.Step()) parts.Add((_partsOf.Read(0, arena), _partsOf.Read(1, arena)));
        return parts;
    }

    /// <summary>Target id of one part, or absent.</summary>
    public Value Part(int row, int source, in Value parent, in Value identity)
    {
        var wanted = identity;
        return Parts(row, source, parent).Find(part => part.Identity == wanted).TargetKey;
    }

    /// <summary>Fetches the parts of these aggregates, which then are found without asking, until <see cref="ForgetAhead"/>.</summary>
    public void LookAheadParts(int row, int source, IReadOnlyList<Value> parents)
    {
        _parts.Flush();
        foreach (var parent in parents) _partsAhead[(row, source, parent)] = [];
        _listedParts.Each(
            parents, (found, arena) => _partsAhead[(row, source, found.Read(0, arena))].Add((found.Read(1, arena), found.Read(2, arena))),
            Value.Of(row), Value.Of(source));
    }

    /// <summary>Forgets what was fetched ahead: another batch begins.</summary>
    public void ForgetAhead()
    {
        _ahead.Clear();
        _partsAhead.Clear();
        _behindAhead.Clear();
    }

    /// <summary>Notes the target id of a part.</summary>
    public void SavePart(int row, int source, in Value parent, in Value identity, in Value target)
    {
        _parts.Add(Value.Of(row), Value.Of(source), parent, identity, target);
        if (_partsAhead.TryGetValue((row, source, parent), out var ahead)) ahead.Add((identity, target));
    }

    /// <summary>Forgets a part that vanished.</summary>
    public void RemovePart(int row, int source, in Value parent, in Value identity)
    {
        _parts.Flush();
        _removePart.Run(Value.Of(row), Value.Of(source), parent, identity);
        var removed = identity;
        if (_partsAhead.TryGetValue((row, source, parent), out var ahead)) ahead.RemoveAll(part => part.Identity == removed);
    }

    /// <summary>The source aggregates behind a target row and how each came there: one, or several when they were merged into it.</summary>
    public List<(int Source, Value Key, Fate Fate)> BehindTarget(EntityDef entity, in Value targetKey)
    {
        if (_behindAhead.TryGetValue((entity.Number, targetKey), out var ahead)) return ahead;
        Flush();
        _byTarget.BindAll(Value.Of(entity.Number), targetKey);
        var arena = new Arena();
        var found = new List<(int, Value, Fate)>();
        while (_byTarget.Step())
            found.Add(((int)_byTarget.Read(0, arena).AsInteger(), _byTarget.Read(1, arena), (Fate)_byTarget.Read(2, arena).AsInteger()));
        return InOrder(found);
    }

    /// <summary>True for a target row that was made for an aggregate of this source.</summary>
    public bool IsCreatedFrom(EntityDef entity, int source, in Value targetKey) =>
        BehindTarget(entity, targetKey).Exists(behind => behind.Fate == Fate.Created && behind.Source == source);

    /// <summary>Fetches what is behind these target rows, which then is found without asking, until <see cref="ForgetAhead"/>.</summary>
    public void LookAheadBehind(EntityDef entity, IReadOnlyList<Value> targetKeys)
    {
        Flush();
        foreach (var key in targetKeys) _behindAhead[(entity.Number, key)] = [];
        _listedTargets.Each(
            targetKeys, (row, arena) => _behindAhead[(entity.Number, row.Read(0, arena))].Add(
                ((int)row.Read(1, arena).AsInteger(), row.Read(2, arena), (Fate)row.Read(3, arena).AsInteger())),
            Value.Of(entity.Number));
        foreach (var key in targetKeys) InOrder(_behindAhead[(entity.Number, key)]);
    }

    /// <summary>Sends what was saved. Call it before the transaction ends, and before other statements read the map.</summary>
    public void Flush()
    {
        foreach (var ((entity, source, _), (entry, isNew)) in _waiting)
        {
            (isNew ? _newEntries : _entries).Add(
                Value.Of(entity), Value.Of(source), entry.SourceKey, entry.TargetKey, Value.Of((long)entry.Fate), Value.Of(entry.Site),
                Value.Of(entry.Rule), entry.SourceFp, entry.ExpectedFp, Value.Of(entry.Version), Value.Of((long)entry.Late),
                Value.Of(entry.Tombstone), Value.Of((long)entry.MovedAs));
        }

        _waiting.Clear();
        _newEntries.Flush();
        _entries.Flush();
        _parts.Flush();
    }

    /// <summary>Forgets what was saved and fetched, after a transaction was taken back.</summary>
    public void Discard()
    {
        _waiting.Clear();
        _newEntries.Discard();
        _entries.Discard();
        _parts.Discard();
        ForgetAhead();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IDisposable[] owned =
            [_find, _between, _after, _partsOf, _removePart, _byTarget, _listed, _listedParts, _listedTargets, _newEntries, _entries, _parts];
        foreach (var one in owned) one.Dispose();
    }

    private static List<(int Source, Value Key, Fate Fate)> InOrder(List<(int Source, Value Key, Fate Fate)> behind)
    {
        if (behind.Count > 1) behind.Sort((a, b) => a.Source != b.Source ? a.Source.CompareTo(b.Source) : Value.CompareKeys(a.Key, b.Key));
        return behind;
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
