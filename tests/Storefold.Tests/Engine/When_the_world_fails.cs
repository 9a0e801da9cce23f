using System.Globalization;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>A full disk, a locked database: the run ends with exit code 3, and the same command goes on once that is mended.</summary>
public sealed class When_the_world_fails
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(80)]
    public async Task A_target_without_room_goes_on_when_there_is_some(int percentOfGrowth)
    {
        using var lab = new FoldLab(batchSize: 1000);
        using var whole = lab.Copy();
        await whole.TransferAsync();
        var before = Pages(lab);
        var room = before + ((Pages(whole) - before) * percentOfGrowth / 100);

        var failed = await Assert.ThrowsAsync<StoreException>(
            () => lab.TransferAsync(connections: new WorseConnections($"PRAGMA max_page_count = {room}")));

        Assert.Contains("is full", failed.Message, StringComparison.Ordinal);
        Assert.False(failed.IsSchema || failed.IsConstraint);
        await lab.TransferAsync();
        lab.AssertSameAs(whole, $"{percentOfGrowth} % of the room that it needs");
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task A_full_disk()
    {
        using var lab = new FoldLab();
        using var disk = SmallDisk.Mount(new FileInfo(lab.Mi).Length + (256 * 1024));
        Assert.SkipWhen(disk is null, "only root can mount a small disk");
        using var whole = lab.Copy();
        await whole.TransferAsync();
        var full = Path.Combine(disk!.Folder, "mi.db");
        File.Copy(lab.Mi, full);
        lab.EditPlan("sqlite:mi.db", "sqlite:" + full);

        var (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

        Assert.True(exit == 3, $"exit {exit}: {error}");
        Assert.Contains("full", error, StringComparison.Ordinal);
        disk.Grow();
        (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);
        Assert.True(exit == 0, $"exit {exit}: {error}");
        Dump.AssertSame(Dump.Of(whole.Mi, journal: false), Dump.Of(full, journal: false), "target");
        Dump.AssertSame(whole.SourceDump(), lab.SourceDump(), "source");
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task A_read_only_disk()
    {
        using var lab = new FoldLab();
        using var disk = SmallDisk.Mount(new FileInfo(lab.Mi).Length * 4);
        Assert.SkipWhen(disk is null, "only root can mount a small disk");
        var target = Path.Combine(disk!.Folder, "mi.db");
        File.Copy(lab.Mi, target);
        lab.EditPlan("sqlite:mi.db", "sqlite:" + target);
        var source = File.ReadAllBytes(lab.Poco);
        disk.MakeReadOnly();

        var (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

        Assert.True(exit == 2, $"exit {exit}: {error}");
        Assert.Contains("can only be read", error, StringComparison.Ordinal);
        Assert.Equal(source, File.ReadAllBytes(lab.Poco));
    }

    [Fact]
    public async Task A_target_that_another_program_holds_is_named_and_left_alone()
    {
        using var lab = new FoldLab();
        using var other = SqliteSession.Open(lab.Mi, SqliteAccess.ReadWrite);
        other.BeginWrite();

        var failed = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync(connections: new WorseConnections("PRAGMA busy_timeout = 0")));

        Assert.True(failed is { IsTransient: true, IsSchema: false }, failed.Message);
        Assert.Contains("locked", failed.Message, StringComparison.Ordinal);
        other.Rollback();
        await lab.TransferAsync();
        await lab.AssertVerifiesAsync();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(90)]
    [InlineData(140)]
    public async Task A_program_that_takes_the_target_in_the_middle_of_a_run_only_interrupts_it(int commit)
    {
        using var lab = new FoldLab();
        using var whole = lab.Copy();
        await whole.TransferAsync();
        using var other = SqliteSession.Open(lab.Mi, SqliteAccess.ReadWrite);

        await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync(
            new AtPoint("batch.committed", commit / 5, other.BeginWrite), connections: new WorseConnections("PRAGMA busy_timeout = 0")));

        other.Rollback();
        await lab.TransferAsync();
        lab.AssertSameAs(whole, "after the lock");
    }

    private static int Pages(FoldLab lab) =>
        int.Parse(lab.Target("SELECT page_count FROM pragma_page_count()")!, CultureInfo.InvariantCulture);
}
