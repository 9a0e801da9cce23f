using System.Net;
using System.Net.Sockets;

namespace Storefold.DatabaseTests.Kills;

/// <summary>
/// The line between Storefold and a server, which a test cuts: a TCP proxy on loopback. Nothing on it is understood, so it
/// serves every protocol.
/// </summary>
internal sealed class CuttableLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _ends = [];
    private volatile bool _isDeaf;

    public CuttableLine(int serverPort)
    {
        _server = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Where the plan's address goes.</summary>
    public int Port { get; }

    /// <summary>Ends all connections at once, in both directions. New ones go through.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            foreach (var end in _ends) Close(end);
            _ends.Clear();
        }
    }

    /// <summary>
    /// From now on answers of the server get lost while requests still reach it; then the line is cut. Whoever sends COMMIT in
    /// between cannot know whether it was carried out.
    /// </summary>
    public void LoseAnswers(TimeSpan then)
    {
        _isDeaf = true;
        _ = Task.Run(async () =>
        {
            await Task.Delay(then);
            Cut();
        });
    }

    /// <summary>Lets answers through again.</summary>
    public void Mend()
    {
        Cut();
        _isDeaf = false;
    }

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            lock (_lock) _ends.UnionWith([client, server]);
            await Task.WhenAny(PumpAsync(client, server, isAnswer: false), PumpAsync(server, client, isAnswer: true));
        }
        catch (SocketException)
        {
            // The server is down: the client is turned away below.
        }

        lock (_lock) _ends.ExceptWith([client, server]);
        Close(client);
        Close(server);
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
            {
                if (isAnswer && _isDeaf) continue;
                await to.SendAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private static void Close(Socket end)
    {
        try
        {
            end.LingerState = new LingerOption(true, 0);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        end.Dispose();
    }
}
