using System.Net.Http.Headers;
using System.Text.Json;
using Storefold.Announcing;
using Storefold.Planning;

namespace Storefold.Connectors.Http;

/// <summary>
/// Posts to a webhook: JSON <c>{text, locale, link, id}</c> to the channel's address, with the id as Idempotency-Key too. Any 2xx
/// is success. A receiver must recognise an id for a day; docs/channels.md says so.
/// </summary>
internal sealed class WebhookPoster(BoundedHttp http, TimeProvider time) : IChannelPoster
{
    /// <inheritdoc/>
    public TimeSpan RemembersKeys => TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<PostResult> PostAsync(ChannelModel channel, string text, string idempotencyKey, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, channel.Url) { Content = Body(channel, text, idempotencyKey) };
        if (channel.Token is { Length: > 0 } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        var (answer, failure) = await http.SendAsync(request, cancel);
        if (answer is null) return ChannelAnswers.Failure(failure ?? new NoAnswer("it did not answer", WasSent: true));
        if ((int)answer.Status is < 200 or >= 300) return ChannelAnswers.Failure(answer, channel.Token, time.GetUtcNow());
        // A login page or a parked domain answers 200 too.
        return answer.MediaType is "text/html"
            ? new PostResult.Retry(null, "it answers with a web page: is the address that of a webhook?", MayStand: true)
            : new PostResult.Posted(ChannelAnswers.Member(answer, "id") ?? idempotencyKey);
    }

    private static ByteArrayContent Body(ChannelModel channel, string text, string id)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("text", text);
            writer.WriteString("locale", channel.Locale);
            writer.WriteString("link", PostLength.LastLink(text));
            writer.WriteString("id", id);
            writer.WriteEndObject();
        }

        return new ByteArrayContent(buffer.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
