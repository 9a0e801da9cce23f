using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Storefold.Connectors.Http;

/// <summary>What a server answered, its body cut at the bound.</summary>
/// <param name="Status">Status.</param>
/// <param name="Headers">Headers.</param>
/// <param name="MediaType">Media type of the body, lower case; empty where the server does not say.</param>
/// <param name="Body">The body.</param>
/// <param name="IsCut">True when the body was longer.</param>
internal sealed record BoundedAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, string MediaType, byte[] Body, bool IsCut);

/// <summary>Why no answer came, in words that hold no address and no secret.</summary>
/// <param name="Why">The words.</param>
/// <param name="WasSent">True when the server may have got the request all the same.</param>
internal sealed record NoAnswer(string Why, bool WasSent);

/// <summary>One request at a time limit, with an answer of bounded size; failures are values.</summary>
internal sealed class BoundedHttp(HttpMessageHandler handler, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private const int LargestBody = 256 * 1024;

    private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a request.</summary>
    /// <returns>The answer, or why there is none; never both.</returns>
    public async Task<(BoundedAnswer? Answer, NoAnswer? Failure)> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var clock = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, clock.Token);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var (body, isCut) = await ReadAsync(response.Content, either.Token);
            var type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
            return (new BoundedAnswer(response.StatusCode, response.Headers, type, body, isCut), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, new NoAnswer($"it did not answer within {timeout.TotalSeconds:0.###} s", WasSent: true));
        }
        catch (HttpRequestException failure)
        {
            return (null, Explain(failure));
        }
        catch (IOException)
        {
            return (null, new NoAnswer("it broke off in the middle of its answer", WasSent: true));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async Task<(byte[] Body, bool IsCut)> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var buffer = new byte[LargestBody + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length > LargestBody ? (buffer[..LargestBody], true) : (buffer[..length], false);
    }

    // The framework's own words name the host and port, which may come from a secret.
    private static NoAnswer Explain(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new NoAnswer("its name does not resolve", WasSent: false),
        HttpRequestError.ConnectionError when failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            new NoAnswer("it refuses connections", WasSent: false),
        HttpRequestError.ConnectionError => new NoAnswer("it cannot be reached", WasSent: false),
        HttpRequestError.SecureConnectionError => new NoAnswer("no secure connection: its certificate or TLS version is refused", WasSent: false),
        HttpRequestError.ResponseEnded => new NoAnswer("it closed the connection without an answer", WasSent: true),
        _ => new NoAnswer("its answer is not HTTP, or broke off", WasSent: true),
    };
}
