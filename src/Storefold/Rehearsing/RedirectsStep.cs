using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>Builds the redirects of the sites that are about to close, and again after the last catch-up.</summary>
internal sealed class RedirectsStep(RehearsalSetup setup, TimeProvider clock) : IMilestoneStep
{
    private RedirectMap? _map;

    public string Name => "redirects";

    public bool Concerns(Milestone milestone) => milestone is Milestone.Close or Milestone.LastSync;

    /// <summary>What was built last; null before.</summary>
    public RedirectCounts? Counts { get; private set; }

    public Task RunAsync(MilestoneEvent due, CancellationToken cancel)
    {
        Counts = RedirectBook.Rebuild(
            setup.Plan, [.. setup.Sources.Select(source => new RedirectSource(source.Model, source.Pack))],
            new RedirectTarget(setup.Target.Model, setup.Target.Pack), setup.Connections, clock.GetUtcNow());
        _map = null;
        return Task.CompletedTask;
    }

    /// <summary>The redirects as the journal has them now; without rows before the close.</summary>
    public RedirectMap Map => _map ??= Load();

    private RedirectMap Load()
    {
        using var session = setup.Connections.Open(setup.Target.Model.Connection, SessionUse.Read);
        var routes = setup.Target.Pack.Routes.Target;
        return RedirectBook.Load(session, setup.Plan, routes) ?? RedirectMap.Empty(setup.Plan, routes);
    }
}

/// <summary>Domains belong to the world outside, which a rehearsal leaves alone.</summary>
internal sealed class DomainsNotAsked : IMilestoneCheck
{
    public bool Concerns(Milestone milestone) => milestone is Milestone.DomainHandover;

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CheckResult>>(
            [new CheckResult("domains", true, "Not asked in a rehearsal; storefold check domains PLAN asks.")]);
}
