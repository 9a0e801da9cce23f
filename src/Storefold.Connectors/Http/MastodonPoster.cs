using System.Net;
using System.Net.Http.Headers;
using Storefold.Announcing;
using Storefold.Planning;

namespace Storefold.Connectors.Http;

/// <summary>
/// Posts to Mastodon: <c>POST /api/v1/statuses</c> (docs.joinmastodon.org, Statuses, "Post a new status"). The server keeps an
/// Idempotency-Key for up to an hour and answers a repeated one with the status that it already has.
/// </summary>
internal sealed class MastodonPoster(BoundedHttp http, TimeProvider time) : IChannelPoster
{
    /// <inheritdoc/>
    public TimeSpan RemembersKeys => TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async Task<PostResult> PostAsync(ChannelModel channel, string text, string idempotencyKey, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, channel.Url.TrimEnd('/') + "/api/v1/statuses")
        {
            Content = new FormUrlEncodedContent(
            [
                new("status", text), new("language", channel.Locale.Split('-')[0]), new("visibility", "public"),
            ]),
        };
        if (channel.Token is { Length: > 0 } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        request.Headers.Accept.ParseAdd("application/json");
        var (answer, failure) = await http.SendAsync(request, cancel);
        if (answer is null) return ChannelAnswers.Failure(failure ?? new NoAnswer("it did not answer", WasSent: true));
        if (answer.Status is not HttpStatusCode.OK) return ChannelAnswers.Failure(answer, channel.Token, time.GetUtcNow());
        return ChannelAnswers.Member(answer, "id") is { } id
            ? new PostResult.Posted(id)
            : new PostResult.Retry(null, "it answers 200, but not as Mastodon does: is the address that of the server?", MayStand: true);
    }
}
