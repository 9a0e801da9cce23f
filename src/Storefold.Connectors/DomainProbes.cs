using System.Net;
using System.Security.Cryptography.X509Certificates;
using Storefold.Connectors.Dns;
using Storefold.Connectors.Http;
using Storefold.Connectors.Tls;
using Storefold.Domains;

namespace Storefold.Connectors;

/// <summary>Who is asked about domains, and how long.</summary>
public sealed record ProbeOptions
{
    /// <summary>The DNS server; null for those of this machine.</summary>
    public IPEndPoint? Resolver { get; init; }

    /// <summary>IANA's list of the registries' RDAP servers, or one like it.</summary>
    public Uri Rdap { get; init; } = new("https://data.iana.org/rdap/dns.json");

    /// <summary>Port of pages without TLS.</summary>
    public int HttpPort { get; init; } = 80;

    /// <summary>Port of pages over TLS.</summary>
    public int HttpsPort { get; init; } = 443;

    /// <summary>Authorities to trust instead of this machine's; null for those.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>Time limit of each question.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Asks the real world.</summary>
public sealed class DomainProbes(ProbeOptions options, TimeProvider time) : IDomainProbes, IDisposable
{
    private readonly DnsLookups _dns = new(options.Resolver, options.Timeout);
    private readonly TlsProbe _tls = new(options.HttpsPort, options.Roots, options.Timeout, time);
    private readonly HostProbe _host = new(options.HttpPort, options.HttpsPort, options.Timeout, time);
    private readonly RdapRegistry _registry = new(options.Rdap, options.Timeout, time);

    /// <inheritdoc/>
    public Task<Probed<DnsAnswer>> LookUpAsync(string name, RecordType type, CancellationToken cancel) => _dns.AskAsync(name, type, cancel);

    /// <inheritdoc/>
    public Task<Probed<Reachability>> ConnectAsync(IPAddress address, CancellationToken cancel) => _tls.ConnectAsync(address, cancel);

    /// <inheritdoc/>
    public Task<Probed<CertificateFacts>> CertificateAsync(string host, IPAddress address, CancellationToken cancel) =>
        _tls.CertificateAsync(host, address, cancel);

    /// <inheritdoc/>
    public Task<Probed<HttpFacts>> AskAsync(string host, IPAddress address, bool secure, CancellationToken cancel) =>
        _host.AskAsync(host, address, secure, cancel);

    /// <inheritdoc/>
    public Task<Probed<RegistrationFacts>> RegistrationAsync(string domain, CancellationToken cancel) => _registry.AskAsync(domain, cancel);

    /// <inheritdoc/>
    public void Dispose() => _registry.Dispose();
}
