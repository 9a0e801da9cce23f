using Storefold.Domains;
using static Storefold.Tests.Domains.MadeUpProbes;

namespace Storefold.Tests.Domains;

public sealed class What_a_check_of_domains_finds
{
    private readonly MadeUpProbes _world = new();

    [Fact]
    public async Task Nothing_where_all_is_in_order()
    {
        // www.po.co stands for the bare domain too, and needs no finding of its own.
        var findings = await _world.CheckAsync();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
        var go = Assert.Single(DomainsCheck.GoNoGo(findings));
        Assert.Equal(("domains", true), (go.Code, go.Go));
    }

    [Fact]
    public async Task A_host_without_an_address()
    {
        _world.Records["app.po.co", RecordType.A] = [];
        await FindsAsync("host_missing", DomainSeverity.Error, "app.po.co");
    }

    [Fact]
    public async Task A_CNAME_that_leads_nowhere_or_in_a_circle()
    {
        _world.Records["app.po.co", RecordType.A] = [];
        _world.Records["app.po.co", RecordType.CNAME] = ["shop.gone.example"];
        await FindsAsync("cname_dangling", DomainSeverity.Error, "app.po.co", "app.po.co -> shop.gone.example");
        _world.Records["shop.gone.example", RecordType.CNAME] = ["app.po.co"];
        await FindsAsync("cname_dangling", DomainSeverity.Error, "app.po.co", "in a circle");
    }

    [Fact]
    public async Task Addresses_of_which_one_is_switched_off()
    {
        _world.Closed.Add("2001:db8::10");
        await FindsAsync("addresses_disagree", DomainSeverity.Error, "www.po.co", "2001:db8::10");
    }

    [Fact]
    public async Task A_wildcard()
    {
        _world.Host("storefold-asks-for-no-such-host.po.co", "192.0.2.99");
        await FindsAsync("wildcard", DomainSeverity.Warning, "po.co");
    }

    [Fact]
    public async Task A_bare_domain_that_does_not_answer()
    {
        _world.Records["po.co", RecordType.A] = [];
        await FindsAsync("www_or_bare_unanswered", DomainSeverity.Warning, "po.co");
    }

    [Fact]
    public async Task A_host_that_answers_https_only()
    {
        _world.NoHttp.Add("app.po.co");
        await FindsAsync("http_unanswered", DomainSeverity.Warning, "app.po.co");
    }

    [Fact]
    public async Task A_TTL_that_outlives_the_handover()
    {
        _world.Records.KeepFor("po.co", 86400);
        await FindsAsync("ttl_high", DomainSeverity.Warning, "po.co", "24 h");
        Assert.Empty(await _world.CheckAsync(options: new DomainOptions(HandedOver: true)));
    }

    [Fact]
    public async Task A_TTL_of_seconds_as_the_zones_own_server_says_it()
    {
        _world.Records.KeepFor("app.po.co", 30);
        Assert.Empty(await _world.CheckAsync()); // a cache counts down
        _world.IsAuthoritative = true;
        await FindsAsync("ttl_low", DomainSeverity.Warning, "app.po.co", "30 s");
        Assert.Empty(await _world.CheckAsync(now: At(2025, 1, 25))); // right before the handover it is what one wants
    }

    [Fact]
    public async Task Name_servers_that_are_not_those_of_the_plan_after_the_handover()
    {
        var plan = Plan(true, "ns1.mi.example.", "NS2.mi.example");
        Assert.Empty(await _world.CheckAsync(plan));
        var finding = Assert.Single(await _world.CheckAsync(plan, now: At(2025, 2, 4)));
        Assert.Equal(("name_servers_differ", DomainSeverity.Error), (finding.Code, finding.Severity));
        // The go/no-go of a handover that is late must not ask for what comes after it.
        Assert.Empty(await _world.CheckAsync(plan, new DomainOptions(HandedOver: false), At(2025, 2, 4)));
        _world.Records["po.co", RecordType.NS] = ["ns2.mi.example", "ns1.mi.example"];
        Assert.Empty(await _world.CheckAsync(plan, now: At(2025, 2, 4)));
    }

