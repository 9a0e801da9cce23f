using System.Globalization;
using NodaTime;
using Storefold.Deciding.Outcomes;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Makes redirects: the address by country and language, checked once more, and how long browsers may remember it. In the
/// first week a mistake must be mendable, so that is an hour; later a month, and never beyond the end of the redirects.
/// </summary>
internal static class Redirecting
{
    private static readonly Duration FirstWeek = Duration.FromDays(7);
    private const long Hour = 3600;
    private const long Month = 30 * 24 * Hour;

    public static Outcome To(Asked asked, SiteStanding standing, RedirectEntry entry)
    {
        var redirects = asked.View.Redirects.Of(standing.Site);
        var address = redirects.Addresses.Choose(asked.Country, asked.Request.AcceptLanguage);
        return Make(asked, standing, entry, redirects, address, asked.View.Rehearsing);
    }

    /// <summary>The fallback of a site, whatever the visitor speaks.</summary>
    public static Outcome ToFallback(Asked asked, SiteModel site, SiteStanding standing)
    {
        var redirects = asked.View.Redirects.Of(site);
        return Make(asked, standing, redirects.Home, redirects, redirects.Addresses.Fallback, asked.View.Rehearsing);
    }

    /// <summary>A redirect that is one visitor's alone: nobody remembers it, and it looks like any other of its kind.</summary>
    public static Outcome ForOne(Asked asked, SiteStanding standing, RedirectEntry entry, string? path)
    {
        var redirects = asked.View.Redirects.Of(standing.Site);
        var address = redirects.Addresses.Choose(asked.Country, asked.Request.AcceptLanguage);
        var own = path is null || address < 0 ? null : redirects.Compile(path, address);
        var to = own is null ? entry : entry with { Reason = "order", Locations = [.. entry.Locations.Select(_ => own)] };
        return Make(asked, standing, to, redirects, address, once: true);
    }

    private static Outcome Make(
        Asked asked, SiteStanding standing, RedirectEntry entry, SiteRedirects redirects, int address, bool once)
    {
        var location = address < 0 ? null : entry.Locations[address] ?? redirects.Home.Locations[address];
        if (location is null || !asked.View.Redirects.Guard.Allows(location)) return new Gone(standing, "no_target", asked.ByProgram);
        // What depends on the visitor must not be shared by a cache between visitors.
        var byLanguage = redirects.Addresses.ByLanguage;
        var caching = once ? "no-store" : Caching(standing, byLanguage ? "private" : "public");
        return new Redirect(!once, location, caching, entry.Reason, byLanguage);
    }

    private static string Caching(SiteStanding standing, string scope)
    {
        var isNew = standing.Find(Milestone.Close)?.PassedAt is not { } closed || standing.Now < closed + FirstWeek;
        var seconds = isNew ? Hour : Month;
        if (standing.Find(Milestone.RedirectsUntil) is { } end)
            seconds = Math.Clamp((long)(end.At - standing.Now).TotalSeconds, 0, seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{scope}, max-age={seconds}");
    }
}
