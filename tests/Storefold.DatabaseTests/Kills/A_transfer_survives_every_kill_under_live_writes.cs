using System.Globalization;

namespace Storefold.DatabaseTests.Kills;

/// <summary>
/// Engine, servers and lines are killed while a shop that lives on is folded: nothing is lost, stale or there twice, whatever
/// died and when. STOREFOLD_SEED replays.
/// </summary>
public sealed class A_transfer_survives_every_kill_under_live_writes(ITestOutputHelper output)
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task In_a_sample_of_a_minute()
    {
        using var sweep = new KillSweep(output.WriteLine);
        await sweep.RunAsync(Seed, 40, Minute, TestContext.Current.CancellationToken);
    }

    /// <summary><c>./test kills N</c>; progress goes to standard error.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task In_as_many_runs_as_were_asked_for()
    {
        var asked = Environment.GetEnvironmentVariable("STOREFOLD_KILLS");
        var runs = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : KillCase.All.Count;
        using var sweep = new KillSweep(Console.Error.WriteLine);
        await sweep.RunAsync(Seed, runs, TimeSpan.MaxValue, TestContext.Current.CancellationToken);
    }

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("STOREFOLD_SEED") ?? "1", CultureInfo.InvariantCulture);
}
