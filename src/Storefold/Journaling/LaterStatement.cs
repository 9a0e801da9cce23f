using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>
/// A statement that writes, compiled when it is first used: verification opens the journal in a transaction that can only read,
/// and MariaDB refuses to compile a statement there that it would refuse to run.
/// </summary>
internal sealed class LaterStatement(ISqlSession session, string sql) : ISqlStatement
{
    private ISqlStatement? _statement;

    /// <inheritdoc/>
    public int ColumnCount => Statement.ColumnCount;

    private ISqlStatement Statement => _statement ??= session.Prepare(sql);

    /// <summary>Compiles a statement: at once, or later if it writes.</summary>
    public static ISqlStatement Of(ISqlSession session, string sql) =>
        sql.AsSpan().TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) ? session.Prepare(sql) : new LaterStatement(session, sql);

    /// <inheritdoc/>
    public string ColumnName(int column) => Statement.ColumnName(column);

    /// <inheritdoc/>
    public void Bind(int parameter, in Value value) => Statement.Bind(parameter, value);

    /// <inheritdoc/>
    public bool Step() => Statement.Step();

    /// <inheritdoc/>
    public Value Read(int column, Arena arena) => Statement.Read(column, arena);

    /// <inheritdoc/>
    public void Reset() => _statement?.Reset();

    /// <inheritdoc/>
    public void Dispose() => _statement?.Dispose();
}
