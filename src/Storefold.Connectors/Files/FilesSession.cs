using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Files;

/// <summary>
/// Exports in a folder as a database that is only read: a table for each file, with SQLite's SQL. Each snapshot begins with a
/// look at the folder, so it sees what was exported again meanwhile.
/// </summary>
public sealed class FilesSession : ISqlSession
{
    private readonly FileFolder _files;
    private readonly SqliteSession _scratch;

    private FilesSession(FileFolder files, SqliteSession scratch, string folder) => (_files, _scratch, Display) = (files, scratch, folder);

    /// <inheritdoc/>
    public string Dialect => "files";

    /// <inheritdoc/>
    public SqlDialect Sql => SqliteDialect.Instance;

    /// <inheritdoc/>
    public string Display { get; }

    /// <summary>Reads the exports in a folder and opens them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="home">Where to keep what was read if the folder can only be read; null for nowhere.</param>
    /// <exception cref="StoreException">There are none, or one of them is damaged: with its line and byte.</exception>
    public static FilesSession Open(string folder, string? home)
    {
        var files = new FileFolder(folder, home);
        files.Refresh();
        return new FilesSession(files, SqliteSession.Open(files.Database, SqliteAccess.ReadOnly), folder);
    }

    /// <inheritdoc/>
    public ISqlStatement Prepare(string sql) => _scratch.Prepare(sql);

    /// <inheritdoc/>
    public ISqlStatement PrepareScan(string sql) => _scratch.PrepareScan(sql);

    /// <inheritdoc/>
    public ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns) => _scratch.Bulk(table, columns);

    /// <inheritdoc/>
    public void Execute(string script) => _scratch.Execute(script);

    /// <inheritdoc/>
    public void BeginSnapshot()
    {
        _files.Refresh();
        _scratch.BeginSnapshot();
    }

    /// <inheritdoc/>
    public void BeginWrite() => throw ReadOnly(Display);

    /// <inheritdoc/>
    public void Commit() => _scratch.Commit();

    /// <inheritdoc/>
    public void Rollback() => _scratch.Rollback();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables() => _scratch.Tables()
        .Where(table => !string.Equals(table.Key, FileCatalogue.Table, StringComparison.Ordinal))
        .ToDictionary(table => table.Key, table => table.Value, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Dispose() => _scratch.Dispose();

    internal static StoreException ReadOnly(string folder) => new($"{folder} holds exports, which can only be read.") { IsSchema = true };
}
