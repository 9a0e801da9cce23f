using System.Globalization;
using System.Net;
using System.Text.Json;
using Storefold.Domains;

namespace Storefold.Connectors.Http;

/// <summary>
/// Asks registries by RDAP: which server answers for a top-level domain stands in IANA's bootstrap file (RFC 9224), what it says
/// of a domain is JSON (RFC 9083).
/// </summary>
internal sealed class RdapRegistry(Uri bootstrap, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private static readonly StringComparer Order = StringComparer.OrdinalIgnoreCase;

    private readonly BoundedHttp _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = true, MaxAutomaticRedirections = 3, UseCookies = false }, timeout, time);

    private readonly SemaphoreSlim _once = new(1, 1);
    private Probed<Dictionary<string, string>>? _servers;

    /// <summary>What the registry says of a domain.</summary>
    public async Task<Probed<RegistrationFacts>> AskAsync(string domain, CancellationToken cancel)
    {
        var servers = await ServersAsync(cancel);
        if (servers.Answer is not { } known) return Probed<RegistrationFacts>.Failed(servers.Failure ?? "");
        if (ServerFor(domain, known) is not { } server)
            return Probed<RegistrationFacts>.Failed($"the registry of .{domain[(domain.LastIndexOf('.') + 1)..]} answers no RDAP");
        var (answer, failure) = await GetAsync(server.TrimEnd('/') + "/domain/" + domain, "application/rdap+json", cancel);
        if (answer is null) return Probed<RegistrationFacts>.Failed("its registry: " + failure);
        if (answer.Status is HttpStatusCode.NotFound) return Probed<RegistrationFacts>.Of(new RegistrationFacts(false, null, null, [], false));
        if (answer.Status is not HttpStatusCode.OK) return Probed<RegistrationFacts>.Failed($"its registry answers {(int)answer.Status}");
        return Parse(answer) is { } facts
            ? Probed<RegistrationFacts>.Of(facts)
            : Probed<RegistrationFacts>.Failed("its registry answers something that is not RDAP");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _once.Dispose();
    }

    private async Task<Probed<Dictionary<string, string>>> ServersAsync(CancellationToken cancel)
    {
        await _once.WaitAsync(cancel);
        try
        {
            return _servers ??= await LoadAsync(cancel);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<Probed<Dictionary<string, string>>> LoadAsync(CancellationToken cancel)
    {
        var (answer, failure) = await GetAsync(bootstrap.AbsoluteUri, "application/json", cancel);
        if (answer is null) return Probed<Dictionary<string, string>>.Failed("IANA's list of registries: " + failure);
        return answer.Status is HttpStatusCode.OK && Servers(answer) is { } servers
            ? Probed<Dictionary<string, string>>.Of(servers)
            : Probed<Dictionary<string, string>>.Failed("IANA's list of registries: the answer is not the list");
    }

    private async Task<(BoundedAnswer? Answer, string? Failure)> GetAsync(string address, string accept, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd(accept);
        var (answer, failure) = await _http.SendAsync(request, cancel);
        if (answer is { IsCut: true }) return (null, "the answer is too long");
        return (answer, failure?.Why);
    }

    // RFC 9224: {"services": [[["co", …], ["https://…/", …]], …]}; https is preferred.
    private static Dictionary<string, string>? Servers(BoundedAnswer answer) => Json.Read(answer.Body, root =>
    {
        var servers = new Dictionary<string, string>(Order);
        foreach (var service in Json.Items(root, "services").Where(service => service.ValueKind is JsonValueKind.Array && service.GetArrayLength() >= 2))
        {
            var addresses = Json.Texts(service[1]).ToList();
            var address = addresses.Find(one => one.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) ?? addresses.FirstOrDefault();
            if (address is null) continue;
            foreach (var suffix in Json.Texts(service[0])) servers[suffix] = address;
        }

        return servers.Count == 0 ? null : servers;
    });

    // The longest suffix that the list has.
    private static string? ServerFor(string domain, Dictionary<string, string> servers)
    {
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            if (servers.TryGetValue(domain[(dot + 1)..], out var server)) return server;
        }

        return null;
    }

    private static RegistrationFacts? Parse(BoundedAnswer answer) => Json.Read(answer.Body, root =>
    {
        if (!string.Equals(Json.Text(root, "objectClassName"), "domain", StringComparison.Ordinal)) return null;
        var events = Json.Items(root, "events").Select(one => (Action: Json.Text(one, "eventAction"), At: Date(Json.Text(one, "eventDate")))).ToList();
        var signed = root.TryGetProperty("secureDNS", out var dns) && dns.ValueKind is JsonValueKind.Object
            && dns.TryGetProperty("delegationSigned", out var delegation) && delegation.ValueKind is JsonValueKind.True;
        var statuses = root.TryGetProperty("status", out var status) ? Json.Texts(status) : [];
        return new RegistrationFacts(
            true, events.Where(one => one.Action is "expiration").Max(one => one.At),
            events.Where(one => one.Action is "registration" or "transfer").Max(one => one.At), [.. statuses.Select(one => one.ToLowerInvariant())], signed);
    });

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
