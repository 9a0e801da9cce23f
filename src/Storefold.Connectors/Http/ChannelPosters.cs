using Storefold.Announcing;
using Storefold.Planning;

namespace Storefold.Connectors.Http;

/// <summary>The channels that can be posted to. No redirect is followed: a token goes to the address in the plan only.</summary>
public sealed class ChannelPosters : IChannelPosters, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BoundedHttp _http;
    private readonly MastodonPoster _mastodon;
    private readonly WebhookPoster _webhook;

    /// <summary>Posters that share one client.</summary>
    /// <param name="time">The clock of time limits.</param>
    /// <param name="timeout">Time limit of one attempt; 20 s by default.</param>
    public ChannelPosters(TimeProvider time, TimeSpan? timeout = null)
    {
        // The client of a long-lived process has to notice that a name leads elsewhere.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        _http = new BoundedHttp(handler, timeout ?? Patience, time);
        _mastodon = new MastodonPoster(_http, time);
        _webhook = new WebhookPoster(_http, time);
    }

    /// <inheritdoc/>
    public IChannelPoster? For(ChannelModel channel) => channel.Kind switch
    {
        "mastodon" => _mastodon,
        "webhook" => _webhook,
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
