using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Storefold.Announcing;

namespace Storefold.Connectors.Http;

/// <summary>What a status means for a post, alike for all channels.</summary>
internal static class ChannelAnswers
{
    private const int LongestQuote = 200;

    /// <summary>What came of a request that was not answered with success.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="token">The channel's token; what the channel says is not repeated when it holds it.</param>
    /// <param name="now">For a Retry-After that names a date.</param>
    public static PostResult Failure(BoundedAnswer answer, string? token, DateTimeOffset now)
    {
        var status = (int)answer.Status;
        var why = $"it answers {status.ToString(CultureInfo.InvariantCulture)}{Quote(answer, token)}";
        return status switch
        {
            >= 300 and < 400 => new PostResult.Refused(why + ": a redirect, which is not followed; name the final address in the plan"),
            401 or 403 => new PostResult.Refused(why + ": the token is wrong, or may not post"),
            404 or 405 or 410 => new PostResult.Refused(why + ": there is no such API at the channel's address"),
            429 => new PostResult.Retry(RetryAfter(answer.Headers, now), why + ": too many posts", MayStand: false),
            503 => new PostResult.Retry(RetryAfter(answer.Headers, now), why, MayStand: false),
            // 408, 425 and 409 concern this attempt and not the post; behind 5xx it may have been taken.
            408 or 409 or 425 => new PostResult.Retry(RetryAfter(answer.Headers, now), why, MayStand: true),
            >= 500 => new PostResult.Retry(RetryAfter(answer.Headers, now), why, MayStand: true),
            _ => new PostResult.Refused(why),
        };
    }

    /// <summary>What came of a request without an answer.</summary>
    public static PostResult Failure(NoAnswer failure) => new PostResult.Retry(null, failure.Why, failure.WasSent);

    /// <summary>A member of the JSON object in a body as text, or null when there is none.</summary>
    public static string? Member(BoundedAnswer answer, string name)
    {
        if (answer.IsCut) return null;
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            if (json.RootElement.ValueKind is not JsonValueKind.Object || !json.RootElement.TryGetProperty(name, out var member)) return null;
            return member.ValueKind switch
            {
                JsonValueKind.String => member.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => member.GetRawText(),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Mastodon and many others say why in "error".
    private static string Quote(BoundedAnswer answer, string? token)
    {
        if (Member(answer, "error") is not { } text) return "";
        if (!string.IsNullOrEmpty(token) && text.Contains(token, StringComparison.Ordinal)) return "";
        var line = string.Concat(text.Where(letter => !char.IsControl(letter)));
        return $" ({(line.Length <= LongestQuote ? line : line[..LongestQuote] + "…")})";
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is not { } asked) return Reset(headers, now);
        var wait = asked.Delta ?? (asked.Date - now);
        return wait > TimeSpan.Zero ? wait : null;
    }

    // Mastodon names the end of its window in X-RateLimit-Reset (docs.joinmastodon.org, Rate limits).
    private static TimeSpan? Reset(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.TryGetValues("X-RateLimit-Reset", out var values)
        && DateTimeOffset.TryParse(values.First(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset) && reset > now
            ? reset - now
            : null;
}
