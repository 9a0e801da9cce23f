using System.Globalization;
using NodaTime;
using Storefold.Deciding.Outcomes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Requests of an installed app. It cannot be changed any more and knows only its own errors, so it gets neither pages nor
/// redirects: before the close the shop's answers with the date of their end, after it what the plan says.
/// </summary>
internal static class AppLadder
{
    /// <summary>The app that asks on a site's own host, told by its User-Agent, or null.</summary>
    public static AppModel? Find(Asked asked, SiteModel site) => asked.Request.UserAgent is not { Length: > 0 } agent
        ? null
        : asked.View.Plan.Apps.FirstOrDefault(app => app.UserAgent is { Length: > 0 } start
            && agent.StartsWith(start, StringComparison.Ordinal) && app.Sites.Contains(site.Name, StringComparer.Ordinal));

    /// <summary>A request to the host of an app's API.</summary>
    public static Outcome OnItsHost(Asked asked, AppModel app)
    {
        var sites = asked.View.Plan.Sites.Where(site => app.Sites.Contains(site.Name, StringComparer.Ordinal)).ToList();
        // An app that also serves a site that goes on is refused by `check`; should it come here, the site goes on.
        if (sites.Count == 0 || sites.Exists(site => !site.Retires)) return new Pass("kept_site");
        if (HostFiles.IsAcme(asked.Target.Path)) return new Pass("acme");
        if (HostFiles.IsAppLinks(asked.Target.Path, out var isApple) && sites.TrueForAll(site => HostFiles.HasClosed(asked, site)))
            return new EmptyAppLinks(isApple);
        // Where the path says which site is meant, that one alone counts.
        var named = sites.Find(site => Purchases.Names(asked.Target.Path, site));
        return named is null
            ? Decide(asked, app, sites, asked.Target.Path)
            : Decide(asked, app, [named], Purchases.Below(asked.Target.Path, named));
    }

    /// <param name="asked">The request.</param>
    /// <param name="app">The app.</param>
    /// <param name="sites">The retiring sites that it may mean: it ends with the last of them.</param>
    /// <param name="below">Path below a site's address, or of the API.</param>
    public static Outcome Decide(Asked asked, AppModel app, IReadOnlyList<SiteModel> sites, string below)
    {
        List<SiteStanding> standings = [.. sites.Select(asked.StandingOf).OfType<SiteStanding>()];
        if (standings.Count == 0 || standings.TrueForAll(standing => standing.Phase == Phase.Before)) return new Pass("open");
        var first = standings.Find(standing => standing.Phase != Phase.Before) ?? standings[0];
        if (standings.TrueForAll(standing => standing.Phase is Phase.Closed or Phase.Ended))
        {
            return standings.Select(standing => Callbacks.Decide(asked, standing, below)).FirstOrDefault(found => found is Pass)
                ?? new AppGone(app, app.Body ?? AppProblem.Document(asked.View, app, first.Site));
        }

        if (standings.Select(standing => Callbacks.Decide(asked, standing, below)).FirstOrDefault(found => found is not null) is { } callback)
            return callback;
        var stopped = standings.TrueForAll(standing => standing.Phase >= Phase.PurchasesStopped);
        return stopped && Purchases.ByApp(asked, sites) is not null ? new PurchaseRefused(first, ForProgram: true) : Passing(asked.View, app, standings, first);
    }

    private static Outcome Passing(GateView view, AppModel app, List<SiteStanding> standings, SiteStanding first)
    {
        var close = standings.Select(standing => standing.Find(Milestone.Close)?.At ?? Instant.MaxValue).Max();
        var notice = standings.Select(standing => standing.Find(Milestone.Notice)?.At ?? Instant.MaxValue).Min();
        if (close == Instant.MaxValue || notice == Instant.MaxValue) return new Pass("open");
        var page = AppProblem.NoticeOf(view, first.Site);
        return new AppPass(
            app.Name,
            close.ToDateTimeUtc().ToString("r", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"@{notice.ToUnixTimeSeconds()}"),
            $"<{page}>; rel=\"sunset\"; type=\"text/html\", <{page}>; rel=\"deprecation\"; type=\"text/html\"");
    }
}
