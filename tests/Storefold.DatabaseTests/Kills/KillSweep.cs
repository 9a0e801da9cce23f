using System.Diagnostics;
using System.Globalization;

namespace Storefold.DatabaseTests.Kills;

/// <summary>Many runs, one after the other, on servers that they share. Run n of a sweep has the sweep's seed plus n.</summary>
internal sealed class KillSweep(Action<string> say) : IDisposable
{
    private readonly KillServers _servers = new();
    private readonly Dictionary<KillCase, (int Runs, int Hits)> _done = [];
    private readonly List<string> _failed = [];

    /// <summary>Runs until there were enough or the time is up; fails with the seeds of the runs that failed.</summary>
    /// <param name="seed">Seed of the first run.</param>
    /// <param name="runs">How many.</param>
    /// <param name="time">After this no further one begins.</param>
    /// <param name="cancel">Ends it after the run that it is at.</param>
    public async Task RunAsync(int seed, int runs, TimeSpan time, CancellationToken cancel)
    {
        say($"STOREFOLD_SEED={seed}");
        var clock = Stopwatch.StartNew();
        var run = 0;
        for (; run < runs && clock.Elapsed < time && _failed.Count < 5 && !cancel.IsCancellationRequested; run++)
            await OneAsync(seed + run, $"{run + 1}/{runs}");
        foreach (var (done, (count, hits)) in _done.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
            say($"{done}: {count} runs, {hits} hits");
        say(string.Create(CultureInfo.InvariantCulture, $"{run} runs in {clock.Elapsed.TotalSeconds:0} s, {_failed.Count} failed"));
        Assert.True(_failed.Count == 0, string.Join("\n\n", _failed));
    }

    public void Dispose() => _servers.Dispose();

    private async Task OneAsync(int seed, string place)
    {
        var clock = Stopwatch.StartNew();
        var folder = Directory.CreateTempSubdirectory($"storefold-kill-{seed}-").FullName;
        using (var run = new KillRun(_servers, seed, folder))
        {
            try
            {
                await run.RunAsync();
                var (runs, hits) = _done.GetValueOrDefault(run.Case);
                _done[run.Case] = (runs + 1, hits + run.Hits);
                say(string.Create(CultureInfo.InvariantCulture, $"{place} seed {seed}: {run}, {clock.Elapsed.TotalSeconds:0.0} s"));
            }
            catch (Exception failure)
            {
                var what = $"seed {seed}: {run}\n  {string.Join("\n  ", run.Log)}\n{failure}\n"
                    + $"kept in {folder}; again: STOREFOLD_SEED={seed} ./test kills 1";
                _failed.Add(what);
                say(what);

                // Last: where a server does not come back this fails too, and must not hide what failed first.
                run.Keep();
                return;
            }
        }

        Directory.Delete(folder, recursive: true);
    }
}
