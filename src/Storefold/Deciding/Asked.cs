using Storefold.Packs.Routes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>A request on its way down the ladder, together with what it is held against.</summary>
/// <param name="View">What decisions rest on.</param>
/// <param name="Request">The request as it came.</param>
/// <param name="Target">Its target, cleaned.</param>
/// <param name="Host">What answers at its host.</param>
internal sealed record Asked(GateView View, GateRequest Request, RequestTarget Target, HostEntry Host)
{
    /// <summary>Method in capitals.</summary>
    public string Method { get; } = Request.Method.ToUpperInvariant();

    /// <summary>Whether it only reads (RFC 9110, 9.2.1), so that another address may answer it.</summary>
    public bool IsSafe => Method is "GET" or "HEAD";

    /// <summary>
    /// Whether a program asks: it accepts JSON and no page, or it calls an API and does not ask for a page.
    /// </summary>
    public bool ByProgram
    {
        get
        {
            var accept = Request.Accept ?? "";
            if (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)) return false;
            return accept.Contains("json", StringComparison.OrdinalIgnoreCase)
                || Target.Path.Split('/').Any(part => part.Equals("api", StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>The visitor's country where a trusted proxy states one.</summary>
    public string? Country { get; } = Request.Country is { Length: 2 } code && code.All(char.IsAsciiLetter) ? code.ToUpperInvariant() : null;

    /// <summary>Where a retiring site stands, or null: then nothing of it has begun.</summary>
    public SiteStanding? StandingOf(SiteModel site) => View.Standings.GetValueOrDefault(site.Name);

    /// <summary>What the addresses of a site mean, or null.</summary>
    public SourceRoutes? RoutesOf(SiteModel site) => View.Routes.GetValueOrDefault(site.Name);

    /// <summary>Whether a route of a list is asked for.</summary>
    public bool Is(IReadOnlyList<RoutePattern>? routes, string below) =>
        routes is not null && routes.Any(route => route.Match(Method, below) is not null);
}
