using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Storefold.Domains;

namespace Storefold.Connectors.Dns;

/// <summary>Asks a DNS server; nothing is cached, so that a check says what holds now.</summary>
internal sealed class DnsLookups
{
    private const int Attempts = 1; // after the first

    private readonly LookupClient? _client;

    /// <summary>A client of one server.</summary>
    /// <param name="resolver">The server; null for those of this machine.</param>
    /// <param name="timeout">Time limit of one question.</param>
    public DnsLookups(IPEndPoint? resolver, TimeSpan timeout)
    {
        var servers = resolver is null ? NameServer.ResolveNameServers() : [new NameServer(resolver)];
        if (servers.Count == 0) return;
        _client = new LookupClient(new LookupClientOptions([.. servers])
        {
            UseCache = false, Retries = Attempts, Timeout = timeout, ThrowDnsErrors = false, UseTcpFallback = true,
        });
    }

    /// <summary>The records of one type at a name.</summary>
    public async Task<Probed<DnsAnswer>> AskAsync(string name, RecordType type, CancellationToken cancel)
    {
        if (_client is null) return Probed<DnsAnswer>.Failed("this machine has no DNS server");
        try
        {
            var response = await _client.QueryAsync(new DnsQuestion(name, QueryTypeOf(type)), cancel);
            return response.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain => Probed<DnsAnswer>.Of(new DnsAnswer(
                    [.. response.Answers.Select(record => (Record: record, Value: ValueOf(record, type))).Where(pair => pair.Value is not null)
                        .Select(pair => new DnsRecord(pair.Value ?? "", pair.Record.InitialTimeToLive))],
                    response.Header.HasAuthorityAnswer)),
                var code => Probed<DnsAnswer>.Failed($"the DNS server answers {Words(code)}"),
            };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (ArgumentException)
        {
            return Probed<DnsAnswer>.Failed("it is no name that the DNS can hold");
        }
        catch (Exception failure) when (failure is DnsResponseException or SocketException or TimeoutException or OperationCanceledException)
        {
            return Probed<DnsAnswer>.Failed("the DNS server does not answer");
        }
    }

    private static QueryType QueryTypeOf(RecordType type) => type switch
    {
        RecordType.A => QueryType.A,
        RecordType.AAAA => QueryType.AAAA,
        RecordType.CNAME => QueryType.CNAME,
        RecordType.NS => QueryType.NS,
        RecordType.MX => QueryType.MX,
        RecordType.TXT => QueryType.TXT,
        RecordType.CAA => QueryType.CAA,
        _ => QueryType.SOA,
    };

    private static string? ValueOf(DnsResourceRecord record, RecordType type) => (type, record) switch
    {
        (RecordType.A, ARecord a) => a.Address.ToString(),
        (RecordType.AAAA, AaaaRecord aaaa) => aaaa.Address.ToString(),
        (RecordType.CNAME, CNameRecord cname) => NameOf(cname.CanonicalName),
        (RecordType.NS, NsRecord ns) => NameOf(ns.NSDName),
        (RecordType.MX, MxRecord mx) => $"{mx.Preference} {(NameOf(mx.Exchange) is { Length: > 0 } name ? name : ".")}",
        (RecordType.TXT, TxtRecord txt) => string.Concat(txt.Text),
        (RecordType.CAA, CaaRecord caa) => $"{caa.Flags} {caa.Tag.ToLowerInvariant()} {caa.Value}",
        (RecordType.SOA, SoaRecord soa) => NameOf(soa.MName),
        _ => null,
    };

    private static string NameOf(DnsString name) => name.Value.TrimEnd('.').ToLowerInvariant();

    private static string Words(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.ServerFailure => "SERVFAIL",
        DnsHeaderResponseCode.Refused => "REFUSED",
        _ => code.ToString(),
    };
}
