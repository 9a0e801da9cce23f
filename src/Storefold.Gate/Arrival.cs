using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Storefold.Deciding;

namespace Storefold.Gate;

/// <summary>
/// A request as it reached the edge: of a trusted proxy what its X-Forwarded headers say, of anybody else what stands in
/// the request itself. Nothing is decoded here.
/// </summary>
internal sealed class Arrival(TrustedProxies proxies, string? countryHeader)
{
    private const string ForwardedUri = "X-Forwarded-Uri";

    /// <summary>Whether a trusted edge asks what to answer to somebody else's request.</summary>
    public bool IsAsking(HttpContext context) =>
        proxies.Trusts(context.Connection.RemoteIpAddress) && First(context, ForwardedUri) is not null;

    public GateRequest Read(HttpContext context)
    {
        var request = context.Request;
        var trusted = proxies.Trusts(context.Connection.RemoteIpAddress);
        return new GateRequest(
            Of("X-Forwarded-Method") ?? request.Method,
            Of("X-Forwarded-Proto") ?? request.Scheme,
            Of("X-Forwarded-Host") ?? request.Host.Value ?? "",
            Of(ForwardedUri) ?? RawTarget(context),
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
