using Storefold.Deciding.Outcomes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Files that belong to a host and not to one site: they are the old shop's until all of the host's sites have closed, and
/// for good where a site on the host goes on.
/// </summary>
internal static class HostFiles
{
    private const string Sitemap = "/sitemap.xml";

    /// <summary>The outcome of a host's file, or null for any other path.</summary>
    public static Outcome? Decide(Asked asked)
    {
        var path = asked.Target.Path;
        if (IsAcme(path)) return new Pass("acme");
        if (IsAppLinks(path, out var isApple)) return AppLinks(asked, isApple);
        return path switch
        {
            "/robots.txt" => IsClosed(asked) ? Robots(asked) : new Pass("open"),
            Sitemap => Old(asked, asked.Host.Sites),
            _ => null,
        };
    }

    /// <summary>The sitemap of one closed site below its own address, or null for any other path.</summary>
    public static Outcome? OfSite(SiteModel site, string below) => below is Sitemap ? new OldSitemap([site]) : null;

    /// <summary>Whether everything on the host has closed.</summary>
    public static bool IsClosed(Asked asked) => !asked.Host.HasKept
        && asked.Host.Sites.All(site => HasClosed(asked, site));

    /// <summary>Whether a site has closed.</summary>
    public static bool HasClosed(Asked asked, SiteModel site) => asked.StandingOf(site) is { Phase: Phase.Closed or Phase.Ended };

    /// <summary>Whether a certificate authority asks whether the host is ours (RFC 8555, 8.3).</summary>
    public static bool IsAcme(string path) => path.StartsWith("/.well-known/acme-challenge/", StringComparison.Ordinal);

    /// <summary>Whether a phone asks which app may open the host's links.</summary>
    public static bool IsAppLinks(string path, out bool isApple)
    {
        isApple = path is "/.well-known/apple-app-site-association" or "/apple-app-site-association";
        return isApple || path is "/.well-known/assetlinks.json";
    }

    private static Outcome AppLinks(Asked asked, bool isApple) =>
        IsClosed(asked) ? new EmptyAppLinks(isApple) : new Pass("open");

    private static Outcome? Old(Asked asked, IReadOnlyList<SiteModel> sites)
    {
        if (!IsClosed(asked)) return new Pass("open");
        // Of ended redirects there is nothing left to visit.
        SiteModel[] closed = [.. sites.Where(site => asked.StandingOf(site) is { Phase: Phase.Closed })];
        return closed.Length > 0 && asked.IsSafe ? new OldSitemap(closed) : null;
    }

    private static Robots Robots(Asked asked) =>
        new([.. asked.Host.Sites.Select(site => $"https://{site.Host}{Sitemap}").Distinct(StringComparer.Ordinal)]);
}
