using Storefold.Engine;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>The second command takes the run over; the first is told so and stops. No row is written twice.</summary>
public sealed class Two_transfers_at_once
{
    [Theory]
    [InlineData("batch.committed", 2)]
    [InlineData("batch.committed", 12)]
    [InlineData("batch.committed", 25)]
    [InlineData("points.frozen", 1)]
    [InlineData("points.debited", 1)]
    [InlineData("run.begun", 1)]
    public async Task The_second_takes_over_and_the_first_is_stopped(string point, int nth)
    {
        using var lab = new FoldLab();
        using var whole = lab.Copy();
        await whole.TransferAsync();

        var stopped = await Assert.ThrowsAsync<GuardException>(() => lab.TransferAsync(new AtPoint(
            point, nth, () => lab.TransferAsync().GetAwaiter().GetResult())));

        Assert.Contains("Another", stopped.Message, StringComparison.Ordinal);
        Dump.AssertSame(whole.ShopDump(), lab.ShopDump(), "target");
        Dump.AssertSame(whole.SourceDump(), lab.SourceDump(), "source");
        foreach (var table in new[] { "quarantine", "books", "points", "ledger", "part_map" })
            Assert.Equal(whole.Target($"SELECT count(*) FROM storefold_{table}"), lab.Target($"SELECT count(*) FROM storefold_{table}"));
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Two_processes_end_well_together()
    {
        using var lab = new FoldLab();
        using var whole = lab.Copy();
        await whole.TransferAsync();
        using var one = CliProcess.Start(null, "transfer", lab.PlanFile);
        using var other = CliProcess.Start(null, "transfer", lab.PlanFile);

        foreach (var (exit, _, error) in new[] { await one.EndAsync(), await other.EndAsync() })
            Assert.True(exit is 0 || (exit is 1 && error.Contains("Another transfer", StringComparison.Ordinal)), $"exit {exit}: {error}");

        Assert.False(lab.IsUnfinished);
        Dump.AssertSame(whole.ShopDump(), lab.ShopDump(), "target");
        Assert.Equal(whole.Target("SELECT count(*) FROM storefold_quarantine"), lab.Target("SELECT count(*) FROM storefold_quarantine"));
        await lab.AssertVerifiesAsync();
    }
}
