using System.Net;
using Storefold.Connectors;
using Storefold.Connectors.Dns;
using Storefold.Domains;

namespace Storefold.Tests.Domains;

public sealed class Domains_in_a_real_DNS : IAsyncDisposable
{
    private const string Poco = """
        @ IN NS ns1
        @ IN NS ns2.registrar.example.
        @ IN A 127.0.0.1
        @ IN MX 20 MX2.mail.example.
        @ IN MX 10 mx.mail.example.
        @ IN TXT "v=spf1 include:mail.example" " -all"
        @ IN CAA 0 issue "authority.test; account=7"
        @ IN CAA 128 iodef "mailto:x@po.co"
        _dmarc IN TXT "v=DMARC1; p=reject"
        ns1 IN A 127.0.0.1
        www 600 IN CNAME shop
        shop IN A 127.0.0.1
        app 7200 IN A 127.0.0.1
        app 7200 IN A 127.0.0.2
        six IN AAAA ::1
        lost IN CNAME nowhere
        """;

    private readonly NsdServer _dns = new(
        ("po.co", Poco), ("poco.in", "@ IN NS ns1\nns1 IN A 127.0.0.1\nwww IN A 127.0.0.1"), ("mail.example", "@ IN NS ns1\nns1 IN A 127.0.0.1\nmx IN A 127.0.0.1\nmx2 IN A 127.0.0.1"));

    private readonly TestAuthority _authority = new();
    private readonly LoopbackHttp _http = new(_ => new HttpReply(301, "text/html", "", ("Location", "https://www.po.co/")));
    private readonly LoopbackHttp _registry;
    private LoopbackHttp? _https;

    public Domains_in_a_real_DNS() => _registry = Registry("""
        {"objectClassName":"domain","ldhName":"po.co","status":["active","Client Transfer Prohibited"],"secureDNS":{"delegationSigned":true},
         "events":[{"eventAction":"registration","eventDate":"2014-05-01T00:00:00Z"},{"eventAction":"transfer","eventDate":"2020-06-01T10:00:00Z"},
                   {"eventAction":"expiration","eventDate":"2035-01-01T00:00:00Z"},{"eventAction":"last changed","eventDate":"2024-01-01T00:00:00Z"}]}
        """);

    public async ValueTask DisposeAsync()
    {
        _dns.Dispose();
        await _http.DisposeAsync();
        await _registry.DisposeAsync();
        if (_https is not null) await _https.DisposeAsync();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("po.co", RecordType.A, "127.0.0.1/300")]
    [InlineData("six.po.co", RecordType.AAAA, "::1/300")]
    [InlineData("www.po.co", RecordType.CNAME, "shop.po.co/600")]
    [InlineData("po.co", RecordType.NS, "ns1.po.co/300 ns2.registrar.example/300")]
    [InlineData("po.co", RecordType.MX, "10 mx.mail.example/300 20 mx2.mail.example/300")]
    [InlineData("po.co", RecordType.TXT, "v=spf1 include:mail.example -all/300")]
    [InlineData("po.co", RecordType.CAA, "0 issue authority.test; account=7/300 128 iodef mailto:x@po.co/300")]
    [InlineData("po.co", RecordType.SOA, "ns1.po.co/300")]
    [InlineData("nobody.po.co", RecordType.A, "")]
    [InlineData("po.co", RecordType.AAAA, "")]
    public async Task Every_kind_of_record_is_read(string name, RecordType type, string records)
    {
        var answer = (await Lookups().AskAsync(name, type, TestContext.Current.CancellationToken)).Answer;
        Assert.NotNull(answer);
        Assert.Equal(records, string.Join(' ', answer.Records.Select(record => $"{record.Value}/{record.Ttl}").Order(StringComparer.Ordinal)));
        Assert.True(answer.IsAuthoritative);
    }

