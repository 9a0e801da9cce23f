using Storefold.Packs.Sql;

namespace Storefold.DatabaseTests.Folding;

/// <summary>The target's disk fills in the middle of a fold: it is said, and with more room the same command goes on.</summary>
public sealed class A_server_whose_disk_is_full
{
    [Fact]
    public async Task Of_PostgreSQL()
    {
        using var disk = SmallDisk.Mount(64 << 20);
        Assert.SkipWhen(disk is null, "only root can mount a small disk");
        Programs.Run("/bin/chown", "postgres", disk.Folder);
        using var server = PostgresServer.StartOwn();
        using var lab = new PairLab("sqlite", "postgres", customers: 150, targetServer: server);
        server.Run(null, $"CREATE TABLESPACE small LOCATION '{disk.Folder}'");
        var name = lab.TargetShop.Database.Name;
        server.Run(null, $"ALTER DATABASE {name} SET TABLESPACE small");
        server.Run(name, "CHECKPOINT");
        disk.Resize(long.Parse(server.Run(name, $"SELECT pg_database_size('{name}')").Trim(), System.Globalization.CultureInfo.InvariantCulture) + (1 << 20));

        await AssertInterruptedAsync(lab, giveRoom: disk.Grow);
    }

    [Fact]
    public async Task Of_MariaDB()
    {
        using var server = MariaDbServer.StartInOneFile();
        using var lab = new PairLab("sqlite", "mariadb", customers: 400, targetServer: server);
        server.Limit(megabytes: 0);

        await AssertInterruptedAsync(lab, giveRoom: () => server.Limit(megabytes: 200));
    }

    private static async Task AssertInterruptedAsync(PairLab lab, Action giveRoom)
    {
        var full = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());

        Assert.True(full is { IsTransient: true, IsSchema: false, IsConstraint: false }, full.Message);
        Assert.Contains("full", full.Message, StringComparison.Ordinal);
        var (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(exit == 3, $"exit {exit}: {error}");

        lab.TargetShop.Disconnect();
        giveRoom();
        (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(exit == 0, $"exit {exit}: {error}");
        Assert.True((await lab.VerifyAsync()).IsClean);
        Assert.Equal("0", lab.TargetShop.One("SELECT count(*) FROM storefold_quarantine WHERE code = 'target_refused'"));
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }
}
