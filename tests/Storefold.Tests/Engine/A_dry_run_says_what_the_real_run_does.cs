using Storefold.Engine;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

public sealed class A_dry_run_says_what_the_real_run_does
{
    [Theory]
    [InlineData(50)]
    [InlineData(1000)]
    public async Task On_a_target_that_has_seen_nothing(int batchSize)
    {
        using var lab = new FoldLab(batchSize: batchSize);
        var (poco, mi) = (File.ReadAllBytes(lab.Poco), File.ReadAllBytes(lab.Mi));

        var dry = await lab.TransferAsync(dryRun: true);

        Assert.Equal(poco, File.ReadAllBytes(lab.Poco));
        Assert.Equal(mi, File.ReadAllBytes(lab.Mi));
        Assert.DoesNotContain(lab.TargetDump(), line => line.Contains("storefold", StringComparison.Ordinal));
        Assert.Equal("0", lab.Source("SELECT count(*) FROM points_accounts WHERE frozen_by IS NOT NULL"));
        AssertSame(dry, await lab.TransferAsync());
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task In_the_middle_of_an_unfinished_run_and_before_a_catch_up()
    {
        using var lab = new FoldLab();
        await lab.DieAtAsync(100);
        await AssertDryThenReal(lab);
        lab.Source("UPDATE customers SET given_name = 'Mended' WHERE id = 'N-000001'");
        lab.Source("DELETE FROM wishlists WHERE id = (SELECT min(id) FROM wishlists WHERE site = 'uk')");
        lab.Source("UPDATE orders SET contact_phone = '1' WHERE site = 'uk'");
        await AssertDryThenReal(lab);
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Killed_it_leaves_nothing()
    {
        using var start = new FoldLab();
        using var lab = start.Copy();
        using var counted = start.Copy();
        var pauses = new Pauses();
        await counted.TransferAsync(pauses, dryRun: true);
        for (var point = 1; point <= pauses.Points.Count; point += 13)
        {
            await Assert.ThrowsAsync<DiedException>(() => lab.TransferAsync(new Pauses(point), dryRun: true));
            lab.AssertSameAs(start, $"killed at {point} ({pauses.Points[point - 1]})");
        }
    }

    private static async Task AssertDryThenReal(FoldLab lab)
    {
        var (source, target) = (lab.SourceDump(), lab.TargetDump());
        var dry = await lab.TransferAsync(dryRun: true);
        Dump.AssertSame(source, lab.SourceDump(), "source");
        Dump.AssertSame(target, lab.TargetDump(), "target");
        AssertSame(dry, await lab.TransferAsync());
    }

    private static void AssertSame(TransferResult dry, TransferResult real)
    {
        Assert.True(dry.DryRun);
        Assert.Equal(dry with { DryRun = false, Figures = real.Figures, Points = real.Points }, real);
        Assert.Equal(
            dry.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal),
            real.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        Assert.Equal(dry.Points, real.Points);
    }
}
