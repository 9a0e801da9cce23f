using Storefold.Packs.Routes;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>How a platform writes amounts of money.</summary>
public enum MoneyEncoding
{
    /// <summary>Text or integer with a decimal point.</summary>
    Decimal,

    /// <summary>Whole minor units.</summary>
    Minor,
}

/// <summary>How a platform writes times.</summary>
public enum TimeEncoding
{
    /// <summary><c>2024-10-21 08:00:00.123Z</c> and its variants; written as <c>2024-10-21T08:00:00.123000Z</c>.</summary>
    Text,

    /// <summary>Seconds since 1970.</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970.</summary>
    UnixMilliseconds,

    /// <summary>Microseconds since 1970.</summary>
    UnixMicroseconds,
}

/// <summary>How a platform writes values.</summary>
/// <param name="Money">Encoding of amounts.</param>
/// <param name="MoneyDigits">Minor digits; null: as ISO 4217 has them for the currency.</param>
/// <param name="Time">Encoding of times.</param>
/// <param name="LocalTimes">True when times without an offset are local times of the plan's source zone.</param>
/// <param name="TimeUnit">Smallest unit of time that it keeps, in microseconds: 1, 1000 or 1000000.</param>
/// <param name="Decimals">Decimals that its columns of decimal amounts hold; null: as many as there are.</param>
public sealed record ValueRules(
    MoneyEncoding Money, int? MoneyDigits, TimeEncoding Time, bool LocalTimes, long TimeUnit = 1, int? Decimals = null);

/// <summary>A table whose bare <c>count(*)</c> starts the books of one row of the model.</summary>
/// <param name="Table">Name in the platform's database.</param>
/// <param name="Where">For tables that hold several kinds of row: the condition on its discriminator.</param>
/// <param name="Key">Column that holds the id; needed in targets whose ids are allocated.</param>
/// <param name="Count">For tables whose rows hold several rows of the model, or none: how many one of them holds. Null: one.</param>
public sealed record DeclaredTable(string Table, string? Where, string Key, string? Count = null);

/// <summary>One entity as the platform has it.</summary>
/// <param name="Def">The entity.</param>
/// <param name="IntegerKey">True when native keys are integers, false for text.</param>
/// <param name="Tables">Declared tables by row name; several where a row of the model gathers several tables.</param>
public sealed record PackEntity(
    EntityDef Def, bool IntegerKey, IReadOnlyDictionary<string, IReadOnlyList<DeclaredTable>> Tables);

/// <summary>A named loss: something that a platform lacks as a source, or cannot hold as a target.</summary>
/// <param name="Rule">Name in certificate and status.</param>
/// <param name="Entity">Name of the entity or row.</param>
/// <param name="Field">Field, or null when the whole row or entity is meant.</param>
/// <param name="Why">One sentence for people.</param>
public sealed record LossRule(string Rule, string Entity, string? Field, string Why);

/// <summary>What a pack says of its platform as a target.</summary>
/// <param name="Write">Rows in the order in which their write files run.</param>
/// <param name="EmailUnique">A customer's e-mail is unique.</param>
/// <param name="EmailVerified">The platform stores whether an e-mail is verified.</param>
/// <param name="Passwords">Password schemes that the platform understands.</param>
/// <param name="OrderNumberUnique">Order numbers are unique.</param>
/// <param name="CouponCodeCollation">Collation that decides which coupon codes collide.</param>
/// <param name="CouponCodeLength">Longest coupon code that it holds, in characters; null for no bound. Longer ones are reissued.</param>
/// <param name="PointsDecimals">Decimals of a point.</param>
/// <param name="Late">Entities that have a late pass.</param>
/// <param name="Ids">
/// By row name, for rows whose ids are texts that are made from the source key: <c>order_{ulid}</c>, <c>{uuid}</c>, <c>{hex}</c>.
/// </param>
public sealed record PackTarget(
    IReadOnlyList<string> Write, bool EmailUnique, bool EmailVerified, IReadOnlyList<string> Passwords,
    bool OrderNumberUnique, string CouponCodeCollation, int? CouponCodeLength, int PointsDecimals, IReadOnlyList<string> Late,
    IReadOnlyDictionary<string, string> Ids);

/// <summary>
/// A platform as data: what <c>pack.yaml</c> says and where the SQL files are. Checked by <see cref="PackReader"/>: every
/// declared row has its files, and every file belongs to a row of the model.
/// </summary>
public sealed class PackModel
{
    /// <summary>The dialect of platforms over HTTP: their rows are copied into SQLite, so its files serve where there are no own.</summary>
    public const string HttpDialect = "http";

    private const string AnyDialect = "any";

    /// <summary>Name: the folder's.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>True for a platform that does not exist outside this project.</summary>
    public required bool Invented { get; init; }

    /// <summary>Folder of the pack.</summary>
    public required string Folder { get; init; }

    /// <summary>Folders in the order in which a file is looked for: its own, then those of the packs that it extends.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>The same folders as people know them: <c>packs/NAME</c> for a pack of the house, else as they were named.</summary>
    public required IReadOnlyList<string> Shown { get; init; }

