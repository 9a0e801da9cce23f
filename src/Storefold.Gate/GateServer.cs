using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Storefold.Deciding;

namespace Storefold.Gate;

/// <summary>
/// A running gate. It stands behind the edge that the shop already has; what it answers is decided by <see cref="Ladder"/>.
/// Nothing about visitors is logged or kept.
/// </summary>
public sealed class GateServer : IAsyncDisposable
{
    private const int BodyLimit = 16 * 1024;

    private readonly WebApplication _host;
    private readonly ReactionBook _reactions;
    private readonly GateApp _app;

    private GateServer(WebApplication host, ReactionBook reactions, GateApp app) => (_host, _reactions, _app) = (host, reactions, app);

    /// <summary>Where it listens, with the ports that it got.</summary>
    public IReadOnlyList<string> Urls => [.. _host.Urls];

    /// <summary>What it decides by now.</summary>
    public GateView View => _app.View;

    /// <summary>Starts a gate; it answers when this returns.</summary>
    /// <exception cref="IOException">It cannot listen there.</exception>
    /// <exception cref="Packs.Sql.StoreException">The journal cannot be read.</exception>
    public static async Task<GateServer> StartAsync(GateOptions options, CancellationToken cancel)
    {
        var reactions = new ReactionBook(options.ReactionsFile, options.Time, options.Report);
        var app = new GateApp(options, reactions);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Limit);
        var host = builder.Build();
        foreach (var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) host.Urls.Add(url);
        host.Run(app.HandleAsync);
        try
        {
            await host.StartAsync(cancel);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return new GateServer(host, reactions, app);
    }

    /// <summary>Stops listening, lets running answers end, saves the reactions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        _reactions.Dispose();
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyLimit;
    }
}
