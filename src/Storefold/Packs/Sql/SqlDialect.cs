using Storefold.Shop;

namespace Storefold.Packs.Sql;

/// <summary>Kinds of column in the tables that Storefold makes for itself.</summary>
public enum ColumnType
{
    /// <summary>A number that the database gives out; the primary key.</summary>
    Id,

    /// <summary>64-bit integer.</summary>
    Integer,

    /// <summary>A word of at most 100 characters, compared byte for byte; may be part of a key.</summary>
    Word,

    /// <summary>A name of at most 255 characters, compared byte for byte; may be part of a key.</summary>
    Name,

    /// <summary>Text of any length, compared byte for byte; never part of a primary key.</summary>
    Text,

    /// <summary>A native key of any platform, integer or text, in the form of <see cref="SqlDialect.KeyCell"/>.</summary>
    Key,

    /// <summary>Bytes, such as a fingerprint.</summary>
    Bytes,
}

/// <summary>Kinds of column in staging tables, which packs read in their write files.</summary>
public enum StageType
{
    /// <summary>64-bit integer, also integer keys, minor units and the number of a part.</summary>
    Integer,

    /// <summary>Truth value: boolean where the database has one, else 0 and 1.</summary>
    Boolean,

    /// <summary>Exact decimal.</summary>
    Decimal,

    /// <summary>Instant: timestamptz, or datetime(6) in UTC.</summary>
    Time,

    /// <summary>Text, also text keys.</summary>
    Text,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Bytes: native keys and fingerprints in tables of ours.</summary>
    Bytes,
}

/// <summary>One column of a staging table.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">What it holds.</param>
public sealed record StageColumn(string Name, StageType Type);

