using Storefold.Engine;
using Storefold.Packs.Sql;

namespace Storefold.DatabaseTests;

/// <summary>Real replicas: what they are behind is seen, waited for, and over when they have caught up.</summary>
public sealed class A_source_that_is_a_replica
{
    [Fact]
    public async Task Of_PostgreSQL_is_folded_and_waited_for_with_no_further_right()
    {
        using var primary = PostgresServer.StartOwn();
        using var replica = primary.StartReplica();
        using var lab = new PairLab("postgres", "sqlite", customers: 10, sourceServer: primary, replica: replica);
        var end = primary.Run(null, "SELECT pg_current_wal_lsn()").Trim();
        Until(() => replica.Run(null, $"SELECT pg_last_wal_replay_lsn() >= '{end}'").Trim() is "t");

        await AssertFoldsAsync(lab);

        using var session = lab.Source();
        AssertIsWaitedFor(
            session,
            pause: () => replica.Run(null, "SELECT pg_wal_replay_pause()"),
            write: () => lab.SourceShop.Run("UPDATE orders SET contact_phone = '1'"),
            resume: () => replica.Run(null, "SELECT pg_wal_replay_resume()"));
    }

    [Fact]
    public async Task Of_MariaDB_is_folded_and_waited_for_with_the_right_to_look()
    {
        using var primary = MariaDbServer.StartPrimary();
        using var replica = primary.StartReplica();
        using var lab = new PairLab("mariadb", "sqlite", customers: 10, sourceServer: primary, replica: replica);
        var end = primary.Run(null, "SELECT @@gtid_binlog_pos").Trim();
        Assert.Equal("0", replica.Run(null, $"SELECT MASTER_GTID_WAIT('{end}', 60)").Trim());

        await AssertFoldsAsync(lab);

        using (var nosy = lab.Source()) Assert.Null(new ReplicaLag(nosy).Ask());
        replica.Run(null, $"GRANT REPLICA MONITOR ON *.* TO {DatabaseServer.User}@'127.0.0.1'");
        using var session = lab.Source();
        var name = lab.SourceShop.Database.Name;
        using var lockingClient = replica.Client(name);
        AssertIsWaitedFor(
            session,
            pause: () => lockingClient.Run("LOCK TABLES orders WRITE"),
            write: () => lab.SourceShop.Run("UPDATE orders SET contact_phone = '1'"),
            resume: () => lockingClient.Run("UNLOCK TABLES"));

        // Somebody who stops it means it: there is nothing to wait for.
        replica.Run(null, "STOP SLAVE SQL_THREAD");
        Assert.Null(new ReplicaLag(session).Ask());
    }

    private static async Task AssertFoldsAsync(PairLab lab)
    {
        Assert.True((await lab.TransferAsync()).Written > 0);
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    private static void AssertIsWaitedFor(ISqlSession session, Action pause, Action write, Action resume)
    {
        var lag = new ReplicaLag(session);
        Until(() => lag.Ask() == TimeSpan.Zero);
        var throttle = new Throttle(TimeProvider.System, 100, pauses: true, lag.Ask);
        Assert.Equal(TimeSpan.Zero, After(throttle));

        pause();
        write();
        Until(() => After(throttle) > TimeSpan.Zero);
        Assert.True(lag.Ask() > TimeSpan.FromSeconds(5));

        resume();
        Until(() => After(throttle) == TimeSpan.Zero);
        Assert.True(lag.Ask() < TimeSpan.FromSeconds(5));
    }

    /// <summary>A batch that took as long as any other, so that only the replica can be the reason to pause.</summary>
    private static TimeSpan After(Throttle throttle) => throttle.After(100, TimeSpan.FromSeconds(1));

    /// <summary>Waits for what comes by itself; a replica that never gets there is a failure and no slow machine.</summary>
    private static void Until(Func<bool> isSo)
    {
        for (var look = 0; !isSo(); look++)
        {
            Assert.True(look < 600, "it never came to that");
            Thread.Sleep(200);
        }
    }
}
