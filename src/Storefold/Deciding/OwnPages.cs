using Storefold.Deciding.Outcomes;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>The pages under the gate's own prefix, below the address of each retiring site.</summary>
internal static class OwnPages
{
    /// <summary>The outcome of a page of ours, or null for a path outside the prefix.</summary>
    public static Outcome? Decide(Asked asked, SiteStanding standing, string below)
    {
        var prefix = asked.View.Plan.Gate.Prefix;
        if (!below.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return null;
        if (below.Length > prefix.Length && below[prefix.Length] != '/') return null;
        if (Find(below[prefix.Length..].ToLowerInvariant()) is not { } kind) return new NotFound(standing, asked.ByProgram);
        if (kind == OwnPageKind.Reactions)
            return asked.Method is "POST" ? new OwnPage(standing, kind, asked.Target.Query) : new MethodNotAllowed("POST");
        return asked.IsSafe ? new OwnPage(standing, kind, asked.Target.Query) : new MethodNotAllowed("GET, HEAD");
    }

    /// <summary>Path of a page below a site's address: <c>/closing/notice</c>.</summary>
    public static string PathOf(GateView view, string page) => view.Plan.Gate.Prefix + page;

    private static OwnPageKind? Find(string page) => page switch
    {
        "" or "/" or "/notice" => OwnPageKind.Notice,
        "/support" => OwnPageKind.Support,
        "/support.json" => OwnPageKind.SupportJson,
        "/feed.atom" => OwnPageKind.Feed,
        "/calendar.ics" => OwnPageKind.Calendar,
        "/reactions" => OwnPageKind.Reactions,
        "/banner.html" => OwnPageKind.Banner,
        "/banner.js" => OwnPageKind.BannerScript,
        _ => null,
    };
}
