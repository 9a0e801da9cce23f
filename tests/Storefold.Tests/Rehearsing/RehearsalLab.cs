using Storefold.Cli;
using Storefold.Connectors;
using Storefold.Rehearsing;
using Storefold.Rehearsing.Reporting;
using Storefold.Retiring;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Rehearsing;

/// <summary>A small sample, rehearsed.</summary>
internal sealed class RehearsalLab : IDisposable
{
    private static readonly SampleOptions Small = SampleOptions.Default with { Customers = 60, OrdersPerCustomer = 1.5 };
    private readonly SampleShops _shops = new(Small);
    private readonly TempFolder _folder = new();

    public string Folder => _folder.File("rehearsal");

    public string Sample => _shops.Folder;

    public string Report(RehearsalResult result) => RehearsalReport.Write(result);

    public async Task<RehearsalResult> RunAsync(int seed = 1, params IMilestoneCheck[] checks)
    {
        var plan = RehearsalFolder.Make(Load(Path.Combine(Sample, "plan.yaml")).Plan, Folder, new Connections());
        var fold = Load(plan);
        return await Rehearsal.RunAsync(
            new RehearsalSetup(fold.Plan, fold.Sources, fold.Target, new Connections(), new Connections(), Folder, seed, TimeProvider.System)
            {
                Checks = checks,
            },
            TestContext.Current.CancellationToken);
    }

    public static Fold Load(string plan)
    {
        var (fold, findings) = FoldLoader.Load(plan, TimeProvider.System);
        Assert.True(fold is not null, string.Join('\n', findings));
        return fold;
    }

    public void Dispose()
    {
        _folder.Dispose();
        _shops.Dispose();
    }
}

/// <summary>One rehearsal for all tests that only look at it.</summary>
public sealed class SharedRehearsal : IAsyncLifetime
{
    private readonly RehearsalLab _lab = new();

    public RehearsalResult Result { get; private set; } = null!;

    public string Report { get; private set; } = "";

    public string Folder => _lab.Folder;

    public string Sample => _lab.Sample;

    public async ValueTask InitializeAsync()
    {
        Result = await _lab.RunAsync();
        Report = _lab.Report(Result);
    }

    public ValueTask DisposeAsync()
    {
        _lab.Dispose();
        return ValueTask.CompletedTask;
    }
}
