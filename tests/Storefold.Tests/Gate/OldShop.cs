using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefold.Tests.Gate;

/// <summary>A loopback server that stands for the old shop: it answers with its own peculiarities and remembers who came.</summary>
internal sealed class OldShop : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public OldShop()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Methods and targets, in the order in which they came.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>The whole of the last request's headers.</summary>
    public string LastHead { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
            catch (SocketException)
            {
                return; // stopped
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var head = await ReadHeadAsync(stream);
        if (head.Length == 0) return;
        LastHead = head;
        var asked = head[..head.IndexOf(" HTTP/", StringComparison.Ordinal)];
        Seen.Add(asked);
        // Odd on purpose: an odd header, two cookies, bytes that are no UTF-8, a </body> that nobody may touch in India.
        byte[] body = [.. Encoding.UTF8.GetBytes("<html><body>भारत POCO " + asked), 0xFF, 0xFE, 0x00, .. "</body></html>"u8];
        var reply = "HTTP/1.1 200 Fine\r\nDate: Mon, 21 Oct 2024 08:00:00 GMT\r\nServer: old-shop\r\nX-oDd: a,b;c=\"d\"\r\n"
            + "Set-Cookie: basket=1; Path=/\r\nSet-Cookie: seen=2; HttpOnly\r\nCache-Control: private\r\nETag: W/\"7\"\r\n"
            + $"Content-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(reply));
        await stream.WriteAsync(body);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (await stream.ReadAsync(buffer) == 1)
        {
            head.Append((char)buffer[0]);
            if (head.Length >= 4 && head.ToString(head.Length - 4, 4) is "\r\n\r\n") break;
        }

        return head.ToString();
    }
}
