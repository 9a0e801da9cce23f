using System.Net;

namespace Storefold.Domains;

/// <summary>The kinds of DNS record that are looked at.</summary>
public enum RecordType
{
    /// <summary>IPv4 address.</summary>
    A,

    /// <summary>IPv6 address.</summary>
    AAAA,

    /// <summary>Another name for the same.</summary>
    CNAME,

    /// <summary>Name server.</summary>
    NS,

    /// <summary>Mail server.</summary>
    MX,

    /// <summary>Text: SPF and DMARC.</summary>
    TXT,

    /// <summary>Who may issue certificates (RFC 8659).</summary>
    CAA,

    /// <summary>Start of authority.</summary>
    SOA,
}

/// <summary>One DNS record.</summary>
/// <param name="Value">
/// A, AAAA: the address. CNAME, NS, SOA: the (first) name, lower case, without the dot at its end. MX: preference, space, name;
/// <c>0 .</c> is the null MX of RFC 7505. TXT: the strings of the record joined. CAA: flags, space, tag, space, value.
/// </param>
/// <param name="Ttl">Seconds that it may be kept.</param>
public sealed record DnsRecord(string Value, int Ttl);

/// <summary>Answer to one DNS question; names that do not exist answer with no records.</summary>
/// <param name="Records">The records of the type that was asked for, at the name itself.</param>
/// <param name="IsAuthoritative">True when the zone's own server answered, so that the TTLs are those of the zone.</param>
public sealed record DnsAnswer(IReadOnlyList<DnsRecord> Records, bool IsAuthoritative);

/// <summary>Whether an address takes connections on the HTTPS port.</summary>
/// <param name="Connects">True when it does.</param>
public sealed record Reachability(bool Connects);

/// <summary>The certificate of a host.</summary>
/// <param name="Refusal">Why there is none: nothing listens, or it does not speak TLS; null when there is one.</param>
/// <param name="Names">DNS names that it covers, lower case; <c>*.</c> at the beginning covers one label.</param>
/// <param name="Issuer">Organisation of the issuer, else its common name.</param>
/// <param name="NotBefore">Valid from.</param>
/// <param name="NotAfter">Valid until.</param>
/// <param name="ChainProblems">Why it is not trusted apart from names and dates, in words; empty when it is.</param>
public sealed record CertificateFacts(
    string? Refusal, IReadOnlyList<string> Names, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter,
    IReadOnlyList<string> ChainProblems)
{
    /// <summary>There is no certificate.</summary>
    public static CertificateFacts None(string why) =>
        new(why, [], "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, []);
}

/// <summary>First answer of a host to <c>GET /</c>; redirects are not followed.</summary>
/// <param name="Status">Status; null when nothing answers there.</param>
/// <param name="Location">Where it redirects to, or null.</param>
/// <param name="StrictTransportSecurity">The header as sent, or null.</param>
public sealed record HttpFacts(int? Status, string? Location, string? StrictTransportSecurity);

/// <summary>What the registry says about a domain (RDAP, RFC 9083).</summary>
/// <param name="IsRegistered">False when the registry does not know the domain.</param>
/// <param name="ExpiresAt">When the registration ends; null where the registry does not say.</param>
/// <param name="ChangedHandsAt">The later of registration and last transfer; null where the registry does not say.</param>
/// <param name="Statuses">Lower case with spaces, such as <c>client transfer prohibited</c> (RFC 8056).</param>
/// <param name="IsSigned">True when the registry holds DS records (DNSSEC).</param>
public sealed record RegistrationFacts(
    bool IsRegistered, DateTimeOffset? ExpiresAt, DateTimeOffset? ChangedHandsAt, IReadOnlyList<string> Statuses, bool IsSigned);

/// <summary>
/// Everything that is asked of the world. No member throws but for cancellation: who could not be asked is an answer too.
/// </summary>
public interface IDomainProbes
{
    /// <summary>Asks the DNS. A name that does not exist is an answer without records; no server or SERVFAIL is a failure.</summary>
    Task<Probed<DnsAnswer>> LookUpAsync(string name, RecordType type, CancellationToken cancel);

    /// <summary>Whether an address takes connections; a failure when this machine has no way to that kind of address.</summary>
    Task<Probed<Reachability>> ConnectAsync(IPAddress address, CancellationToken cancel);

    /// <summary>The certificate that an address shows for a host.</summary>
    Task<Probed<CertificateFacts>> CertificateAsync(string host, IPAddress address, CancellationToken cancel);

    /// <summary>What an address answers for a host, over TLS or in the open; the certificate is not judged here.</summary>
    Task<Probed<HttpFacts>> AskAsync(string host, IPAddress address, bool secure, CancellationToken cancel);

    /// <summary>What the registry says.</summary>
    Task<Probed<RegistrationFacts>> RegistrationAsync(string domain, CancellationToken cancel);
}
