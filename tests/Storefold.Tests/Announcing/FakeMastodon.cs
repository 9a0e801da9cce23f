using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Storefold.Tests.Announcing;

/// <summary>
/// Speaks as much of Mastodon's API as posting needs (docs.joinmastodon.org, Statuses, "Post a new status"): bearer tokens,
/// idempotency keys, 401 and 422 with their words. What else it should answer first can be queued.
/// </summary>
internal sealed class FakeMastodon : IAsyncDisposable
{
    public const string Token = "s3cret-token-of-the-shop";

    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public FakeMastodon() => Server = new LoopbackHttp(Answer);

    public LoopbackHttp Server { get; }

    public string Url => Server.Url;

    /// <summary>The statuses that stand there, by their id.</summary>
    public Dictionary<long, string> Statuses { get; } = [];

    /// <summary>Taken one by one instead of the real answers; null never answers.</summary>
    public Queue<Func<HttpAsk, HttpReply?>> First { get; } = [];

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private HttpReply? Answer(HttpAsk ask)
    {
        lock (_lock) return First.TryDequeue(out var instead) ? instead(ask) : Post(ask);
    }

    /// <summary>What the real server would do.</summary>
    public HttpReply Post(HttpAsk ask)
    {
        if (ask is not { Method: "POST", Target: "/api/v1/statuses" }) return HttpReply.Json(404, """{"error":"Record not found"}""");
        if (ask.Headers.GetValueOrDefault("authorization") is not "Bearer " + Token) return HttpReply.Json(401, """{"error":"The access token is invalid"}""");
        var form = ask.Body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]), StringComparer.Ordinal);
        if (form["status"].Length == 0) return HttpReply.Json(422, """{"error":"Validation failed: Text can't be blank"}""");
        if (new StringInfo(form["status"]).LengthInTextElements > 500)
            return HttpReply.Json(422, """{"error":"Validation failed: Text character limit of 500 exceeded"}""");
        if (form["language"].Length != 2 || form["visibility"] is not ("public" or "unlisted" or "private" or "direct"))
            return HttpReply.Json(422, """{"error":"Validation failed"}""");
        if (!_keys.TryGetValue(ask.Headers["idempotency-key"], out var id))
        {
            id = 103254962155278888 + Statuses.Count;
            _keys[ask.Headers["idempotency-key"]] = id;
            Statuses[id] = form["status"];
        }

        return HttpReply.Json(200, $$"""{"id":"{{id}}","created_at":"2024-10-21T00:00:00.000Z","content":{{JsonSerializer.Serialize(Statuses[id])}}}""");
    }
}