    [Fact]
    public async Task DNSSEC_keys_of_name_servers_that_will_change()
    {
        _world.Registrations["po.co"] = _world.Registrations["po.co"] with { IsSigned = true };
        await FindsAsync("dnssec_signed", DomainSeverity.Warning, "po.co");
    }

    [Fact]
    public async Task A_host_without_a_certificate()
    {
        _world.Certificates["app.po.co"] = CertificateFacts.None("what answers does not speak TLS");
        await FindsAsync("certificate_missing", DomainSeverity.Error, "app.po.co", "does not speak TLS");
        _world.Closed.Add("192.0.2.11");
        await FindsAsync("certificate_missing", DomainSeverity.Error, "app.po.co", "nothing takes connections");
    }

    [Theory]
    [InlineData("certificate_expired", DomainSeverity.Error, "2024-06-01", "2025-01-09")]
    [InlineData("certificate_not_yet_valid", DomainSeverity.Error, "2025-01-11", "2036-01-01")]
    [InlineData("certificate_ends_soon", DomainSeverity.Warning, "2024-06-01", "2025-02-08")]
    public async Task A_certificate_at_the_wrong_time(string code, DomainSeverity severity, string from, string to)
    {
        _world.Certificates["app.po.co"] = Certificate("app.po.co") with { NotBefore = Day(from), NotAfter = Day(to) };
        await FindsAsync(code, severity, "app.po.co");
    }

    [Fact]
    public async Task Certificates_that_end_before_the_redirects_once_for_a_domain()
    {
        foreach (var host in new[] { "www.po.co", "app.po.co" }) _world.Certificates[host] = Certificate(host) with { NotAfter = At(2025, 4, 1) };
        await FindsAsync("certificate_ends_before_redirects", DomainSeverity.Warning, "po.co", "www.po.co, app.po.co");
    }

    [Theory]
    [InlineData("*.po.co", true)]
    [InlineData("APP.po.co", true)]
    [InlineData("po.co", false)]
    [InlineData("*.app.po.co", false)]
    [InlineData("*.co", false)]
    public async Task A_certificate_for_another_name(string name, bool covers)
    {
        _world.Certificates["app.po.co"] = Certificate(name);
        if (covers) Assert.Empty(await _world.CheckAsync());
        else await FindsAsync("certificate_wrong_name", DomainSeverity.Error, "app.po.co", name);
    }

    [Fact]
    public async Task A_certificate_of_an_authority_that_nobody_knows()
    {
        _world.Certificates["app.po.co"] = Certificate("app.po.co") with { ChainProblems = ["its authority is not one that browsers know"] };
        await FindsAsync("certificate_untrusted", DomainSeverity.Error, "app.po.co", "its authority is not one");
    }

    [Theory]
    [InlineData("0 issue letsencrypt.org", "DigiCert Inc")]
    [InlineData("0 issue ;", "An unknown authority")]
    public async Task CAA_records_that_forbid_the_next_renewal(string record, string issuer)
    {
        _world.Records["app.po.co", RecordType.CAA] = [record];
        _world.Certificates["app.po.co"] = Certificate("app.po.co") with { Issuer = issuer };
        await FindsAsync("caa_forbids_issuer", DomainSeverity.Error, "app.po.co");
    }

    [Fact]
    public async Task CAA_records_that_forbid_the_authority_after_the_handover()
    {
        _world.Records["po.co", RecordType.CAA] = ["0 issue digicert.com; account=7", "0 iodef mailto:x@po.co"];
        await FindsAsync("caa_limits", DomainSeverity.Warning, "po.co", "digicert.com");
        Assert.Empty(await _world.CheckAsync(options: new DomainOptions("digicert.com")));
        var findings = await _world.CheckAsync(options: new DomainOptions("letsencrypt.org"));
        Assert.Equal(3, findings.Count(finding => finding is { Code: "caa_forbids_issuer", Severity: DomainSeverity.Error }));
        _world.Records["po.co", RecordType.CAA] = ["0 iodef mailto:x@po.co"];
        Assert.Empty(await _world.CheckAsync());
    }

