using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Storefold.Connectors;
using Storefold.Domains;
using Storefold.Scheduling;

namespace Storefold.Tests.Domains;

public sealed class Certificates_and_registries_are_asked : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_good_certificate_is_described()
    {
        using var certificate = _authority.Issue(null, MadeUpProbes.At(2030, 5, 1), "www.po.co", "*.po.co");
        var facts = await CertificateAsync(certificate, _authority.Roots);
        Assert.Null(facts.Refusal);
        Assert.Equal("www.po.co *.po.co", string.Join(' ', facts.Names));
        Assert.Equal(("Test Authority", MadeUpProbes.At(2030, 5, 1)), (facts.Issuer, facts.NotAfter));
        Assert.Empty(facts.ChainProblems);
    }

    [Fact]
    public async Task An_expired_one_is_described_and_not_called_untrusted_for_it()
    {
        using var certificate = _authority.Issue(MadeUpProbes.At(2023, 1, 1), MadeUpProbes.At(2023, 4, 1), "www.po.co");
        var facts = await CertificateAsync(certificate, _authority.Roots);
        Assert.Equal(MadeUpProbes.At(2023, 4, 1), facts.NotAfter);
        Assert.Empty(facts.ChainProblems);
    }

    [Fact]
    public async Task One_for_another_name_shows_its_own()
    {
        using var certificate = _authority.Issue(null, null, "www.other.example");
        Assert.Equal("www.other.example", Assert.Single((await CertificateAsync(certificate, _authority.Roots)).Names));
    }

    [Fact]
    public async Task One_of_an_authority_that_is_not_trusted_says_so()
    {
        using var certificate = _authority.Issue(null, null, "www.po.co");
        using var other = new TestAuthority();
        Assert.NotEmpty((await CertificateAsync(certificate, other.Roots)).ChainProblems);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_has_none()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var probes = new DomainProbes(new ProbeOptions { HttpsPort = ((IPEndPoint)listener.LocalEndpoint).Port }, FixedClock.Instance);
        var asked = probes.CertificateAsync("www.po.co", IPAddress.Loopback, TestContext.Current.CancellationToken);
        using (var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
            await client.GetStream().WriteAsync("220 mail.po.co ESMTP\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Contains("does not speak TLS", (await asked).Answer!.Refusal);
    }

    [Fact]
    public async Task A_server_that_never_shakes_hands_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clock = new SimulatedClock(MadeUpProbes.Now);
        using var probes = new DomainProbes(new ProbeOptions { HttpsPort = ((IPEndPoint)listener.LocalEndpoint).Port }, clock);
        var asked = probes.CertificateAsync("www.po.co", IPAddress.Loopback, TestContext.Current.CancellationToken);
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        clock.MoveTo(clock.GetUtcNow().AddSeconds(5));
        Assert.Equal("the handshake came to no end in time", (await asked).Failure);
    }

    [Fact]
    public async Task A_closed_port_connects_to_nobody()
    {
        using var probes = new DomainProbes(new ProbeOptions { HttpsPort = LoopbackHttp.ClosedPort() }, FixedClock.Instance);
        var reach = await probes.ConnectAsync(IPAddress.Loopback, TestContext.Current.CancellationToken);
        Assert.False(reach.Answer!.Connects);
    }

    [Theory]
    [InlineData("po.co", true)]
    [InlineData("lapsed.co", false)]
    public async Task A_registry_knows_a_domain_or_not(string domain, bool isRegistered)
    {
        await using var server = Registry();
        var facts = (await AskAsync(server, domain)).Answer!;
        Assert.Equal(isRegistered, facts.IsRegistered);
        if (!isRegistered) return;
        Assert.Equal((MadeUpProbes.At(2035, 1, 1), MadeUpProbes.At(2020, 6, 1)), (facts.ExpiresAt!.Value, facts.ChangedHandsAt!.Value));
        Assert.Equal("active, client transfer prohibited", string.Join(", ", facts.Statuses));
        Assert.True(facts.IsSigned);
    }

    [Theory]
    [InlineData("shop.nowhere", "the registry of .nowhere answers no RDAP")]
    [InlineData("odd.co", "its registry answers something that is not RDAP")]
    [InlineData("busy.co", "its registry answers 429")]
    [InlineData("po.closed", "its registry: it refuses connections")]
    public async Task A_registry_that_cannot_be_understood_is_no_answer(string domain, string why)
    {
        await using var server = Registry();
        Assert.Equal(why, (await AskAsync(server, domain)).Failure);
    }

    [Fact]
    public async Task The_list_of_registries_is_fetched_once()
    {
        await using var server = Registry();
        using var probes = Probes(server);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => probes.RegistrationAsync("po.co", TestContext.Current.CancellationToken)));
        Assert.Single(server.Asked, ask => ask.Target is "/dns.json");
    }

    private static async Task<Probed<RegistrationFacts>> AskAsync(LoopbackHttp server, string domain)
    {
        using var probes = Probes(server);
        return await probes.RegistrationAsync(domain, TestContext.Current.CancellationToken);
    }

    private static DomainProbes Probes(LoopbackHttp server) => new(new ProbeOptions { Rdap = new Uri(server.Url + "/dns.json") }, FixedClock.Instance);

    private static async Task<CertificateFacts> CertificateAsync(X509Certificate2 certificate, X509Certificate2Collection roots)
    {
        await using var server = new LoopbackHttp(_ => HttpReply.Json(200, "{}"), certificate);
        using var probes = new DomainProbes(new ProbeOptions { HttpsPort = server.Port, Roots = roots }, FixedClock.Instance);
        var probed = await probes.CertificateAsync("www.po.co", IPAddress.Loopback, TestContext.Current.CancellationToken);
        Assert.Null(probed.Failure);
        return probed.Answer!;
    }

    private static LoopbackHttp Registry()
    {
        var closed = LoopbackHttp.ClosedPort();
        LoopbackHttp? server = null;
        server = new LoopbackHttp(ask => ask.Target switch
        {
            "/dns.json" => HttpReply.Json(200, $$"""{"services":[[["co"],["{{server!.Url}}/"]],[["closed"],["http://127.0.0.1:{{closed}}/"]],["odd"]]}"""),
            "/domain/po.co" => new HttpReply(200, "application/rdap+json", """
                {"objectClassName":"domain","status":["active","client transfer prohibited",7],"secureDNS":{"delegationSigned":true},
                 "events":[{"eventAction":"registration","eventDate":"2014-05-01T00:00:00Z"},{"eventAction":"transfer","eventDate":"2020-06-01T00:00:00Z"},
                           {"eventAction":"expiration","eventDate":"2035-01-01T00:00:00Z"}]}
                """),
            "/domain/odd.co" => HttpReply.Json(200, """{"objectClassName":"entity"}"""),
            "/domain/busy.co" => HttpReply.Json(429, "{}"),
            _ => HttpReply.Json(404, "{}"),
        });
        return server;
    }
}
