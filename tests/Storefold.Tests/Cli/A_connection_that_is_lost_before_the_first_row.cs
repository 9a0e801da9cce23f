using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Tests.Cli;

/// <summary>While both sides are looked at: a lost connection is told as lost, and not as a database that does not fit.</summary>
public sealed class A_connection_that_is_lost_before_the_first_row
{
    [Theory]
    [InlineData("check")]
    [InlineData("transfer")]
    public void Is_the_worlds_fault_and_not_the_packs(string command)
    {
        using var shop = new SampleCli();

        var answer = SampleCli.RunRaw(new LosingConnections(), command, shop.Plan);

        Assert.True(answer.Code == 3, answer.ToString());
        Assert.Contains("the connection was lost", answer.Error + answer.Output);
        Assert.DoesNotContain("does not fit", answer.Error + answer.Output);
    }

    private sealed class LosingConnections : IConnections
    {
        private readonly Connections _real = new();

        public ISqlSession Open(ConnectionModel connection, SessionUse use) => new Losing(_real.Open(connection, use));
    }

    /// <summary>A session that compiles five statements and is lost then.</summary>
    private sealed class Losing(ISqlSession real) : ISqlSession
    {
        private int _left = 5;

        public string Dialect => real.Dialect;

        public SqlDialect Sql => real.Sql;

        public string Display => real.Display;

        public ISqlStatement Prepare(string sql) =>
            _left-- > 0 ? real.Prepare(sql) : throw new StoreException($"{Display}: the connection was lost", isTransient: true);

        public ISqlStatement PrepareScan(string sql) => Prepare(sql);

        public ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns) => real.Bulk(table, columns);

        public void Execute(string script) => real.Execute(script);

        public void BeginSnapshot() => real.BeginSnapshot();

        public void BeginWrite() => real.BeginWrite();

        public void Commit() => real.Commit();

        public void Rollback() => real.Rollback();

        public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables() => real.Tables();

        public void Dispose() => real.Dispose();
    }
}
