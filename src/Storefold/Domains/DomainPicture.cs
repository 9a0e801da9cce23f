using System.Net;
using Storefold.Planning;

namespace Storefold.Domains;

/// <summary>Everything that the probes brought back: what the rules judge.</summary>
/// <param name="Domains">The domains that change hands.</param>
/// <param name="Hosts">Hosts that must keep answering, and the bare domain and <c>www</c> where they answer now.</param>
/// <param name="KeptHosts">Hosts of the sites that go on as before.</param>
public sealed record DomainPicture(
    IReadOnlyList<DomainView> Domains, IReadOnlyList<HostView> Hosts, IReadOnlyList<KeptHostView> KeptHosts);

/// <summary>A domain that changes hands.</summary>
/// <param name="Model">What the plan says.</param>
/// <param name="Registration">What the registry says.</param>
/// <param name="NameServers">Its NS records.</param>
/// <param name="Soa">Its SOA record.</param>
/// <param name="Mail">What mail finds.</param>
/// <param name="Stray">A name that nobody has ever made; it has addresses only where a wildcard answers.</param>
/// <param name="Bare">The domain itself as a name.</param>
/// <param name="Www"><c>www</c> in it.</param>
public sealed record DomainView(
    DomainModel Model, Probed<RegistrationFacts> Registration, Probed<DnsAnswer> NameServers, Probed<DnsAnswer> Soa, MailView Mail,
    NameView Stray, NameView Bare, NameView Www)
{
    /// <summary>The domain.</summary>
    public string Name => Model.Name;
}

/// <summary>What mail finds at a domain.</summary>
/// <param name="Mx">Its MX records.</param>
/// <param name="Txt">Its TXT records.</param>
/// <param name="Dmarc">The TXT records at <c>_dmarc</c>.</param>
/// <param name="Servers">The mail servers that the MX records name.</param>
public sealed record MailView(Probed<DnsAnswer> Mx, Probed<DnsAnswer> Txt, Probed<DnsAnswer> Dmarc, IReadOnlyList<NameView> Servers);

/// <summary>A name and where it leads.</summary>
/// <param name="Name">The name.</param>
/// <param name="Chain">CNAME records from it on, in order.</param>
/// <param name="IsLoop">True when the CNAME records lead in a circle.</param>
/// <param name="A">IPv4 addresses at the end of the chain.</param>
/// <param name="Aaaa">IPv6 addresses at the end of the chain.</param>
/// <param name="ChainFailure">Why the chain could not be followed to its end; null when it could.</param>
public sealed record NameView(
    string Name, IReadOnlyList<DnsRecord> Chain, bool IsLoop, Probed<DnsAnswer> A, Probed<DnsAnswer> Aaaa, string? ChainFailure)
{
    /// <summary>Where the chain ends.</summary>
    public string End => Chain.Count == 0 ? Name : Chain[^1].Value;

    /// <summary>All addresses, IPv4 first.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; } =
        [.. Records(A).Concat(Records(Aaaa)).Select(record => IPAddress.TryParse(record.Value, out var address) ? address : null).OfType<IPAddress>()];

    /// <summary>True when it certainly has no address: all was asked, and nothing came.</summary>
    public bool IsMissing => Addresses.Count == 0 && A.Answer is not null && Aaaa.Answer is not null && ChainFailure is null;

    /// <summary>Every record on the way, for its TTL.</summary>
    public IEnumerable<DnsRecord> Way => Chain.Concat(Records(A)).Concat(Records(Aaaa));

    private static IReadOnlyList<DnsRecord> Records(Probed<DnsAnswer> probed) => probed.Answer?.Records ?? [];
}

/// <summary>One address of a host.</summary>
/// <param name="Address">The address.</param>
/// <param name="Reach">Whether it takes connections.</param>
public sealed record AddressView(IPAddress Address, Probed<Reachability> Reach);

/// <summary>A host that visitors, or an app, come to.</summary>
/// <param name="Names">The name and where it leads.</param>
/// <param name="Domain">The domain of the plan that it lies on, or null.</param>
/// <param name="IsPlanned">True when the plan needs it to answer.</param>
/// <param name="Addresses">Its addresses.</param>
/// <param name="Caa">The CAA records that hold for it.</param>
/// <param name="Web">What it answers; null when it has no address.</param>
public sealed record HostView(
    NameView Names, string? Domain, bool IsPlanned, IReadOnlyList<AddressView> Addresses, Probed<DnsAnswer> Caa, WebView? Web)
{
    /// <summary>The host.</summary>
    public string Name => Names.Name;
}

/// <summary>What a host answers on the web.</summary>
/// <param name="Certificate">Its certificate.</param>
/// <param name="Secure">Its answer over TLS.</param>
/// <param name="Open">Its answer without TLS.</param>
public sealed record WebView(Probed<CertificateFacts> Certificate, Probed<HttpFacts> Secure, Probed<HttpFacts> Open);

/// <summary>A host of a site that goes on as before.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Names">The name and where it leads.</param>
/// <param name="NameServers">Name servers of the zone that it lies in.</param>
public sealed record KeptHostView(string Site, NameView Names, Probed<DnsAnswer> NameServers)
{
    /// <summary>The host.</summary>
    public string Name => Names.Name;
}