    [Fact]
    public async Task A_zone_that_the_server_does_not_have_is_no_answer()
    {
        var refused = await Lookups().AskAsync("www.mi.com", RecordType.A, TestContext.Current.CancellationToken);
        Assert.Equal("the DNS server answers REFUSED", refused.Failure);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_no_answer()
    {
        var lookups = new DnsLookups(new IPEndPoint(IPAddress.Loopback, LoopbackHttp.ClosedPort()), TimeSpan.FromMilliseconds(200));
        var silent = await lookups.AskAsync("www.po.co", RecordType.A, TestContext.Current.CancellationToken);
        Assert.Equal("the DNS server does not answer", silent.Failure);
    }

    [Fact]
    public async Task A_domain_is_checked_from_its_name_servers_to_its_certificates()
    {
        var plan = MadeUpProbes.Plan();
        plan = plan with { Domains = [plan.Domains[0] with { Hosts = ["www.po.co", "lost.po.co", "app.po.co"] }] };
        var report = await CheckAsync(plan, _authority.Issue(null, null, "www.po.co", "po.co"));
        // app.po.co has a second address that nothing listens on, is not in the certificate, and is kept for two hours.
        Assert.Equal(
            """
            addresses_disagree app.po.co
            certificate_wrong_name app.po.co
            cname_dangling lost.po.co
            caa_limits po.co
            dnssec_signed po.co
            transfer_locked po.co
            ttl_high po.co
            """.ReplaceLineEndings("\n"),
            string.Join('\n', report.Findings.Select(finding => $"{finding.Code} {finding.Host}")));
    }

    [Fact]
    public async Task A_domain_in_order_has_no_findings_and_the_command_says_so()
    {
        await using var registry = Registry("""{"objectClassName":"domain","status":["active"],"events":[{"eventAction":"expiration","eventDate":"2035-01-01T00:00:00Z"}]}""");
        var plan = MadeUpProbes.Plan();
        plan = plan with { Domains = [plan.Domains[0] with { Hosts = ["www.po.co"] }] };
        var (exit, output) = await CommandAsync(plan, registry, json: false);
        Assert.Equal("1 domain, 3 hosts: 0 errors, 0 warnings, 0 unknown. Nothing stands in the way.\n", output);
        Assert.Equal(0, exit);

        var (broken, json) = await CommandAsync(plan, _registry, json: true, issuer: "other.test");
        Assert.Equal(1, broken);
        Assert.Contains("\"code\": \"caa_forbids_issuer\"", json);
        Assert.Contains("\"ready\": false", json);

        await using var silent = new LoopbackHttp(_ => new HttpReply(500, "text/html", "<html>"));
        var (unknown, text) = await CommandAsync(plan, silent, json: false);
        Assert.Equal(3, unknown);
        Assert.Contains("unknown: po.co: Could not ask for the registration: IANA's list of registries: the answer is not the list. [could_not_ask]", text);
    }

    private DnsLookups Lookups() => new(_dns.Address, TimeSpan.FromSeconds(5));

    private async Task<DomainReport> CheckAsync(Storefold.Planning.PlanModel plan, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        using var probes = new DomainProbes(Options(certificate, _registry), FixedClock.Instance);
        return await DomainsCheck.RunAsync(plan, probes, new DomainOptions(), MadeUpProbes.Now, TestContext.Current.CancellationToken);
    }

    private async Task<(int Exit, string Output)> CommandAsync(Storefold.Planning.PlanModel plan, LoopbackHttp registry, bool json, string issuer = "authority.test")
    {
        using var output = new StringWriter { NewLine = "\n" };
        var runner = new Storefold.Cli.CommandRunner(output, output, new Storefold.Scheduling.SimulatedClock(MadeUpProbes.Now));
        using var certificate = _authority.Issue(null, null, "www.po.co", "po.co");
        var exit = await Storefold.Cli.Commands.CheckDomainsCommand.RunAsync(
            runner, plan, Options(certificate, registry), new DomainOptions(issuer), json, TestContext.Current.CancellationToken);
        await _https!.DisposeAsync();
        _https = null;
        return (exit, output.ToString());
    }

    private ProbeOptions Options(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, LoopbackHttp registry)
    {
        _https = new LoopbackHttp(_ => new HttpReply(200, "text/html", "<html>", ("Strict-Transport-Security", "max-age=31536000")), certificate);
        return new ProbeOptions
        {
            Resolver = _dns.Address, HttpPort = _http.Port, HttpsPort = _https.Port, Roots = _authority.Roots, Rdap = new Uri(registry.Url + "/dns.json"),
        };
    }

    private static LoopbackHttp Registry(string domain)
    {
        LoopbackHttp? server = null;
        server = new LoopbackHttp(ask => ask.Target switch
        {
            "/dns.json" => HttpReply.Json(200, $$"""{"version":"1.0","services":[[["example"],["http://127.0.0.1:1/"]],[["co","in"],["{{server!.Url}}/rdap/"]]]}"""),
            "/rdap/domain/po.co" => new HttpReply(200, "application/rdap+json", domain),
            _ => HttpReply.Json(404, """{"errorCode":404}"""),
        });
        return server;
    }
}
