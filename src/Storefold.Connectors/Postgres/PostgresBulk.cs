using Npgsql;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// Rows on their way into a staging table through COPY in its binary form. They are kept here until they are complete, as other
/// tables are filled, and statements run, in between on the same connection.
/// </summary>
internal sealed class PostgresBulk : ISqlBulk
{
    // Sent early past this, so that one enormous batch does not fill the memory.
    private const int Full = 32 << 20;

    private readonly PostgresSession _session;
    private readonly IReadOnlyList<StageColumn> _columns;
    private readonly string _copy;
    private readonly CopyWriter _writer = new();

    public PostgresBulk(PostgresSession session, string table, IReadOnlyList<StageColumn> columns)
    {
        (_session, _columns) = (session, columns);
        var names = string.Join(", ", columns.Select(column => session.Sql.Quote(column.Name)));
        _copy = $"COPY {table}({names}) FROM STDIN (FORMAT BINARY)";
    }

    public void Add(ReadOnlySpan<Value> row)
    {
        var start = _writer.Length;
        try
        {
            _writer.BeginRow(row.Length);
            for (var column = 0; column < row.Length; column++) CopyCell.Write(_writer, _columns[column], row[column]);
        }
        catch (StoreException)
        {
            // The refused row leaves nothing behind: the caller may go on without it.
            _writer.Cut(start);
            throw;
        }

        if (_writer.Length > Full) Complete();
    }

    public void Complete()
    {
        if (_writer.Length == 0) return;
        try
        {
            using var copy = _session.CopyIn(_copy);
            try
            {
                _writer.SendTo(copy);
            }
            catch
            {
                copy.Cancel();
                throw;
            }
        }
        catch (Exception problem) when (PostgresErrors.IsOurs(problem))
        {
            throw _session.Failed(problem, _copy);
        }
        finally
        {
            _writer.Cut(0);
        }
    }

    public void Discard() => _writer.Cut(0);

    public void Dispose() => _writer.Cut(0);
}
