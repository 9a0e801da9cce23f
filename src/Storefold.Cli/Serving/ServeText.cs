using Storefold.Gate;
using Storefold.Packs.Routes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Cli.Serving;

/// <summary>What <c>serve</c> says when it has begun.</summary>
internal static class ServeText
{
    public static void Write(TextWriter output, GateServer gate, bool isStill)
    {
        var view = gate.View;
        foreach (var url in gate.Urls) output.WriteLine($"Listening on {url}{(isStill ? ", with the clock standing still" : "")}.");
        foreach (var site in view.Plan.Sites)
        {
            var address = site.Host + site.PathPrefix;
            output.WriteLine(site.Retires && view.Standings.TryGetValue(site.Name, out var standing)
                ? $"  {site.Name} ({address}): {Phrase(standing)}"
                : $"  {site.Name} ({address}): goes on; every request passes");
        }

        foreach (var app in view.Plan.Apps) output.WriteLine($"  {app.Name} ({string.Join(", ", app.Hosts)}): app of {string.Join(", ", app.Sites)}");
        output.WriteLine($"{view.Redirects.Count:N0} old addresses, {view.Redirects.Orders:N0} order links. Ctrl+C ends it.");
        output.Flush();
    }

    /// <summary>Findings about what the gate cannot know.</summary>
    public static IEnumerable<Diagnostic> Findings(PlanModel plan, IReadOnlyDictionary<string, SourceRoutes> routes)
    {
        foreach (var site in plan.RetiringSites.Where(site => !routes.TryGetValue(site.Name, out var known) || known.Purchase.Count == 0))
        {
            yield return new Diagnostic(
                "serve.no_routes", plan.File, site.Line,
                $"The pack of the site {site.Name} does not say what its addresses mean: purchases cannot be told from other requests.",
                "write `routes:` into its pack (docs/packs.md), or refuse purchases in the shop", Severity.Warning);
        }
    }

    private static string Phrase(SiteStanding standing) => standing.Phase switch
    {
        Phase.Before => "open, nothing announced",
        Phase.Announced => "open, closing announced",
        Phase.PurchasesStopped => standing.Find(Milestone.Close) is { State: MilestoneState.Late }
            ? "purchases stopped; its close is due and not journalled yet" : "purchases stopped",
        Phase.Closed => "closed, old addresses redirect",
        _ => "closed, redirects have ended",
    };
}
