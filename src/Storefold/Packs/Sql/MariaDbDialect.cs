using Storefold.Shop;

namespace Storefold.Packs.Sql;

/// <summary>MariaDB from version 10.6. Sessions are in UTC, utf8mb4 and strict mode; text of ours compares byte for byte.</summary>
public sealed class MariaDbDialect : SqlDialect
{
    /// <summary>The dialect.</summary>
    public static readonly MariaDbDialect Instance = new();

    // NOPAD: under the other binary collation a trailing space makes no difference.
    private const string Exact = "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

    private MariaDbDialect()
    {
    }

    /// <inheritdoc/>
    public override bool DdlCommits => true;

    /// <inheritdoc/>
    public override string Identity => "SELECT concat_ws(' ', @@hostname, @@port, @@datadir, @@pid_file, database())";

    /// <inheritdoc/>
    public override string TableOptions => " ENGINE=InnoDB";

    /// <inheritdoc/>
    public override string IndexWhere(string condition) => "";

    /// <inheritdoc/>
    public override string Quote(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    /// <inheritdoc/>
    public override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Id => "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY",
        ColumnType.Integer => "BIGINT",
        ColumnType.Key => "VARBINARY(255)",
        ColumnType.Bytes => "VARBINARY(255)",
        ColumnType.Word => $"VARCHAR(100) {Exact}",
        ColumnType.Name => $"VARCHAR(255) {Exact}",
        _ => $"LONGTEXT {Exact}",
    };

    /// <inheritdoc/>
    public override string Upsert(string table, IReadOnlyList<string> columns, int keys, string? newest = null, int rows = 1)
    {
        // Assignments are made from left to right: the column that the others are held against comes last.
        var others = columns.Skip(keys).OrderBy(column => string.Equals(column, newest, StringComparison.Ordinal) ? 1 : 0).Select(column =>
            newest is null ? $"{column} = VALUES({column})" : $"{column} = IF(VALUES({newest}) >= {newest}, VALUES({column}), {column})");
        return $"{Insert(table, columns, rows)} ON DUPLICATE KEY UPDATE {string.Join(", ", others)}";
    }

    /// <inheritdoc/>
    public override string AddNew(string table, IReadOnlyList<string> columns, int rows = 1) =>
        $"{Insert(table, columns, rows)} ON DUPLICATE KEY UPDATE {columns[0]} = {columns[0]}";

    /// <inheritdoc/>
    public override string Listed(string key, bool integerKeys) => integerKeys
        ? $"{key} IN (SELECT listed.k FROM JSON_TABLE(?1, '$[*]' COLUMNS(k BIGINT PATH '$')) AS listed)"
        : $"{key} IN (SELECT listed.k FROM JSON_TABLE(?1, '$[*]' COLUMNS(k VARCHAR(255) {Exact} PATH '$')) AS listed)";

    /// <inheritdoc/>
    public override int LargestStatement => 256;

    /// <inheritdoc/>
    /// <remarks>The session chooses the engine of temporary tables: one without transactions, at half the cost.</remarks>
    public override string CreateStage(string table, IReadOnlyList<StageColumn> columns) =>
        $"CREATE TEMPORARY TABLE {table}({string.Join(", ", columns.Select(column => Quote(column.Name) + " " + StageTypeOf(column)))})";

    /// <inheritdoc/>
    public override string DropStage(string table) => $"DROP TEMPORARY TABLE IF EXISTS {table}";

    /// <inheritdoc/>
    public override Value KeyCell(in Value key) => KeyBytes.Of(key);

    /// <inheritdoc/>
    /// <remarks>What a refusal names is the host that somebody came from, which need not be that of the account.</remarks>
    public override string Grantee => "SELECT concat(quote(left(c.u, char_length(c.u) - char_length(c.h) - 1)), '@', quote(c.h)) "
        + "FROM (SELECT current_user() AS u, substring_index(current_user(), '@', -1) AS h) AS c";

    /// <inheritdoc/>
    /// <remarks>Nothing else that needs the right is looked at when it is compiled.</remarks>
    public override string AskIndex(string table) => $"CREATE INDEX {table} ON {table}(name)";

    /// <inheritdoc/>
    public override string AskDrop(string table) => $"CREATE OR REPLACE TABLE {table}(name INT)";

    /// <inheritdoc/>
    /// <remarks>A table that is damaged has no engine.</remarks>
    public override string? Untransacted =>
        "SELECT t.TABLE_NAME, t.ENGINE FROM information_schema.TABLES t LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE "
        + "WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES' "
        + "ORDER BY t.TABLE_NAME";

    /// <inheritdoc/>
    /// <remarks>NULL also while replication is stopped: then there is nothing to wait for.</remarks>
    public override (string Sql, string Column)? ReplicaLag => ("SHOW REPLICA STATUS", "Seconds_Behind_Master");

    /// <inheritdoc/>
    public override Value KeyOf(in Value cell) => KeyBytes.Read(cell);

    private static string StageTypeOf(StageColumn column) => column.Type switch
    {
        StageType.Integer => "BIGINT",
        StageType.Boolean => "TINYINT(1)",
        StageType.Decimal => "DECIMAL(38,12)",
        StageType.Time => "DATETIME(6)",
        StageType.Bytes => "LONGBLOB",
        _ when column.Name is "id" or "parent_id" || column.Name.EndsWith("_id", StringComparison.Ordinal) => $"VARCHAR(255) {Exact}",
        _ => $"LONGTEXT {Exact}",
    };
}
