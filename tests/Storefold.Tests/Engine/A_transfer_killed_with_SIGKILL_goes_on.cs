using System.Globalization;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>The real thing: a process of its own that the system kills without a chance to tidy up.</summary>
public sealed class A_transfer_killed_with_SIGKILL_goes_on(ITestOutputHelper output)
{
    private const int Killed = 128 + 9;
    private const int BatchSize = 50;

    [Fact]
    public async Task At_points_spread_over_the_run()
    {
        using var start = new FoldLab(batchSize: BatchSize);
        var (points, whole) = await Whole(start);
        using (whole)
        {
            for (var nth = 1; nth <= 6; nth++) await KillOnce(start, whole, [points * nth / 7]);
        }
    }

    /// <summary><c>./test kills N</c> asks for more than the few of the default run.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task At_as_many_random_points_as_were_asked_for()
    {
        using var start = new FoldLab(batchSize: BatchSize);
        var (points, whole) = await Whole(start);
        var asked = Environment.GetEnvironmentVariable("STOREFOLD_KILLS");
        var kills = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : points; // or "all"
        var seed = int.Parse(Environment.GetEnvironmentVariable("STOREFOLD_SEED") ?? "1", CultureInfo.InvariantCulture);
        output.WriteLine($"STOREFOLD_KILLS={kills} STOREFOLD_SEED={seed}");
        var random = new Random(seed);
        using (whole)
        {
            while (kills > 0)
            {
                int[] at = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, points + 1))];
                await KillOnce(start, whole, at);
                kills -= at.Length;
            }
        }
    }

    private static async Task<(int Points, FoldLab Whole)> Whole(FoldLab start)
    {
        var whole = start.Copy();
        var pauses = new Pauses();
        await whole.TransferAsync(pauses);
        return (pauses.Points.Count, whole);
    }

    private async Task KillOnce(FoldLab start, FoldLab whole, int[] at)
    {
        output.WriteLine("killed at " + string.Join(", ", at));
        using var lab = start.Copy();
        foreach (var point in at)
        {
            if (!lab.IsUnfinished) break;
            var (exit, _, error) = await CliProcess.RunAsync(point, "transfer", lab.PlanFile);
            Assert.True(exit is Killed or 0, $"exit {exit}: {error}");
        }

        if (lab.IsUnfinished)
        {
            var (exit, _, error) = await CliProcess.RunAsync(null, "transfer", lab.PlanFile);
            Assert.True(exit == 0, $"exit {exit}: {error}");
        }

        Dump.AssertSame(Dump.Of(whole.Mi, anyTime: true), Dump.Of(lab.Mi, anyTime: true), $"killed at {string.Join(", ", at)}, target");
        Dump.AssertSame(Dump.Of(whole.Poco, anyTime: true), Dump.Of(lab.Poco, anyTime: true), $"killed at {string.Join(", ", at)}, source");
        await lab.AssertVerifiesAsync();
    }
}
