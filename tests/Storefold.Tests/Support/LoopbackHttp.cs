using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Storefold.Tests.Support;

/// <summary>A request as a server of ours met it.</summary>
/// <param name="Headers">Names in lower case.</param>
internal sealed record HttpAsk(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What a server of ours answers.</summary>
internal sealed record HttpReply(int Status, string ContentType, string Body, params (string Name, string Value)[] Headers)
{
    public static HttpReply Json(int status, string body, params (string Name, string Value)[] headers) => new(status, "application/json; charset=utf-8", body, headers);
}

/// <summary>
/// A small HTTP server on a free port of the loopback interface, with or without TLS. One request per connection. An answer
/// of null means that it never answers: the connection stays open until the server goes.
/// </summary>
internal sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<HttpAsk, HttpReply?> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _loop;

    public LoopbackHttp(Func<HttpAsk, HttpReply?> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _loop = Task.Run(ListenAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    /// <summary>Every request, in the order in which they came.</summary>
    public ConcurrentQueue<HttpAsk> Asked { get; } = [];

    /// <summary>A port that nothing listens on.</summary>
    public static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        // The loop first: a listener that is stopped before the loop begins would throw there.
        await _end.CancelAsync();
        await _loop;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                open.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
                stream = secure;
            }

            await using (stream)
            {
                if (await ReadAsync(stream) is not { } ask) return;
                Asked.Enqueue(ask);
                if (_answer(ask) is { } reply) await stream.WriteAsync(Bytes(reply), _end.Token);
                else await Task.Delay(Timeout.Infinite, _end.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<HttpAsk?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !(head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0) return null;
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim(), StringComparer.Ordinal);
        var body = new byte[headers.TryGetValue("content-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, _end.Token);
        var words = lines[0].Split(' ');
        return new HttpAsk(words[0], words[1], headers, Encoding.UTF8.GetString(body));
    }

    private static byte[] Bytes(HttpReply reply)
    {
        var body = Encoding.UTF8.GetBytes(reply.Body);
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} Because\r\nContent-Type: {reply.ContentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n");
        foreach (var (name, value) in reply.Headers) head.Append($"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
