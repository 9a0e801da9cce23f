using System.Net.Http.Headers;
using Polly;
using Polly.Retry;
using Storefold.Packs.Sql;
using Storefold.Planning.Reading;

namespace Storefold.Connectors.Platform;

/// <summary>What a platform answered.</summary>
/// <param name="Status">Status.</param>
/// <param name="Body">The whole body.</param>
/// <param name="Rows">The header that says how many lines the body has; null where it is missing.</param>
/// <param name="Next">Address of the next page; null for the last one.</param>
/// <param name="RetryAfter">How long the platform asks to be left alone.</param>
internal sealed record PlatformAnswer(int Status, byte[] Body, string? Rows, string? Next, TimeSpan? RetryAfter);

/// <summary>
/// Requests to one platform. Requests that fail in passing (408, 425, 429, 5xx, a lost line) are repeated with growing pauses, no sooner
/// than the platform asks for; a post carries a key, so that it may be repeated too.
/// </summary>
internal sealed class HttpPlatform : IDisposable
{
    private const int LargestAnswer = 256 << 20;

    /// <summary>Whoever asks for a longer rest gets it from a person: the command stops, and goes on later.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private readonly HttpAddress _address;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<Attempt> _patience;

    public HttpPlatform(HttpAddress address, Patience patience)
    {
        _address = address;
        _client = new HttpClient(new SocketsHttpHandler
        {
            // A redirect could lead the token elsewhere.
            AllowAutoRedirect = false, UseCookies = false, UseProxy = !address.Base.IsLoopback, AutomaticDecompression = System.Net.DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        })
        {
            Timeout = patience.Timeout, MaxResponseContentBufferSize = LargestAnswer,
        };
        _patience = new ResiliencePipelineBuilder<Attempt>().AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = patience.Attempts - 1,
            Delay = patience.FirstDelay,
            MaxDelay = patience.LongestDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = static attempt => ValueTask.FromResult(attempt.Outcome.Result is { MayPass: true }),
            DelayGenerator = static attempt => ValueTask.FromResult(attempt.Outcome.Result?.Answer?.RetryAfter),
        }).Build();
    }

    /// <summary>What may be shown.</summary>
    public string Display => _address.Display;

    /// <summary>Reads something; any status but 200 is an error.</summary>
    /// <param name="path">Below the address, with its query.</param>
    public PlatformAnswer Get(string path)
    {
        var answer = Send(() => new HttpRequestMessage(HttpMethod.Get, Inside(path)), path);
        return answer.Status == 200 ? answer : throw PlatformFault.Status(Display, WithoutQuery(path), answer.Status);
    }

    /// <summary>Posts a batch and returns the answer, whatever its status.</summary>
    public PlatformAnswer Post(string path, byte[] body, string key) => Send(
        () =>
        {
            var request = Keyed(HttpMethod.Post, path, key);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            return request;
        }, path);

    /// <summary>Asks what became of a post, and that nothing becomes of it from now on. The answer, whatever its status.</summary>
    public PlatformAnswer Withdraw(string path, string key) => Send(() => Keyed(HttpMethod.Delete, path, key), path);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Keyed(HttpMethod method, string path, string key)
    {
        var request = new HttpRequestMessage(method, Inside(path));
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }

    private PlatformAnswer Send(Func<HttpRequestMessage> request, string path)
    {
        var last = _patience.Execute(() => Try(request));
        if (last.Answer is { } answer) return answer;
        throw last.MayPass
            ? PlatformFault.Away(Display, $"{last.Failure} ({WithoutQuery(path)})")
            : PlatformFault.Of(Display, $"{last.Failure} ({WithoutQuery(path)})");
    }

    private Attempt Try(Func<HttpRequestMessage> make)
    {
        using var request = make();
        if (_address.Token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _address.Token);
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        try
        {
            using var response = _client.Send(request);
            using var body = new MemoryStream();
            using (var stream = response.Content.ReadAsStream()) stream.CopyTo(body);
            return new Attempt(
                new PlatformAnswer((int)response.StatusCode, body.ToArray(), Header(response, "Storefold-Rows"), Next(response), RetryAfter(response)), null);
        }
        catch (OperationCanceledException)
        {
            return new Attempt(null, $"no answer within {_client.Timeout.TotalSeconds:0.###} s");
        }
        catch (HttpRequestException failure)
        {
            // The framework's own words are not repeated: they may name what came from a secret.
            var isOurs = failure.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ConfigurationLimitExceeded;
            return new Attempt(null, Explain(failure.HttpRequestError), MayPass: !isOurs);
        }
        catch (IOException)
        {
            return new Attempt(null, "the line broke in the middle of an answer");
        }
    }

    /// <summary>An address below the platform's own: what the platform names as its next page must not lead the token elsewhere.</summary>
    private Uri Inside(string path)
    {
        var address = new Uri(_address.Base, path);
        return _address.Base.IsBaseOf(address) ? address : throw PlatformFault.Of(Display, "the address of its next page leads away from it");
    }

    private static string? Next(HttpResponseMessage response)
    {
        foreach (var link in response.Headers.TryGetValues("Link", out var links) ? links.SelectMany(line => line.Split(',')) : [])
        {
            var (open, close) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
            if (open >= 0 && close > open && link[close..].Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) return link[(open + 1)..close];
        }

        return null;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - TimeProvider.System.GetUtcNow() is var left => left > TimeSpan.Zero ? left : TimeSpan.Zero,
        _ => null,
    };

    private static string WithoutQuery(string path) => path.Split('?', 2)[0];

    private static string Explain(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "its name does not resolve",
        HttpRequestError.ConnectionError => "it cannot be reached",
        HttpRequestError.SecureConnectionError => "no secure connection: its certificate or TLS version is refused",
        HttpRequestError.ConfigurationLimitExceeded => "its answer is larger than 256 MiB",
        HttpRequestError.ResponseEnded => "the line broke before the end of an answer",
        _ => "its answer is not HTTP, or broke off",
    };

    private sealed record Attempt(PlatformAnswer? Answer, string? Failure, bool MayPass = true)
    {
        /// <summary>True when the same request may go well later.</summary>
        public bool MayPass { get; } = Answer is null
            ? MayPass
            : !(Answer.RetryAfter > LongestRest) && (Answer.Status is 408 or 425 or 429 or >= 500 || (Answer.Status == 409 && Answer.RetryAfter is not null));
    }
}
