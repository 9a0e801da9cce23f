using Storefold.Shop;

namespace Storefold.Packs.Sql;

/// <summary>SQLite: columns without a type hold keys as they are.</summary>
public sealed class SqliteDialect : SqlDialect
{
    /// <summary>The dialect.</summary>
    public static readonly SqliteDialect Instance = new();

    private SqliteDialect()
    {
    }

    /// <inheritdoc/>
    public override bool DdlCommits => false;

    /// <inheritdoc/>
    public override bool HasOneWriter => true;

    /// <inheritdoc/>
    public override bool HasRights => false;

    /// <inheritdoc/>
    public override bool HasTimes => false;

    /// <inheritdoc/>
    public override string TableOptions => " WITHOUT ROWID";

    /// <inheritdoc/>
    public override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Id => "INTEGER PRIMARY KEY",
        ColumnType.Integer => "INTEGER",
        ColumnType.Bytes => "BLOB",
        ColumnType.Key => "",
        _ => "TEXT",
    };

    /// <inheritdoc/>
    public override string Upsert(string table, IReadOnlyList<string> columns, int keys, string? newest = null, int rows = 1) =>
        PostgresDialect.OnConflict(Insert(table, columns, rows), table, columns, keys, newest);

    /// <inheritdoc/>
    public override string AddNew(string table, IReadOnlyList<string> columns, int rows = 1) => Insert(table, columns, rows) + " ON CONFLICT DO NOTHING";

    /// <inheritdoc/>
    public override string Listed(string key, bool integerKeys) => $"{key} IN (SELECT value FROM json_each(?1))";

    /// <inheritdoc/>
    public override string CreateStage(string table, IReadOnlyList<StageColumn> columns) =>
        $"CREATE TEMP TABLE {table}({string.Join(", ", columns.Select(column => Quote(column.Name)))})";

    /// <inheritdoc/>
    public override string Stage(string table) => "temp." + table;

    /// <inheritdoc/>
    public override Value KeyCell(in Value key) => key;

    /// <inheritdoc/>
    public override Value KeyOf(in Value cell) => cell;
}
