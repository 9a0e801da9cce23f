using System.Net;
using Storefold.Gate;
using Storefold.Notices;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Scheduling;
using Storefold.Tests.Deciding;

namespace Storefold.Tests.Gate;

/// <summary>A gate on a port of its own, with a clock that the test moves.</summary>
internal sealed class GateLab : IStandingSource, IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private GateServer? _server;

    public SomeGate Case { get; } = new();

    public SimulatedClock Clock { get; } = new(DateTimeOffset.UnixEpoch);

    /// <summary>What the journal says; null: that everything up to now was passed on time.</summary>
    public IReadOnlyList<PassedMilestone>? Passed { get; set; }

    public Exception? Failure { get; set; }

    public int Readings { get; private set; }

    public List<string> Reports { get; } = [];

    public string? ReactionsFile { get; set; }

    public Uri Address => new(_server!.Urls[0]);

    public static async Task<GateLab> StartAsync(string utc, Action<GateLab>? arrange = null)
    {
        var lab = new GateLab();
        lab.MoveTo(utc);
        arrange?.Invoke(lab);
        var plan = lab.Case.Plan;
        lab._server = await GateServer.StartAsync(
            new GateOptions
            {
                Plan = plan,
                Routes = lab.Case.Routes,
                Desk = NoticeDesk.Load(plan, out _),
                Standings = lab,
                Time = lab.Clock,
                Urls = "http://127.0.0.1:0",
                ReactionsFile = lab.ReactionsFile,
                Report = lab.Reports.Add,
            },
            TestContext.Current.CancellationToken);
        return lab;
    }

    public void MoveTo(string utc) => Clock.MoveTo(SomeGate.Utc(utc).ToDateTimeOffset());

    public StandingFacts Read()
    {
        Readings++;
        if (Failure is not null) throw Failure;
        var plan = Case.Plan;
        var now = NodaTime.Instant.FromDateTimeOffset(Clock.GetUtcNow());
        return new StandingFacts(
            Passed ?? Standings.AsPlanned(plan.Timetable!, now), [],
            new RedirectMap(plan, SomeGate.Platform.Routes.Target, Case.Rows, Case.Orders));
    }

    /// <summary>Asks for <c>www.po.co/uk/phones</c> with further headers as <c>Name: value</c>.</summary>
    public Task<HttpResponseMessage> GetAsync(string address, params string[] headers) => SendAsync(HttpMethod.Get, address, null, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? body, params string[] headers)
    {
        var slash = address.IndexOf('/');
        var request = new HttpRequestMessage(method, new Uri(Address, address[slash..])) { Content = body };
        request.Headers.Host = address[..slash];
        return SendAsync(request, headers);
    }

    /// <summary>Asks as an edge does what to answer to a request.</summary>
    public Task<HttpResponseMessage> DecideAsync(string edge, string address, string method = "GET", params string[] headers)
    {
        var slash = address.IndexOf('/');
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "/closing/decide?edge=" + edge));
        return SendAsync(
            request,
            [$"X-Forwarded-Method: {method}", "X-Forwarded-Proto: https", $"X-Forwarded-Host: {address[..slash]}", $"X-Forwarded-Uri: {address[slash..]}", .. headers]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string[] headers)
    {
        request.Version = HttpVersion.Version11;
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':');
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
