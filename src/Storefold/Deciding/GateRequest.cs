namespace Storefold.Deciding;

/// <summary>One request as it arrived, after the headers of trusted proxies were taken over; nothing is cleaned yet.</summary>
/// <param name="Method">Method.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">Host header, port included.</param>
/// <param name="RawTarget">Request target as it stood in the request line, never decoded.</param>
/// <param name="UserAgent">User-Agent, or null.</param>
/// <param name="Accept">Accept, or null.</param>
/// <param name="AcceptLanguage">Accept-Language, or null.</param>
/// <param name="Country">ISO 3166-1 code that a trusted proxy states, or null.</param>
public sealed record GateRequest(
    string Method, string Scheme, string Host, string RawTarget, string? UserAgent = null, string? Accept = null,
    string? AcceptLanguage = null, string? Country = null);
