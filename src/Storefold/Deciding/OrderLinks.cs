using System.Security.Cryptography;
using System.Text;
using Storefold.Deciding.Outcomes;
using Storefold.Packs.Routes;
using Storefold.Redirects;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Links to one order. A number can be guessed, so it leads to the look-up page, whether there is such an order or not. The
/// order's own page is for who has the link's secret; the secret goes no further than here.
/// </summary>
internal static class OrderLinks
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>The outcome of an order link, or null for any other path.</summary>
    public static Outcome? Decide(Asked asked, SiteStanding standing, SourceRoutes routes, string below)
    {
        foreach (var route in routes.Order)
        {
            if (route.Path.MatchPath(below) is not { } found) continue;
            var number = Named(route.Path, found, "number") ?? "";
            var secret = Named(route.Path, found, "secret") ?? (route.Secret is { } name ? QueryText.Value(asked.Target.Query, name) : null);
            var entry = asked.View.Redirects.Of(standing.Site).OrderLookup;
            return Redirecting.ForOne(asked, standing, entry, Page(asked, standing, number, secret));
        }

        return null;
    }

    /// <summary>Path of the order's own page where the secret is its own; null takes as long as a path does.</summary>
    private static string? Page(Asked asked, SiteStanding standing, string number, string? secret)
    {
        var source = asked.View.Plan.Sources.FirstOrDefault(
            source => string.Equals(source.Name, standing.Site.Source, StringComparison.Ordinal))?.Number ?? 0;
        IReadOnlyList<OrderLinkRow> orders = asked.View.Redirects.FindOrders(source, number);
        if (orders.Count == 0) orders = [new OrderLinkRow(source, number, null, null)];
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""));
        string? page = null;
        foreach (var order in orders)
        {
            var hash = order.SecretHash is null ? NoHash : Convert.FromHexString(order.SecretHash);
            var isItsOwn = CryptographicOperations.FixedTimeEquals(given, hash);
            if (isItsOwn && !string.IsNullOrEmpty(secret)) page ??= order.Target;
        }

        return page;
    }

    private static string? Named(RoutePattern pattern, IReadOnlyList<string> found, string name)
    {
        var at = pattern.Names.ToList().IndexOf(name);
        return at < 0 ? null : Uri.UnescapeDataString(found[at]);
    }
}
