namespace Storefold.Shop;

/// <summary>The kinds of field of the shop model; each has one canonical form (see <c>Fingerprint</c>).</summary>
public enum FieldType
{
    /// <summary>UTF-8 text, compared byte for byte.</summary>
    Text,

    /// <summary>64-bit integer.</summary>
    Integer,

    /// <summary>Truth value.</summary>
    Boolean,

    /// <summary>Exact decimal, such as a quantity.</summary>
    Decimal,

    /// <summary>Exact decimal in the row's currency.</summary>
    Money,

    /// <summary>Instant in UTC microseconds.</summary>
    Time,

    /// <summary>JSON, compared in canonical form.</summary>
    Json,

    /// <summary>Native key of another aggregate.</summary>
    Reference,

    /// <summary>Native key of a part, of this aggregate or of the one that another field of the row refers to.</summary>
    PartReference,
}

/// <summary>One field of a model row.</summary>
/// <param name="Name">Column name in read files and staging tables.</param>
/// <param name="Type">Kind of content.</param>
/// <param name="Target">For references: the entity, or the part as <c>entity.part</c>.</param>
/// <param name="Required">A row without it is quarantined; for references also when the referenced row is.</param>
/// <param name="Via">For part references into another aggregate: the reference field that names that aggregate.</param>
/// <param name="Late">Filled by the late pass, because the referenced entity is written after this one.</param>
public sealed record FieldDef(
    string Name, FieldType Type, string? Target = null, bool Required = false, string? Via = null, bool Late = false)
{
    /// <summary>Position in the row.</summary>
    public int Ordinal { get; init; }

    /// <summary>True for references to aggregates and parts.</summary>
    public bool IsReference => Type is FieldType.Reference or FieldType.PartReference;

    /// <summary>
    /// The platform computes it from other rows, so it is not compared as a field; <c>Verification.Invariants</c> checks it.
    /// </summary>
    public bool Derived { get; init; }

    /// <summary>
    /// An amount that a platform works out, finer than the currency's smallest coin: what is owed stands elsewhere. A target that
    /// keeps coins only gets it rounded half up, by the rule <c>money_rounded</c>.
    /// </summary>
    public bool Computed { get; init; }

    /// <summary>Smallest value that is not refused, for quantities.</summary>
    public long? Minimum { get; init; }
}

/// <summary>The root of an aggregate, or one of its parts.</summary>
public sealed class RowDef
{
    private readonly FieldDef[] _fields;
    private readonly Dictionary<string, FieldDef> _byName;

    internal RowDef(string entity, string? part, IEnumerable<FieldDef> fields)
    {
        Entity = entity;
        Part = part;
        Name = part is null ? entity : entity + "." + part;
        _fields = [.. fields.Select((field, index) => field with { Ordinal = index })];
        Fields = _fields;
        _byName = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        CurrencyOrdinal = _byName.TryGetValue("currency", out var currency) ? currency.Ordinal : -1;
    }

    /// <summary>Name of the aggregate, such as <c>order</c>.</summary>
    public string Entity { get; }

    /// <summary>Name of the part, such as <c>line</c>; null for the root.</summary>
    public string? Part { get; }

    /// <summary><c>order</c> or <c>order.line</c>: the name in packs, books and the certificate.</summary>
    public string Name { get; }

    /// <summary>Fields in the order of the row.</summary>
    public IReadOnlyList<FieldDef> Fields { get; }

    /// <summary>The same fields for loops that run once per row.</summary>
    public ReadOnlySpan<FieldDef> FieldSpan => _fields;

    /// <summary>Where the row's own currency stands, or -1 (then the root's counts).</summary>
    public int CurrencyOrdinal { get; }

    /// <summary>The field of that name.</summary>
    /// <exception cref="KeyNotFoundException">The model has no such field.</exception>
    public FieldDef this[string name] => _byName[name];

    /// <summary>The field of that name, or null.</summary>
    public FieldDef? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>
/// An aggregate: read whole, written whole, verified whole, with one fingerprint and one version. Its parts live and
/// die with it.
/// </summary>
public sealed class EntityDef
{
    internal EntityDef(int number, string name, RowDef root, IReadOnlyList<RowDef> parts)
    {
        Number = number;
        Name = name;
        Root = root;
        Parts = parts;
        Rows = [root, .. parts];
    }

    /// <summary>Stable number in the ID map.</summary>
    public int Number { get; }

    /// <summary>Name, such as <c>order</c>.</summary>
    public string Name { get; }

    /// <summary>The root row.</summary>
    public RowDef Root { get; }

    /// <summary>The parts, in the order in which they are written.</summary>
    public IReadOnlyList<RowDef> Parts { get; }

    /// <summary>Root and parts.</summary>
    public IReadOnlyList<RowDef> Rows { get; }

    /// <summary>Position of a part in <see cref="Parts"/>.</summary>
    /// <exception cref="KeyNotFoundException">The entity has no such part.</exception>
    public int PartIndex(string part)
    {
        for (var index = 0; index < Parts.Count; index++)
        {
            if (string.Equals(Parts[index].Part, part, StringComparison.Ordinal)) return index;
        }

        throw new KeyNotFoundException($"{Name} has no part '{part}'.");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
