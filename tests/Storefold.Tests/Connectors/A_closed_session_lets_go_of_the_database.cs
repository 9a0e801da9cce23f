using Storefold.Connectors.Sqlite;
using Storefold.Tests.Support;

namespace Storefold.Tests.Connectors;

/// <summary>A process that lives for months must not lock itself out by something that was left open when a database failed.</summary>
public sealed class A_closed_session_lets_go_of_the_database
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Although_a_statement_was_left_open_in_its_transaction(bool writes)
    {
        using var lab = new FoldLab(customers: 12, nasty: false);
        var session = SqliteSession.Open(lab.Mi, SqliteAccess.ReadWrite);
        if (writes) session.BeginWrite();
        else session.BeginSnapshot();
        var leftOpen = session.Prepare("SELECT id FROM orders");
        leftOpen.Step();
        session.Dispose();

        using var other = SqliteSession.Open(lab.Mi, SqliteAccess.ReadWrite);
        other.Execute("PRAGMA busy_timeout = 0");
        other.BeginWrite();
        other.Execute("UPDATE orders SET phone = phone");
        other.Commit();
        GC.KeepAlive(leftOpen);
    }

    [Fact]
    public void Nothing_of_it_is_left_beside_the_file()
    {
        using var lab = new FoldLab(customers: 12, nasty: false);
        var session = SqliteSession.Open(lab.Mi, SqliteAccess.ReadWrite);
        session.Execute("PRAGMA journal_mode = WAL; UPDATE orders SET phone = phone");
        Assert.True(File.Exists(lab.Mi + "-wal"));
        var leftOpen = session.Prepare("SELECT id FROM orders");
        leftOpen.Step();

        session.Dispose();

        Assert.False(File.Exists(lab.Mi + "-wal"));
        leftOpen.Reset();
        leftOpen.Dispose();
    }
}
