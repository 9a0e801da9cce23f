namespace Storefold.Planning.Reading;

/// <summary>
/// Apps against sites and each other. After the close an app's host answers only "gone": a site that goes on must not
/// be behind it.
/// </summary>
internal sealed class AppChecks(SiteBook sites, Findings findings)
{
    public void Check(IReadOnlyList<AppDraft> apps)
    {
        Dictionary<string, string> owners = new(StringComparer.Ordinal);
        for (var at = 0; at < apps.Count; at++)
        {
            var app = apps[at].Model;
            foreach (var host in apps[at].Hosts)
            {
                if (OnSite(host)) continue;
                if (!owners.TryAdd(host.Host, app.Name))
                    Overlap(host.Line, $"the apps {owners[host.Host]} and {app.Name} both have the host {host.Host}",
                        "give it to one of them");
            }

            var twin = apps.Take(at).FirstOrDefault(other => SameAgent(other.Model, app));
            if (twin is not null)
                Overlap(app.Line, $"the User-Agent of {app.Name} cannot be told from that of {twin.Model.Name}",
                    "write beginnings of which none begins another");
        }
    }

    private bool OnSite(HostAt host)
    {
        if (Kept(host.Host) is { } kept)
        {
            findings.Error(PlanCodes.AppServesKeptSite, host.Line,
                $"the host {host.Host} belongs to the site {kept.Name}, which goes on as before",
                "leave the host out: it would stop answering for that site");
            return true;
        }

        if (sites.Closing.FirstOrDefault(site => site.Host.Is(host.Host)) is not { } retiring) return false;
        Overlap(host.Line, $"the host {host.Host} is that of the site {retiring.Name}",
            "leave the host out and write how the app's User-Agent begins: user_agent");
        return true;
    }

    /// <summary>A host below a kept site's is that site's too, unless a retiring site lies as near.</summary>
    private SiteModel? Kept(string host) =>
        sites.Kept.FirstOrDefault(site => site.Host.Is(host))
        ?? (sites.Closing.Any(site => host.IsUnder(site.Host)) ? null
            : sites.Kept.FirstOrDefault(site => host.IsUnder(site.Host)));

    private static bool SameAgent(AppModel one, AppModel other) =>
        one.UserAgent is { } first && other.UserAgent is { } second
        && (first.StartsWith(second, StringComparison.OrdinalIgnoreCase)
            || second.StartsWith(first, StringComparison.OrdinalIgnoreCase));

    private void Overlap(int line, string message, string hint) =>
        findings.Error(PlanCodes.AppOverlap, line, message, hint);
}
