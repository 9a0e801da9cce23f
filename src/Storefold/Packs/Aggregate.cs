using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>One row of a part, or the root.</summary>
public sealed class Row
{
    /// <summary>Native key of the row; for parts without one, absent.</summary>
    public Value Key { get; set; }

    /// <summary>Fields in the order of the row definition.</summary>
    public required Value[] Fields { get; init; }

    /// <summary>Skip rule of this row alone, or null.</summary>
    public string? Skip { get; set; }

    /// <summary>Extras: columns that the model has no field for; null where the pack returns none.</summary>
    public Value[]? Extras { get; init; }

    /// <summary>Identity within its aggregate: the native key, or the ordinal where it has none.</summary>
    public Value Identity(int ordinal) => Key.IsNull ? Value.Of(ordinal) : Key;
}

/// <summary>A row that could not be read or placed, with everything the database returned for it.</summary>
/// <param name="Row">Definition of the row.</param>
/// <param name="Key">Native key, or absent.</param>
/// <param name="Rejection">Why.</param>
/// <param name="Raw">The row as JSON, invalid text as hex.</param>
public sealed record RejectedRow(RowDef Row, Value Key, Rejection Rejection, string Raw);

/// <summary>An aggregate as read from one side: the unit that is read whole, written whole and verified whole.</summary>
public sealed class Aggregate
{
    /// <summary>Entity.</summary>
    public required EntityDef Def { get; init; }

    /// <summary>Native key.</summary>
    public required Value Key { get; init; }

    /// <summary>Channel or store codes; null when the pack does not tell sites apart for this entity.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Skip rule of the pack, or null.</summary>
    public string? Skip { get; init; }

    /// <summary>Root row.</summary>
    public required Row Root { get; init; }

    /// <summary>Rows of each part, in the order of <see cref="EntityDef.Parts"/>.</summary>
    public required List<Row>[] Parts { get; init; }

    /// <summary>First refusal in it, or null. A refused aggregate keeps the rows that could be read, for the books.</summary>
    public RejectedRow? Rejected { get; set; }

    /// <summary>Fingerprint of everything that was read; see <see cref="SourceFingerprint"/>.</summary>
    public Value SourceFp { get; set; }

    /// <summary>The root's field of that name.</summary>
    public Value this[string field] => Root.Fields[Def.Root[field].Ordinal];

    /// <summary>Rows of the named part.</summary>
    public List<Row> Part(string name) => Parts[Def.PartIndex(name)];
}

/// <summary>Aggregates of one entity in key order, read in one snapshot.</summary>
/// <param name="Aggregates">The aggregates.</param>
/// <param name="After">The batch covers the keys above this one; absent for the first.</param>
/// <param name="Until">…and up to this one; absent for the last, which has no upper end.</param>
/// <param name="Strays">Rows that belong to no aggregate: orphans, second rows of a key, rows without a key.</param>
/// <param name="Rows">Rows read, parts included.</param>
public sealed record AggregateBatch(
    IReadOnlyList<Aggregate> Aggregates, Value After, Value Until, IReadOnlyList<StrayRow> Strays, int Rows)
{
    /// <summary>True when no batch follows.</summary>
    public bool IsLast => Until.IsNull;
}

/// <summary>A row outside every aggregate: refused, or left out by a skip rule of its own.</summary>
/// <param name="Rejected">The row and why.</param>
/// <param name="Fields">Its fields as far as they could be read.</param>
/// <param name="Skip">Skip rule, or null when it is refused.</param>
public sealed record StrayRow(RejectedRow Rejected, Value[] Fields, string? Skip);
