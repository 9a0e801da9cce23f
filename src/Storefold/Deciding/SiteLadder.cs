using Storefold.Deciding.Outcomes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>Requests to a retiring site, from the first day to the last.</summary>
internal static class SiteLadder
{
    /// <param name="asked">The request.</param>
    /// <param name="site">The site.</param>
    /// <param name="below">Canonical path below its address.</param>
    public static Outcome Decide(Asked asked, SiteModel site, string below)
    {
        // Nothing is known to the public yet, so nothing of ours is there either.
        if (asked.StandingOf(site) is not { Phase: not Phase.Before } standing) return new Pass("open");
        if (OwnPages.Decide(asked, standing, below) is { } own) return own;
        if (AppLadder.Find(asked, site) is { } app) return AppLadder.Decide(asked, app, [site], below);
        if (Callbacks.Decide(asked, standing, below) is { } callback) return callback;
        if (standing.Phase is Phase.Closed or Phase.Ended) return ClosedSite.Decide(asked, standing, below);
        return Purchases.Refuse(asked) ?? (Outcome)new Pass("open");
    }
}