/// <summary>
/// How one kind of database says what Storefold's own statements need: the one place where dialects differ outside packs.
/// Statements are written with parameters <c>?1</c>, <c>?2</c>; drivers turn those into their own.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>True when a statement that makes or drops a table ends the open transaction.</summary>
    public abstract bool DdlCommits { get; }

    /// <summary>True when only one transaction can write to a database at a time.</summary>
    public virtual bool HasOneWriter => false;

    /// <summary>
    /// A query for one text that tells a database from every other, by whatever name it was reached; null where a file is one. No
    /// right is needed for it.
    /// </summary>
    public virtual string? Identity => null;

    /// <summary>What follows a query whose rows are to be locked until the transaction ends; null where a writer has the database alone.</summary>
    public virtual string? LockRows => HasOneWriter ? null : " FOR UPDATE";

    /// <summary>Type of a column in a table of ours, with the constraint that belongs to it.</summary>
    public abstract string TypeOf(ColumnType type);

    /// <summary>What follows the closing bracket of a table of ours that has a primary key of its own.</summary>
    public virtual string TableOptions => "";

    /// <summary>The condition of a partial index, or nothing where the database has none.</summary>
    public virtual string IndexWhere(string condition) => " WHERE " + condition;

    /// <summary>A name between quotation marks.</summary>
    public virtual string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>INSERT that replaces the other columns of a row whose first <paramref name="keys"/> columns are there already.</summary>
    /// <param name="table">A table of ours.</param>
    /// <param name="columns">Columns; the key first. Parameters are in the same order.</param>
    /// <param name="keys">How many of them are the key.</param>
    /// <param name="newest">Column that must not become smaller: an older row leaves the newer one as it is. Null for none.</param>
    /// <param name="rows">Rows of parameters, no two with one key.</param>
    public abstract string Upsert(string table, IReadOnlyList<string> columns, int keys, string? newest = null, int rows = 1);

    /// <summary>INSERT that leaves a row whose key is there already as it is.</summary>
    public abstract string AddNew(string table, IReadOnlyList<string> columns, int rows = 1);

    /// <summary>The condition that an expression is in the JSON array of parameter 1.</summary>
    public abstract string Listed(string key, bool integerKeys);

    /// <summary>
    /// A query for the members of a list, as a column <c>k</c>, which all come in one parameter: a JSON array of texts, native keys as
    /// hexadecimal digits. Null where every member is a parameter of its own.
    /// </summary>
    /// <param name="parameter">Number of the parameter.</param>
    /// <param name="native">True for native keys, false for texts.</param>
    public virtual string? ListOf(int parameter, bool native) => null;

    /// <summary>How many rows of parameters one statement of ours may have, at most; a server is asked seldom.</summary>
    public virtual int LargestStatement => 64;

    /// <summary>True when rows of ours come faster through <see cref="ISqlSession.Bulk"/> than by INSERT.</summary>
    public virtual bool PrefersBulk => false;

    /// <summary>True when staging tables are emptied by the end of every transaction.</summary>
    public virtual bool EmptiesStages => false;

    /// <summary>How a temporary table is called where its name alone could mean another one.</summary>
    public virtual string Stage(string table) => table;

    /// <summary>CREATE of a temporary table.</summary>
    public abstract string CreateStage(string table, IReadOnlyList<StageColumn> columns);

    /// <summary>DROP of a temporary table, there or not; never ends the open transaction.</summary>
    public virtual string DropStage(string table) => $"DROP TABLE IF EXISTS {Stage(table)}";

    /// <summary>Whether staged times are instants of the database's own type; else they are encoded as the pack says.</summary>
    public virtual bool HasTimes => true;

    /// <summary>The cell in which a table of ours keeps a native key. Cells compare as <see cref="Value.CompareKeys"/> does.</summary>
    public abstract Value KeyCell(in Value key);

    /// <summary>The native key in such a cell.</summary>
    public abstract Value KeyOf(in Value cell);

    /// <summary>Whether users have rights of their own to single tables.</summary>
    public virtual bool HasRights => true;

    /// <summary>What to run so that the database looks at the rights that a statement needs; null where compiling it does that.</summary>
    public virtual string? AskRights(string statement) => null;

    /// <summary>A query whether the user has right ?2 on (some column of) table ?1; null where a refusal names the right.</summary>
    public virtual string? HasRight => null;

    /// <summary>A query for the user of the session, as GRANT writes it; null where there are none.</summary>
    public virtual string? Grantee => null;

    /// <summary>
    /// A statement that would make an index on a table that is not there. It is carried out, and refused either way: for want of the
    /// right, or because there is no such table. Null where who makes a table may index it.
    /// </summary>
    public virtual string? AskIndex(string table) => null;

    /// <summary>A statement whose compiling asks whether a table may be dropped; null where who makes a table may drop it.</summary>
    public virtual string? AskDrop(string table) => null;

    /// <summary>A query for the sequence behind column ?2 of table ?1 if the user may not take numbers from it; null where there are none.</summary>
    public virtual string? ClosedSequence => null;

    /// <summary>
    /// A query for the columns of table ?1 whose types may keep less than is assigned to them without a word: name, type as it is written,
    /// kind for <see cref="Rounds"/>. Null where the database, or its driver, refuses such a value.
    /// </summary>
    public virtual string? RoundingColumns => null;

    /// <summary>The condition that a column would not keep an expression as it is; null where these types cannot do that.</summary>
    /// <param name="expression">What is assigned.</param>
    /// <param name="from">Its type.</param>
    /// <param name="kind">The kind of the column, of <see cref="RoundingColumns"/>.</param>
    /// <param name="type">The column's type.</param>
    public virtual string? Rounds(string expression, string from, string kind, string type) => null;

    /// <summary>
    /// Statements that check now what the shop's constraints put off until the commit, and put it off again; null where they always
    /// check at once.
    /// </summary>
    public virtual string? CheckDeferred => null;

    /// <summary>
    /// A query for the tables, with their engines, in which a transaction that is taken back leaves its rows; null where there are none
    /// in this kind of database.
    /// </summary>
    public virtual string? Untransacted => null;

    /// <summary>
    /// A query whose named column says how many seconds a replica is behind, as any number; NULL or no row where the database is
    /// no replica. Null where the kind of database has none.
    /// </summary>
    public virtual (string Sql, string Column)? ReplicaLag => null;

    /// <summary>A plain INSERT with parameters row by row.</summary>
    public static string Insert(string table, IReadOnlyList<string> columns, int rows = 1)
    {
        var values = Enumerable.Range(0, rows).Select(row =>
            "(" + string.Join(", ", Enumerable.Range((row * columns.Count) + 1, columns.Count).Select(number => "?" + number)) + ")");
        return $"INSERT INTO {table}({string.Join(", ", columns)}) VALUES {string.Join(", ", values)}";
    }
}
