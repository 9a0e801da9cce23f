using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Storefold.Deciding;

namespace Storefold.Gate;

/// <summary>
/// A request as it reached the edge. Host and scheme are what a trusted proxy says; method and target only where it asks
/// for a decision: a proxy that merely passes a request on may pass on such headers of the visitor's as well. Nothing is
/// decoded here.
/// </summary>
internal sealed class Arrival(TrustedProxies proxies, string? countryHeader)
{
    private const string ForwardedUri = "X-Forwarded-Uri";

    /// <summary>Whether a trusted edge asks what to answer to somebody else's request.</summary>
    public bool IsAsking(HttpContext context) =>
        proxies.Trusts(context.Connection.RemoteIpAddress) && First(context, ForwardedUri) is not null;

    /// <param name="context">The request.</param>
    /// <param name="asking">Whether it asks about another request.</param>
    public GateRequest Read(HttpContext context, bool asking)
    {
        var request = context.Request;
        var trusted = proxies.Trusts(context.Connection.RemoteIpAddress);
        return new GateRequest(
            (asking ? Of("X-Forwarded-Method") : null) ?? request.Method,
            Of("X-Forwarded-Proto") ?? request.Scheme,
            Of("X-Forwarded-Host") ?? request.Host.Value ?? "",
            (asking ? Of(ForwardedUri) : null) ?? RawTarget(context),
            First(context, "User-Agent"), First(context, "Accept"), First(context, "Accept-Language"),
            countryHeader is null ? null : Of(countryHeader));

        string? Of(string header) => trusted ? First(context, header) : null;
    }

    /// <summary>The request target as it stood in the request line.</summary>
    public static string RawTarget(HttpContext context) => context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/";

    // Of a header that was sent twice the first counts; an empty one counts as absent.
    private static string? First(HttpContext context, string header) =>
        context.Request.Headers.TryGetValue(header, out var values) && values is [{ Length: > 0 } first, ..] ? first : null;
}
