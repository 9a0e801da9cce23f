using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Packs.Sql;

/// <summary>
/// One connection to one database: the whole seam between Storefold and a driver. A session is used by one thread at a
/// time and is synchronous, because its calls are made per row; what runs beside each other are batches, which have a
/// thread of their own (docs/architecture.md, "Sessions are synchronous").
/// </summary>
/// <remarks>Every member throws <see cref="StoreException"/> when the database fails.</remarks>
public interface ISqlSession : IDisposable
{
    /// <summary>
    /// Name of the folder of a pack's SQL files for it: <c>sqlite</c>, <c>postgres</c>, <c>mariadb</c>, <c>files</c> or <c>http</c>.
    /// </summary>
    string Dialect { get; }

    /// <summary>How this kind of database says what Storefold's own statements need.</summary>
    SqlDialect Sql { get; }

    /// <summary>What may be shown of the connection; no secrets.</summary>
    string Display { get; }

    /// <summary>
    /// Compiles one statement with parameters <c>?1</c>, <c>?2</c>. The caller keeps and disposes it. Other statements may run
    /// between its steps; a driver may fetch the whole result at the first one, so it is for results of a batch's size.
    /// </summary>
    ISqlStatement Prepare(string sql);

    /// <summary>The same for results of any size: they are fetched in portions. Only inside a transaction.</summary>
    ISqlStatement PrepareScan(string sql);

    /// <summary>Fills a staging table that was made with the same columns. The caller disposes it; rows count from <c>Complete</c> on.</summary>
    ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns);

    /// <summary>Runs a script of one or more statements without results.</summary>
    void Execute(string script);

    /// <summary>Begins a transaction that reads one snapshot of the database.</summary>
    void BeginSnapshot();

    /// <summary>Begins a transaction that holds the right to write from its start.</summary>
    void BeginWrite();

    /// <summary>Makes the transaction durable.</summary>
    void Commit();

    /// <summary>Takes the transaction back; does nothing where none is open.</summary>
    void Rollback();

    /// <summary>Tables of the shop and their columns; empty where the database has none.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> Tables();

    /// <summary>True when there is such a table.</summary>
    bool HasTable(string name) => Tables().ContainsKey(name);
}

/// <summary>What a session is opened for.</summary>
public enum SessionUse
{
    /// <summary>Reading only; the database refuses writes.</summary>
    Read,

    /// <summary>Reading and writing a database that exists.</summary>
    Write,
}

/// <summary>Opens sessions: the one thing that the domain needs from the drivers.</summary>
public interface IConnections
{
    /// <summary>Opens a session.</summary>
    /// <exception cref="StoreException">The database cannot be opened for that use.</exception>
    ISqlSession Open(ConnectionModel connection, SessionUse use);
}

/// <summary>Copies databases: what a rehearsal needs besides sessions.</summary>
public interface IDatabaseCopies
{
    /// <summary>Copies a database as it stands at one moment, without keeping its users from it.</summary>
    /// <param name="source">The database; it is only read.</param>
    /// <param name="path">Path of the copy; nothing may be there.</param>
    /// <returns>The connection of the copy, as a plan in the same folder may write it.</returns>
    /// <exception cref="StoreException">The driver cannot copy, there is something at the path, or a database failed.</exception>
    ConnectionModel Copy(ConnectionModel source, string path);
}

/// <summary>Rows on their way into a staging table.</summary>
public interface ISqlBulk : IDisposable
{
    /// <summary>Adds a row: one value per column. Decimals and times may come as such or encoded as the pack says.</summary>
    void Add(ReadOnlySpan<Value> row);

    /// <summary>Forgets what was added since it was last sent.</summary>
    void Discard();

    /// <summary>Sends what was added. Afterwards further rows may be added and completed.</summary>
    void Complete();
}

/// <summary>One compiled statement. Parameters are numbered from 1 and columns from 0.</summary>
public interface ISqlStatement : IDisposable
{
    /// <summary>Number of result columns.</summary>
    int ColumnCount { get; }

    /// <summary>Name of a result column.</summary>
    string ColumnName(int column);

    /// <summary>Sets a parameter. Decimals go as text, times as integer microseconds; see <c>ValueCodec</c>.</summary>
    void Bind(int parameter, in Value value);

    /// <summary>Moves to the next row; false after the last.</summary>
    bool Step();

    /// <summary>The cell of the current row; text and bytes are copied into <paramref name="arena"/>.</summary>
    Value Read(int column, Arena arena);

    /// <summary>Ends the current execution so that the statement can be bound again.</summary>
    void Reset();
}

/// <summary>The world failed: a database is gone, full, locked or damaged. Ends a command with exit code 3.</summary>
public sealed class StoreException : Exception
{
    /// <summary>An error of the database.</summary>
    public StoreException(string message, bool isTransient = false, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>True when the same call may succeed later: busy, connection lost.</summary>
    public bool IsTransient { get; }

    /// <summary>
    /// True when the database took the transaction back for the sake of another one (a deadlock, a conflict, a lock that was not
    /// free): the session is fine, and the same transaction may be done again.
    /// </summary>
    public bool IsTakenBack { get; init; }

    /// <summary>True when nobody answers at the address.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>True when the statement itself was refused: wrong schema or a mistake in a pack's file.</summary>
    public bool IsSchema { get; init; }

    /// <summary>True when the user of the connection lacks a right.</summary>
    public bool IsRight { get; init; }

    /// <summary>True when a run had begun to write: what it committed stays, whatever was refused then.</summary>
    public bool IsMidway { get; set; }

    /// <summary>
    /// True when the target refused the rows themselves: a constraint, or a value that a column cannot hold. The same statement
    /// over fewer rows may succeed.
    /// </summary>
    public bool IsConstraint { get; init; }

    /// <summary>The same, of a file.</summary>
    public StoreException In(string file) => new($"{file}: {Message}", IsTransient, this)
    {
        IsTakenBack = IsTakenBack, IsUnreachable = IsUnreachable, IsSchema = IsSchema, IsRight = IsRight, IsConstraint = IsConstraint, IsMidway = IsMidway,
    };
}
