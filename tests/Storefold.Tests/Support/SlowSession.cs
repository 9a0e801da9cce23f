using Storefold.Packs.Sql;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Tests.Support;

/// <summary>A real session on which every row takes its time, by a simulated clock.</summary>
internal sealed class SlowSession(ISqlSession real, SimulatedClock clock, TimeSpan perRow) : ISqlSession
{
    private long _begun;

    /// <summary>How long each transaction was open.</summary>
    public List<TimeSpan> Transactions { get; } = [];

    public string Dialect => real.Dialect;

    public SqlDialect Sql => real.Sql;

    public string Display => real.Display;

    public ISqlStatement Prepare(string sql) => new SlowStatement(real.Prepare(sql), this);

    public ISqlStatement PrepareScan(string sql) => new SlowStatement(real.PrepareScan(sql), this);

    public ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns) => real.Bulk(table, columns);

    public void Execute(string script) => real.Execute(script);

    public void BeginSnapshot()
    {
        _begun = clock.GetTimestamp();
        real.BeginSnapshot();
    }

    public void BeginWrite() => real.BeginWrite();

    public void Commit() => real.Commit();

    public void Rollback()
    {
        Transactions.Add(clock.GetElapsedTime(_begun));
        real.Rollback();
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables() => real.Tables();

    public void Dispose() => real.Dispose();

    private void Wait() => clock.MoveTo(clock.GetUtcNow() + perRow);

    private sealed class SlowStatement(ISqlStatement real, SlowSession session) : ISqlStatement
    {
        public int ColumnCount => real.ColumnCount;

        public string ColumnName(int column) => real.ColumnName(column);

        public void Bind(int parameter, in Value value) => real.Bind(parameter, value);

        public bool Step()
        {
            if (!real.Step()) return false;
            session.Wait();
            return true;
        }

        public Value Read(int column, Arena arena) => real.Read(column, arena);

        public void Reset() => real.Reset();

        public void Dispose() => real.Dispose();
    }
}
