using System.Diagnostics;
using System.Globalization;
using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Packs.Sql;

namespace Storefold.DatabaseTests.Kills;

/// <summary>
/// One run: a shop that lives on is folded, something dies once or twice on the way, the same command is typed until it
/// finishes, the shop stops, one more transfer catches up, and everything must be accounted for. All choices come from the seed.
/// </summary>
internal sealed class KillRun : IDisposable
{
    /// <summary>Longer than any run takes, however slow the machine: a run that hangs must not hang the sweep.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private const int BatchSize = 20;
    private const int SigKilled = 128 + 9;
    private const int Tries = 6;

    private readonly Random _random;
    private readonly KillShop _source;
    private readonly KillShop _target;
    private readonly LiveShop _live;
    private readonly List<string> _log = [];
    private readonly string _planFile;
    private readonly Fold _fold;
    private readonly int _workers;
    private long _promised;

    public KillRun(KillServers servers, int seed, string folder)
    {
        Case = KillCase.Of(seed);
        Folder = folder;
        _random = new Random(seed);
        _workers = _random.Next(1, 5);
        _planFile = servers.Plan(folder);
        _source = servers.Clone("poco-store", Case.Source, folder);
        _target = servers.Clone("mi-platform", Case.Target, folder);
        var plan = File.ReadAllText(_planFile);
        plan = plan[..plan.IndexOf("\ntimetable:", StringComparison.Ordinal)]
            + $"\nlimits: {{ batch_size: {BatchSize}, vanished_percent: 90, workers: {_workers} }}\n";
        plan = plan.Replace("sqlite:poco.db", _source.PlanAddress, StringComparison.Ordinal)
            .Replace("sqlite:mi.db", _target.PlanAddress, StringComparison.Ordinal);
        File.WriteAllText(_planFile, plan);
        var (fold, findings) = FoldLoader.Load(_planFile, TimeProvider.System);
        _fold = fold ?? throw new InvalidOperationException(string.Join('\n', findings));
        _live = new LiveShop(_fold.Sources[0], _source.Direct, seed);
    }

    public KillCase Case { get; }

    public string Folder { get; }

    /// <summary>What happened, for people.</summary>
    public IReadOnlyList<string> Log => _log;

    /// <summary>Kills that hit a transfer at work.</summary>
    public int Hits { get; private set; }

    public override string ToString() => $"{Case}, {_workers} workers, {Hits} hits, {_live.Changes} live changes";

    /// <summary>The whole run.</summary>
    public async Task RunAsync()
    {
        for (var strikes = _random.Next(1, 4); strikes > 0; strikes--) await StrikeAsync();
        for (var left = Tries; !await TryAsync("resumes", NoPausePoints.Instance); left--) Assert.True(left > 1, "It does not finish.");
        _live.Stop();
        Assert.True(await TryAsync("catches up", NoPausePoints.Instance), "Nothing was in its way, and it stopped.");
        await Accounts.CheckAsync(_fold, _source.Direct, _target.Direct).WaitAsync(Patience);
    }

    /// <summary>Both databases as SQL, beside the plan.</summary>
    public void Keep()
    {
        File.WriteAllLines(Path.Combine(Folder, "log.txt"), _log);
        Mend();
        foreach (var (shop, name) in new[] { (_source, "source.sql"), (_target, "target.sql") })
            shop.Database?.Server.Dump(shop.Database.Name, Path.Combine(Folder, name));
    }

    public void Dispose()
    {
        Mend();
        _live.Dispose();
        _source.Dispose();
        _target.Dispose();
    }

    private void Mend()
    {
        _source.Server?.Mend();
        _target.Server?.Mend();
    }

    private async Task StrikeAsync()
    {
        // Of a process of its own nobody sees the pause points from outside: it is struck at any moment.
        var inProcess = Case.Kill != Kill.Engine && _random.Next(4) > 0;
        if (inProcess)
        {
            var strike = new Strike(_random.Next(1, 160), _random.Next(3) * _random.Next(20), Act, _log.Add);
            try
            {
                await TryAsync("struck", strike);
            }
            finally
            {
                await strike.Done;
            }
        }
        else if (Case.Kill == Kill.Engine && _random.Next(4) > 0) await KillAtPointAsync(_random.Next(1, 160));
        else await StrikeProcessAsync(_random.Next(200, 4000));
        Mend();
    }

