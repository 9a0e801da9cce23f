using Storefold.Deciding.Outcomes;

namespace Storefold.Deciding;

/// <summary>
/// The one ladder from request to outcome. What it rests on stands in the <see cref="GateView"/>, so the same view and
/// request always end alike. The gate asks it for every request, the rehearsal for every visitor that it invents.
/// </summary>
public static class Ladder
{
    /// <summary>Decides one request. Pure: no clock, no network, no file; it never throws, whatever it is asked.</summary>
    public static Outcome Decide(GateView view, GateRequest request)
    {
        var target = RequestTarget.Read(request.RawTarget);
        if (HostName.Canonical(target.Authority ?? request.Host) is not { } host || view.Hosts.Find(host) is not { } entry)
            return new UnknownHost();

        var asked = new Asked(view, request, target, entry);
        if (entry.App is { } app) return AppLadder.OnItsHost(asked, app);

        // Before everything of ours: a site that goes on never meets us, not even our own pages.
        var place = entry.Find(target.Path);
        if (place is { Site.Retires: false }) return new Pass("kept_site");
        if (HostFiles.Decide(asked) is { } file) return file;
        return place is var (site, below) ? SiteLadder.Decide(asked, site, below) : AbovePrefixes.Decide(asked);
    }
}
