using System.Net;
using NodaTime;
using Storefold.Domains;
using Storefold.Planning;

namespace Storefold.Tests.Domains;

/// <summary>
/// A made-up world in which everything is in order: po.co changes hands on 3 February 2025 and keeps its mail, www.poco.in
/// goes on. Each test spoils one thing.
/// </summary>
internal sealed class MadeUpProbes : IDomainProbes
{
    public const string GoodHsts = "max-age=31536000";

    public MadeUpProbes()
    {
        Zone("po.co", "ns1.registrar.example", "ns2.registrar.example");
        Host("www.po.co", "192.0.2.10", "2001:db8::10");
        Host("po.co", "192.0.2.10");
        Host("app.po.co", "192.0.2.11");
        Records["po.co", RecordType.MX] = ["10 mx.mail.example"];
        Records["po.co", RecordType.TXT] = ["v=spf1 include:mail.example -all", "some-verification=1"];
        Records["_dmarc.po.co", RecordType.TXT] = ["v=DMARC1; p=reject"];
        Host("mx.mail.example", "192.0.2.20");
        Zone("poco.in", "ns1.elsewhere.example", "ns2.elsewhere.example");
        Host("www.poco.in", "192.0.2.30");
        Registrations["po.co"] = new RegistrationFacts(true, At(2035, 1, 1), At(2014, 5, 1), ["active"], false);
        foreach (var host in new[] { "www.po.co", "po.co", "app.po.co" }) Certificates[host] = Certificate(host);
    }

    public static DateTimeOffset Now { get; } = At(2025, 1, 10);

    /// <summary>The records of the world; a name and type that is not there has none.</summary>
    public RecordBook Records { get; } = new();

    public Dictionary<string, CertificateFacts> Certificates { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string?> Hsts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, RegistrationFacts> Registrations { get; } = new(StringComparer.Ordinal);

    /// <summary>Addresses that take no connections.</summary>
    public HashSet<string> Closed { get; } = new(StringComparer.Ordinal);

    /// <summary>Hosts that do not answer without TLS.</summary>
    public HashSet<string> NoHttp { get; } = new(StringComparer.Ordinal);

    /// <summary>Why nobody can be asked, by what is asked: <c>dns</c>, <c>connect</c>, <c>tls</c>, <c>rdap</c>.</summary>
    public Dictionary<string, string> Broken { get; } = new(StringComparer.Ordinal);

    public bool IsAuthoritative { get; set; }

    public static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    public static CertificateFacts Certificate(string host) => new(null, [host], "DigiCert Inc", At(2024, 6, 1), At(2036, 1, 1), []);

    public static PlanModel Plan(bool mail = true, params string[] nameServers) => SomePlan.Of() with
    {
        Domains = [new DomainModel("po.co", "mi.com", ["www.po.co", "app.po.co"], mail, nameServers, 1)],
        Timetable = SomePlan.Timetable(
            (Milestone.DomainHandover, Instant.FromUtc(2025, 2, 3, 10, 0)), (Milestone.RedirectsUntil, Instant.FromUtc(2029, 12, 31, 23, 59))),
    };

    /// <summary>Checks a plan in this world.</summary>
    public async Task<IReadOnlyList<DomainFinding>> CheckAsync(PlanModel? plan = null, DomainOptions? options = null, DateTimeOffset? now = null) =>
        (await DomainsCheck.RunAsync(plan ?? Plan(), this, options ?? new DomainOptions(), now ?? Now, TestContext.Current.CancellationToken)).Findings;

    public void Host(string name, string v4, string? v6 = null)
    {
        Records[name, RecordType.A] = [v4];
        Records[name, RecordType.AAAA] = v6 is null ? [] : [v6];
    }

    public Task<Probed<DnsAnswer>> LookUpAsync(string name, RecordType type, CancellationToken cancel) => Task.FromResult(
        Broken.TryGetValue("dns", out var why) ? Probed<DnsAnswer>.Failed(why)
        : Probed<DnsAnswer>.Of(new DnsAnswer([.. Records[name, type].Select(value => new DnsRecord(value, Records.Ttl(name)))], IsAuthoritative)));

    public Task<Probed<Reachability>> ConnectAsync(IPAddress address, CancellationToken cancel) => Task.FromResult(
        Broken.TryGetValue("connect", out var why) ? Probed<Reachability>.Failed(why)
        : Probed<Reachability>.Of(new Reachability(!Closed.Contains(address.ToString()))));

    public Task<Probed<CertificateFacts>> CertificateAsync(string host, IPAddress address, CancellationToken cancel) => Task.FromResult(
        Broken.TryGetValue("tls", out var why) ? Probed<CertificateFacts>.Failed(why) : Probed<CertificateFacts>.Of(Certificates[host]));

    public Task<Probed<HttpFacts>> AskAsync(string host, IPAddress address, bool secure, CancellationToken cancel) => Task.FromResult(
        Probed<HttpFacts>.Of(secure || !NoHttp.Contains(host) ? new HttpFacts(200, null, secure ? Hsts.GetValueOrDefault(host) : null) : new HttpFacts(null, null, null)));

    public Task<Probed<RegistrationFacts>> RegistrationAsync(string domain, CancellationToken cancel) => Task.FromResult(
        Broken.TryGetValue("rdap", out var why) ? Probed<RegistrationFacts>.Failed(why) : Probed<RegistrationFacts>.Of(Registrations[domain]));

    private void Zone(string name, params string[] servers)
    {
        Records[name, RecordType.NS] = servers;
        Records[name, RecordType.SOA] = [servers[0]];
    }

    internal sealed class RecordBook
    {
        private readonly Dictionary<(string, RecordType), string[]> _records = [];
        private readonly Dictionary<string, int> _ttls = new(StringComparer.Ordinal);

        public string[] this[string name, RecordType type]
        {
            get => _records.GetValueOrDefault((name, type)) ?? [];
            set => _records[(name, type)] = value;
        }

        public int Ttl(string name) => _ttls.GetValueOrDefault(name, 300);

        public void KeepFor(string name, int seconds) => _ttls[name] = seconds;
    }
}