    [Fact]
    public async Task HSTS_for_all_names_below_where_one_has_no_certificate()
    {
        _world.Hsts["po.co"] = "max-age=31536000; includeSubDomains; preload";
        Assert.Empty(await _world.CheckAsync());
        _world.Certificates["app.po.co"] = CertificateFacts.None("it does not speak TLS");
        var codes = (await _world.CheckAsync()).Select(finding => $"{finding.Code} {finding.Host}");
        Assert.Equal("certificate_missing app.po.co, hsts_without_certificate app.po.co", string.Join(", ", codes));
    }

    [Fact]
    public async Task HSTS_that_is_being_dropped()
    {
        _world.Hsts["www.po.co"] = "includeSubDomains; Max-Age=\"0\"";
        await FindsAsync("hsts_dropped", DomainSeverity.Warning, "www.po.co");
    }

    [Theory]
    [InlineData("mail_missing", DomainSeverity.Error, RecordType.MX)]
    [InlineData("mail_missing", DomainSeverity.Error, RecordType.MX, "0 .")]
    [InlineData("mail_server_missing", DomainSeverity.Error, RecordType.MX, "10 mx.gone.example")]
    [InlineData("spf_missing", DomainSeverity.Warning, RecordType.TXT, "v=spf10 -all")]
    [InlineData("spf_several", DomainSeverity.Warning, RecordType.TXT, "v=spf1 -all", "v=spf1 mx -all")]
    public async Task Mail_that_must_arrive_and_does_not(string code, DomainSeverity severity, RecordType type, params string[] records)
    {
        _world.Records["po.co", type] = records;
        await FindsAsync(code, severity, "po.co");
    }

    [Fact]
    public async Task Mail_without_DMARC()
    {
        _world.Records["_dmarc.po.co", RecordType.TXT] = [];
        await FindsAsync("dmarc_missing", DomainSeverity.Warning, "po.co");
    }

    [Fact]
    public async Task A_mail_server_on_the_domain_that_changes_hands()
    {
        _world.Records["po.co", RecordType.MX] = ["10 mx.po.co"];
        _world.Host("mx.po.co", "192.0.2.21");
        await FindsAsync("mail_server_on_transferred", DomainSeverity.Warning, "po.co", "mx.po.co");
    }

    [Fact]
    public async Task A_domain_without_mail_that_does_not_say_so()
    {
        var plan = Plan(mail: false);
        await FindsAsync("mail_not_refused", DomainSeverity.Warning, "po.co", "MX 0 . and TXT v=spf1 -all", plan: plan);
        _world.Records["po.co", RecordType.MX] = ["0 ."];
        _world.Records["po.co", RecordType.TXT] = ["v=spf1 -all"];
        Assert.Empty(await _world.CheckAsync(plan));
    }

    [Theory]
    [InlineData("2029-12-30", DomainSeverity.Warning, "before redirects do")]
    [InlineData("2025-03-10", DomainSeverity.Error, "ends on 2025-03-10")]
    [InlineData("2025-01-09", DomainSeverity.Error, "ended on 2025-01-09")]
    public async Task A_registration_that_ends(string day, DomainSeverity severity, string says)
    {
        _world.Registrations["po.co"] = _world.Registrations["po.co"] with { ExpiresAt = Day(day) };
        await FindsAsync("registration_ends", severity, "po.co", says);
    }

    [Fact]
    public async Task A_registration_that_is_not_there()
    {
        _world.Registrations["po.co"] = new RegistrationFacts(false, null, null, [], false);
        await FindsAsync("registration_missing", DomainSeverity.Error, "po.co");
    }

    [Theory]
    [InlineData("client transfer prohibited", "transfer_locked", DomainSeverity.Warning)]
    [InlineData("server transfer prohibited", "transfer_locked", DomainSeverity.Warning)]
    [InlineData("client hold", "registration_on_hold", DomainSeverity.Error)]
    [InlineData("pending delete", "registration_on_hold", DomainSeverity.Error)]
    public async Task A_registration_that_is_locked_or_on_hold(string status, string code, DomainSeverity severity)
    {
        _world.Registrations["po.co"] = _world.Registrations["po.co"] with { Statuses = [status] };
        await FindsAsync(code, severity, "po.co");
    }