    private async Task KillAtPointAsync(int point)
    {
        using var process = CliProcess.Start(point, "transfer", _planFile);
        await EndAsync(process, $"engine killed at point {point}");
    }

    private async Task StrikeProcessAsync(int milliseconds)
    {
        using var process = CliProcess.Start(null, "transfer", _planFile);
        await Task.Delay(milliseconds);
        if (Case.Kill == Kill.Engine) process.Kill();
        else Act();
        await EndAsync(process, $"struck after {milliseconds} ms");
    }

    private async Task EndAsync(CliProcess process, string what)
    {
        var (exit, _, error) = await process.EndAsync().WaitAsync(Patience);
        _log.Add($"{what}: exit {exit} {error.Trim()}");
        if (exit != ExitCode.Ok) Hits++;
        Assert.True(
            exit == ExitCode.Ok || exit == (Case.Kill == Kill.Engine ? SigKilled : ExitCode.WorldFailed), $"{what}: exit {exit}\n{error}");
    }

    /// <summary>Kills what the case says.</summary>
    private void Act()
    {
        var served = new[] { _source, _target }.Where(shop => shop.Server is not null).ToList();
        switch (Case.Kill)
        {
            case Kill.Source:
                _source.Server!.Kill();
                break;
            case Kill.Target:
                _target.Server!.Kill();
                break;
            case Kill.Session:
                var shop = served[_random.Next(served.Count)];
                shop.Database!.Server.Disconnect(shop.Database.Name);
                break;
            case Kill.Line:
                served[_random.Next(served.Count)].Server!.Line.Cut();
                break;
            case Kill.Answer:
                _target.Server!.Line.LoseAnswers(TimeSpan.FromMilliseconds(_random.Next(50, 400)));
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Types the command; true when it finished. What it does not survive must be told as what may be tried again.</summary>
    private async Task<bool> TryAsync(string what, IPausePoints pause)
    {
        var durable = Accounts.DurableRows(_target.Direct);
        if (durable is { } kept) Assert.True(kept >= _promised, $"{_promised} rows were reported as done, {kept} are durable");
        long here = 0;
        try
        {
            var result = await Transfer.RunAsync(
                _fold.Plan, _fold.Sources, _fold.Target, new Connections(), new TransferOptions([], false, _workers), TimeProvider.System, pause,
                progress => here = progress.RowsHere, CancellationToken.None).WaitAsync(Patience);
            _log.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: run {result.Run}, {here} of {result.Rows} rows here, {result.Written} written"));
            // Resuming begins where the last transaction of each worker ended: what was durable is not visited again.
            var rows = Accounts.SourceRows(_fold, _source.Direct) + _live.MostDeleted;
            Assert.True((durable ?? 0) + here <= rows, $"{durable ?? 0} rows were done, and {here} again, of {rows}");
            _promised = 0;
            return true;
        }
        catch (StoreException lost)
        {
            Hits++;
            _log.Add($"{what}: after {here} rows: {lost.Message}");
            Assert.True(lost.IsTransient, $"A lost server must be told as what may come back: {lost}");
            _promised = (durable ?? 0) + here;
            return false;
        }
    }

    /// <summary>Strikes at the nth pause point: there, or a moment later from a thread of its own.</summary>
    private sealed class Strike(int left, int afterMilliseconds, Action act, Action<string> log) : IPausePoints
    {
        private int _left = left;

        /// <summary>Done once nothing is under way any more: what dies late must not be started again before.</summary>
        public Task Done { get; private set; } = Task.CompletedTask;

        public void Reached(string point)
        {
            if (Interlocked.Decrement(ref _left) != 0) return;
            log($"struck at a point ({point}), {afterMilliseconds} ms later");
            if (afterMilliseconds == 0) act();
            else Done = Task.Delay(afterMilliseconds).ContinueWith(_ => act(), TaskScheduler.Default);
        }
    }
}
