using Storefold.Deciding.Outcomes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Paths of a retiring host that lie in no site: the page on which visitors choose their country. It is the old shop's
/// until all sites of the host have closed; then it leads to the fallback of the first retiring one.
/// </summary>
internal static class AbovePrefixes
{
    public static Outcome Decide(Asked asked)
    {
        if (asked.Host.HasKept) return new Pass("kept_host");
        if (Purchases.Refuse(asked) is { } refused) return refused;
        if (!HostFiles.IsClosed(asked)) return new Pass("open");
        var first = asked.View.Plan.RetiringSites.First(asked.Host.Sites.Contains);
        if (asked.StandingOf(first) is not { } standing) return new Pass("open");
        if (asked.Host.Sites.All(site => asked.StandingOf(site) is { Phase: Phase.Ended })) return new Gone(standing, "ended", asked.ByProgram);
        if (!asked.IsSafe) return new Gone(standing, "method", asked.ByProgram);
        return Redirecting.ToFallback(asked, first, standing);
    }
}