    [Fact]
    public async Task A_lock_is_an_error_in_the_last_two_weeks_and_right_after_the_handover()
    {
        _world.Registrations["po.co"] = _world.Registrations["po.co"] with { Statuses = ["client transfer prohibited"] };
        Assert.Equal(DomainSeverity.Error, Assert.Single(await _world.CheckAsync(now: At(2025, 1, 25))).Severity);
        Assert.Empty(await _world.CheckAsync(now: At(2025, 2, 4)));
        var late = DomainsCheck.GoNoGo(await _world.CheckAsync(options: new DomainOptions(HandedOver: false), now: At(2025, 2, 4)));
        var no = Assert.Single(late);
        Assert.Equal(("domain_transfer_locked", false), (no.Code, no.Go));
        Assert.StartsWith("po.co: It cannot be transferred", no.Detail);
        Assert.Contains("unlock it", no.Hint);
    }

    [Fact]
    public async Task A_registration_that_changed_hands_a_moment_ago()
    {
        _world.Registrations["po.co"] = _world.Registrations["po.co"] with { ChangedHandsAt = At(2025, 1, 2) };
        await FindsAsync("registration_recent", DomainSeverity.Warning, "po.co");
    }

    [Fact]
    public async Task A_site_that_goes_on_and_lies_on_a_domain_that_changes_hands()
    {
        var plan = Plan();
        plan = plan with { Sites = [.. plan.Sites.Select(site => site.Retires ? site : site with { Host = "in.po.co" })] };
        _world.Host("in.po.co", "192.0.2.30");
        var findings = await _world.CheckAsync(plan);
        Assert.Equal("kept_on_transferred in.po.co", $"{findings[0].Code} {findings[0].Host}");
        Assert.Equal(DomainSeverity.Error, findings[0].Severity);
    }

    [Fact]
    public async Task A_site_that_goes_on_and_leads_to_a_domain_that_changes_hands()
    {
        _world.Records["www.poco.in", RecordType.A] = [];
        _world.Records["www.poco.in", RecordType.CNAME] = ["edge.example"];
        _world.Records["edge.example", RecordType.CNAME] = ["shops.po.co"];
        _world.Host("shops.po.co", "192.0.2.10");
        await FindsAsync("kept_points_at_transferred", DomainSeverity.Error, "www.poco.in", "shops.po.co");
    }

    [Fact]
    public async Task A_site_that_goes_on_and_is_served_from_a_domain_that_changes_hands()
    {
        _world.Records["poco.in", RecordType.NS] = ["ns1.po.co", "ns2.elsewhere.example"];
        await FindsAsync("kept_served_by_transferred", DomainSeverity.Error, "www.poco.in", "ns1.po.co");
    }

    [Theory]
    [InlineData("dns", "the DNS server does not answer")]
    [InlineData("connect", "this machine has no way to IPv6 addresses")]
    [InlineData("tls", "the connection broke off")]
    [InlineData("rdap", "the registry of .co answers no RDAP")]
    public async Task Who_cannot_be_asked_is_unknown_and_no_go(string what, string why)
    {
        _world.Broken[what] = why;
        var findings = await _world.CheckAsync();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(("could_not_ask", DomainSeverity.Unknown), (finding.Code, finding.Severity)));
        Assert.All(findings, finding => Assert.Contains(why, finding.Message));
        Assert.All(DomainsCheck.GoNoGo(findings), result => Assert.False(result.Go));
    }

    private static DateTimeOffset Day(string day) => DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Exactly one finding: one mistake must not be told twice.</summary>
    private async Task FindsAsync(string code, DomainSeverity severity, string host, string says = "", Storefold.Planning.PlanModel? plan = null)
    {
        var findings = await _world.CheckAsync(plan);
        Assert.True(findings.Count == 1, "\n" + string.Join('\n', findings));
        Assert.Equal((code, severity, host), (findings[0].Code, findings[0].Severity, findings[0].Host));
        Assert.Contains(says, findings[0].Message);
        Assert.True(findings[0].Hint.Length > 10);
    }
}
