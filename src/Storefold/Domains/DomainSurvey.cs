using System.Net;
using Storefold.Planning;

namespace Storefold.Domains;

/// <summary>Asks the probes everything that the rules need, several hosts at a time.</summary>
internal sealed class DomainSurvey
{
    private const int AtATime = 8;
    private const int LongestChain = 8;

    // A fixed word, so that two checks ask the same; nobody has a host of that name.
    private const string StrayLabel = "storefold-asks-for-no-such-host";

    private readonly PlanModel _plan;
    private readonly IDomainProbes _probes;

    private DomainSurvey(PlanModel plan, IDomainProbes probes) => (_plan, _probes) = (plan, probes);

    /// <summary>Looks at every domain and host of the plan.</summary>
    public static async Task<DomainPicture> LookAsync(PlanModel plan, IDomainProbes probes, CancellationToken cancel)
    {
        var survey = new DomainSurvey(plan, probes);
        var domains = await EachAsync(plan.Domains, survey.DomainAsync, cancel);
        var planned = plan.Domains.SelectMany(domain => domain.Hosts)
            .Concat(plan.RetiringSites.Select(site => site.Host)).Concat(plan.Apps.SelectMany(app => app.Hosts))
            .Distinct(StringComparer.Ordinal).ToList();
        var others = domains.SelectMany(domain => new[] { domain.Bare, domain.Www })
            .Where(name => name.Addresses.Count > 0 && !planned.Contains(name.Name, StringComparer.Ordinal)).Select(name => name.Name);
        var hosts = await EachAsync(
            [.. planned.Select(name => (name, true)), .. others.Select(name => (name, false))],
            (host, stop) => survey.HostAsync(host.Item1, host.Item2, stop), cancel);
        var kept = await EachAsync([.. plan.Sites.Where(site => !site.Retires)], survey.KeptAsync, cancel);
        return new DomainPicture(domains, hosts, kept);
    }

    private async Task<DomainView> DomainAsync(DomainModel domain, CancellationToken cancel)
    {
        var name = domain.Name;
        return new DomainView(
            domain, await _probes.RegistrationAsync(name, cancel), await _probes.LookUpAsync(name, RecordType.NS, cancel),
            await _probes.LookUpAsync(name, RecordType.SOA, cancel), await MailAsync(name, cancel),
            await NameAsync($"{StrayLabel}.{name}", cancel), await NameAsync(name, cancel), await NameAsync("www." + name, cancel));
    }

    private async Task<MailView> MailAsync(string domain, CancellationToken cancel)
    {
        var mx = await _probes.LookUpAsync(domain, RecordType.MX, cancel);
        List<NameView> servers = [];
        foreach (var server in Mx.Servers(mx.Answer)) servers.Add(await NameAsync(server, cancel));
        return new MailView(
            mx, await _probes.LookUpAsync(domain, RecordType.TXT, cancel), await _probes.LookUpAsync("_dmarc." + domain, RecordType.TXT, cancel), servers);
    }

    private async Task<HostView> HostAsync(string host, bool isPlanned, CancellationToken cancel)
    {
        var domain = _plan.Domains.FirstOrDefault(one => DomainNames.IsUnder(host, one.Name))?.Name;
        var names = await NameAsync(host, cancel);
        List<AddressView> addresses = [];
        foreach (var address in names.Addresses) addresses.Add(new AddressView(address, await _probes.ConnectAsync(address, cancel)));
        var web = addresses.Count == 0 ? null : await WebAsync(host, addresses, cancel);
        return new HostView(names, domain, isPlanned, addresses, await CaaAsync(host, cancel), web);
    }

    private async Task<WebView> WebAsync(string host, List<AddressView> addresses, CancellationToken cancel)
    {
        var connecting = addresses.Find(address => address.Reach.Answer is { Connects: true })?.Address;
        var open = await _probes.AskAsync(host, connecting ?? addresses[0].Address, secure: false, cancel);
        if (connecting is not null)
            return new WebView(await _probes.CertificateAsync(host, connecting, cancel), await _probes.AskAsync(host, connecting, secure: true, cancel), open);
        // Refused is an answer; no way to any address is none.
        var silent = Probed<HttpFacts>.Of(new HttpFacts(null, null, null));
        return addresses.Find(address => address.Reach.Answer is not null) is null
            ? new WebView(Probed<CertificateFacts>.Failed(addresses[0].Reach.Failure ?? "no way to it"), silent, open)
            : new WebView(Probed<CertificateFacts>.Of(CertificateFacts.None("nothing takes connections on the HTTPS port")), silent, open);
    }

    // RFC 8659, section 3: the records of the closest name that has any.
    private async Task<Probed<DnsAnswer>> CaaAsync(string host, CancellationToken cancel)
    {
        var answer = await _probes.LookUpAsync(host, RecordType.CAA, cancel);
        for (var above = DomainNames.Above(host); above is not null && answer.Answer is { Records.Count: 0 }; above = DomainNames.Above(above))
            answer = await _probes.LookUpAsync(above, RecordType.CAA, cancel);
        return answer;
    }

    private async Task<KeptHostView> KeptAsync(SiteModel site, CancellationToken cancel)
    {
        var names = await NameAsync(site.Host, cancel);
        var servers = await _probes.LookUpAsync(site.Host, RecordType.NS, cancel);
        for (var above = DomainNames.Above(site.Host); above is not null && servers.Answer is { Records.Count: 0 }; above = DomainNames.Above(above))
            servers = await _probes.LookUpAsync(above, RecordType.NS, cancel);
        return new KeptHostView(site.Name, names, servers);
    }

    private async Task<NameView> NameAsync(string name, CancellationToken cancel)
    {
        List<DnsRecord> chain = [];
        var (end, isLoop) = (name, false);
        string? failure = null;
        while (!isLoop)
        {
            var cname = await _probes.LookUpAsync(end, RecordType.CNAME, cancel);
            failure = cname.Failure;
            if (cname.Answer?.Records is not { Count: > 0 } next) break;
            end = next[0].Value;
            isLoop = chain.Count >= LongestChain || string.Equals(end, name, StringComparison.Ordinal)
                || chain.Exists(record => string.Equals(record.Value, end, StringComparison.Ordinal));
            chain.Add(next[0]);
        }

        if (isLoop)
        {
            var none = Probed<DnsAnswer>.Of(new DnsAnswer([], false));
            return new NameView(name, chain, true, none, none, null);
        }

        return new NameView(
            name, chain, false, await _probes.LookUpAsync(end, RecordType.A, cancel), await _probes.LookUpAsync(end, RecordType.AAAA, cancel), failure);
    }

    private static async Task<IReadOnlyList<TResult>> EachAsync<T, TResult>(
        IReadOnlyList<T> items, Func<T, CancellationToken, Task<TResult>> look, CancellationToken cancel)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel };
        await Parallel.ForAsync(0, items.Count, options, async (at, stop) => results[at] = await look(items[at], stop));
        return results;
    }
}