    /// <summary>Dialects it has files for.</summary>
    public required IReadOnlyList<string> Dialects { get; init; }

    /// <summary>Tables and columns that tell the platform.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Detect { get; init; }

    /// <summary>How values are written.</summary>
    public required ValueRules Values { get; init; }

    /// <summary>What the names of its tables begin with; null where a shop cannot choose that.</summary>
    public TablePrefix? TablePrefix { get; init; }

    /// <summary>Entities by name.</summary>
    public required IReadOnlyDictionary<string, PackEntity> Entities { get; init; }

    /// <summary>Skip rules: name and sentence.</summary>
    public required IReadOnlyDictionary<string, string> Skips { get; init; }

    /// <summary>What it lacks as a source.</summary>
    public required IReadOnlyList<LossRule> Lacks { get; init; }

    /// <summary>What it cannot hold as a target.</summary>
    public required IReadOnlyList<LossRule> CannotHold { get; init; }

    /// <summary>Tables that hold nothing to carry, with the reason.</summary>
    public required IReadOnlyDictionary<string, string> UncarriedTables { get; init; }

    /// <summary>Rows whose file reads the whole table with each batch, with the reason why that is no matter or cannot be helped.</summary>
    public required IReadOnlyDictionary<string, string> ReadsWhole { get; init; }

    /// <summary>What holds for it as a target; null when it is only read.</summary>
    public PackTarget? Target { get; init; }

    /// <summary>What the platform's addresses mean.</summary>
    public PackRoutes Routes { get; init; } = PackRoutes.None;

    /// <summary>True when points can be frozen and debited in it.</summary>
    public bool CanFreezePoints { get; init; }

    /// <summary>
    /// The text of a file such as <c>read/order.line.sql</c>, or null where the pack has none. A file of the dialect comes before
    /// one in <c>any/</c>, which every dialect understands, and both before those of a pack that this one extends.
    /// </summary>
    public string? Sql(string dialect, string path)
    {
        if (FileOf(dialect, path) is not { } file) return null;
        var sql = File.ReadAllText(file);
        return TablePrefix?.In(sql) ?? sql;
    }

    /// <summary>Where a file such as <c>read/order.line.sql</c> stands, as people know it; a file that is not there, where it would be.</summary>
    public string Place(string dialect, string path)
    {
        if (FileOf(dialect, path) is not { } file) return Path.Combine(Shown[0], dialect, path);
        var layer = Enumerable.Range(0, Folders.Count).First(at => file.StartsWith(Folders[at] + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return Path.Combine(Shown[layer], Path.GetRelativePath(Folders[layer], file));
    }

    /// <summary>True when the pack reads this row.</summary>
    public bool Reads(RowDef row, string dialect) => FileOf(dialect, $"read/{row.Name}.sql") is not null;

    /// <summary>All tables that start the books of some row.</summary>
    public IEnumerable<DeclaredTable> DeclaredTables => Entities.Values.SelectMany(entity => entity.Tables.Values).SelectMany(tables => tables);

    /// <summary>The rows that it writes as a target, in the order in which their files run; none where it is only read.</summary>
    public IEnumerable<RowDef> WrittenRows => (Target?.Write ?? []).Select(ShopModel.FindRow).OfType<RowDef>();

    /// <summary>Whether it writes a row as a target.</summary>
    public bool Writes(RowDef row) => Target?.Write.Contains(row.Name, StringComparer.Ordinal) is true;

    /// <summary>True when target keys of a row are integers.</summary>
    public bool HasIntegerIds(RowDef row) =>
        Target?.Ids.ContainsKey(row.Name) is not true && Entities.TryGetValue(row.Entity, out var entity) && entity.IntegerKey;

    /// <summary>The rule by which the target drops a whole entity or part, or null.</summary>
    public LossRule? DropsRow(string name) =>
        CannotHold.FirstOrDefault(rule => rule.Field is null && string.Equals(rule.Entity, name, StringComparison.Ordinal));

    /// <summary>The rule by which the target drops a field, or null.</summary>
    public LossRule? DropsField(RowDef row, FieldDef field) => CannotHold.FirstOrDefault(rule =>
        string.Equals(rule.Field, field.Name, StringComparison.Ordinal)
        && string.Equals(rule.Entity, row.Name, StringComparison.Ordinal));

    /// <summary>True when there is such a folder, as <c>rehearse</c>, for this dialect.</summary>
    public bool HasFolder(string dialect, string name) => PathsOf(dialect, name).Any(Directory.Exists);

    private string? FileOf(string dialect, string path) => PathsOf(dialect, path).FirstOrDefault(File.Exists);

    private IEnumerable<string> PathsOf(string dialect, string path) =>
        Folders.SelectMany(layer => FoldersOf(dialect).Select(folder => Path.Combine(layer, folder, path)));

    private static string[] FoldersOf(string dialect) => string.Equals(dialect, HttpDialect, StringComparison.Ordinal)
        ? [dialect, "sqlite", AnyDialect]
        : [dialect, AnyDialect];
}
