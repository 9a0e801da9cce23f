using Storefold.Deciding;
using Storefold.Packs.Routes;
using Storefold.Planning;
using Storefold.Redirects;

namespace Storefold.Rehearsing.People;

/// <summary>
/// Makes up the people of a plan: for every site, app and kind of link somebody who tries it. Addresses come from the plan,
/// the packs' routes and the redirects; nobody is taken from the shops' customers.
/// </summary>
internal sealed class Crowd(
    PlanModel plan, IReadOnlyDictionary<string, SourceRoutes> routes, RedirectMap redirects, IReadOnlyDictionary<string, string> orderLinks)
{
    private const string Browser = "Mozilla/5.0";
    private const string Page = "text/html";

    /// <summary>Everybody, in the order in which the report tells of them.</summary>
    public IReadOnlyList<Persona> All() =>
    [
        .. plan.RetiringSites.Select(Shopper), .. plan.Apps.Select(AppUser).OfType<Persona>(), .. Kept().Select(KeptShopper),
        .. First(OrderLink), .. First(ProductLink), .. First(Provider), .. First(SupportSeeker), .. First(FeedReader),
    ];

    private IEnumerable<SiteModel> Kept() => plan.Sites.Where(site => !site.Retires);

    private IEnumerable<Persona> First(Func<SiteModel, Persona?> make) => plan.RetiringSites.Select(make).OfType<Persona>().Take(1);

    private Persona Shopper(SiteModel site)
    {
        var (country, language) = Home(site);
        List<Ask> asks = [Get("The start page", site, "/", country, language), .. Buying(site, country, language)];
        if (ProductOf(site) is { } product) asks.Add(Get("A product page", site, product, country, language));
        return new Persona($"A shopper of {site.Name}{(country is null ? "" : $" in {country}")}", asks);
    }

    private Persona KeptShopper(SiteModel site)
    {
        var (country, language) = Home(site);
        return new Persona(
            $"A shopper of {site.Name}, which goes on", [Get("The start page", site, "/", country, language), .. Buying(site, country, language)]);
    }

    private IEnumerable<Ask> Buying(SiteModel site, string? country, string? language)
    {
        var route = routes.GetValueOrDefault(site.Name)?.Purchase.FirstOrDefault(route => route.Method is null && route.Fill(_ => "pay") is not null);
        if (route?.Fill(_ => "pay") is { } path) yield return Get("Wants to pay", site, path, country, language);
    }

    private Persona? AppUser(AppModel app)
    {
        var site = plan.Sites.FirstOrDefault(site => app.Sites.Contains(site.Name, StringComparer.Ordinal));
        if (site is null || app.Hosts.Count == 0) return null;
        var agent = (app.UserAgent ?? app.Name + "/") + "1.0";
        return new Persona(
            $"An installed {app.Name}",
            [new Ask("Loads its catalogue", site, new GateRequest("GET", "https", app.Hosts[0], "/api/catalogue", agent, "application/json"))]);
    }

    private Persona? OrderLink(SiteModel site)
    {
        if (orderLinks.GetValueOrDefault(site.Name) is not { } link) return null;
        var (country, language) = Home(site);
        return new Persona(
            "Somebody with the link of an old order",
            [
                Get("Follows the link", site, link, country, language),
                Get("Follows it with a wrong secret", site, link + "x", country, language),
            ]);
    }

    private Persona? ProductLink(SiteModel site)
    {
        var paths = Entries(site, RedirectKind.Product);
        var (country, language) = Home(site);
        var same = paths.Find(entry => entry.Reason is "same_product").Path;
        var other = paths.Find(entry => entry.Reason is not "same_product").Path;
        List<Ask> asks = [];
        if (same is not null) asks.Add(Get("A product that the target has too", site, same, country, language));
        if (other is not null) asks.Add(Get("A product that the target has not", site, other, country, language));
        asks.Add(Get("An address that never was", site, "/never/was/here", country, language));
        foreach (var gone in plan.Gate.Gone.Take(1))
            asks.Add(Get("An address that the plan ends", site, gone.Replace("*", "today", StringComparison.Ordinal), country, language));
        return new Persona("Somebody with an old bookmark", asks);
    }

    private Persona? Provider(SiteModel site)
    {
        var route = routes.GetValueOrDefault(site.Name)?.Callback.FirstOrDefault(route => route.Fill(_ => "pay") is not null);
        if (route?.Fill(_ => "pay") is not { } path) return null;
        var request = new GateRequest(route.Method ?? "POST", "https", site.Host, site.PathPrefix + path, "PayProvider/1", "application/json");
        return new Persona("A payment provider", [new Ask("Reports that money has come", site, request)]);
    }

    private Persona SupportSeeker(SiteModel site)
    {
        var (country, language) = Home(site);
        return new Persona("Somebody who needs help", [Get("The support page", site, plan.Gate.Prefix + "/support", country, language)]);
    }

    private Persona FeedReader(SiteModel site)
    {
        var (country, language) = Home(site);
        return new Persona(
            "Somebody who follows the news",
            [
                Get("The notice", site, plan.Gate.Prefix + "/notice", country, language),
                Get("The feed", site, plan.Gate.Prefix + "/feed.atom", country, language),
            ]);
    }

    private string? ProductOf(SiteModel site) => Entries(site, RedirectKind.Product)
        .OrderBy(entry => entry.Reason is not "same_product").Select(entry => entry.Path).FirstOrDefault();

    private List<(string Path, string Reason)> Entries(SiteModel site, RedirectKind kind)
    {
        var known = redirects.Of(site);
        return
        [
            .. known.Paths.Select(path => (Path: path, Entry: known.Find(path)))
                .Where(pair => pair.Entry?.Kind == kind).Select(pair => (pair.Path, pair.Entry?.Reason ?? "")),
        ];
    }

    private static Ask Get(string what, SiteModel site, string path, string? country, string? language) => new(
        what, site, new GateRequest("GET", "https", site.Host, site.PathPrefix + path, Browser, Page, language, country));

    /// <summary>Where a site's shopper is: as its locale says, else where the plan sends people whom no other site is for.</summary>
    private (string? Country, string? Language) Home(SiteModel site)
    {
        if (Region(site) is { } own) return (own, site.Locales[0]);
        var others = plan.Sites.Select(Region).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var key = site.TargetAddresses.Keys.Select(key => key.Split('/'))
            .FirstOrDefault(parts => parts[0].Length == 2 && char.IsAsciiLetterUpper(parts[0][0]) && !others.Contains(parts[0]));
        return key is null ? (null, site.Locales[0]) : (key[0], key.Length > 1 ? key[1] : site.Locales[0]);
    }

    private static string? Region(SiteModel site) => site.Locales[0].Split('-') is [_, { Length: 2 } region, ..] ? region.ToUpperInvariant() : null;
}
