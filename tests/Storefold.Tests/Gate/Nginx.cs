using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Storefold.Tests.Gate;

/// <summary>A real nginx of its own: own folder, own port, no privileges, ended by its process id.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly Process _process;

    private Nginx(TempFolder folder, Process process, int port) => (_folder, _process, Port) = (folder, process, port);

    public int Port { get; }

    /// <summary>Starts it with the servers of a configuration, in which <c>PORT</c> stands for its port.</summary>
    public static async Task<Nginx> StartAsync(string servers)
    {
        if (Find() is not { } program)
        {
            TestData.GoWithout("nginx is missing (Debian: nginx-light)");
            return null!;
        }

        var folder = new TempFolder();
        var port = FreePort();
        await File.WriteAllTextAsync(folder.File("nginx.conf"), Config(servers.Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var process = Process.Start(new ProcessStartInfo(program, ["-p", folder.Path, "-c", "nginx.conf", "-e", "error.log"])
        {
            RedirectStandardError = true, UseShellExecute = false,
        })!;
        var nginx = new Nginx(folder, process, port);
        await nginx.UntilItListensAsync();
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        // SIGTERM to the master ends its workers as well; Process.Kill would leave them behind.
        if (!_process.HasExited) using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    /// <summary>The example of docs/gate.md with ports in place of names; the certificates stay at home.</summary>
    public static string DocumentedEdge(int shop, int gate)
    {
        var example = File.ReadAllText(Repository.File("docs/gate.md")).Split("```nginx\n")[1].Split("```")[0];
        return example.Replace("listen 443 ssl", "listen 127.0.0.1:PORT", StringComparison.Ordinal)
            .Replace("server 127.0.0.1:9000", $"server 127.0.0.1:{shop}", StringComparison.Ordinal)
            .Replace("server 127.0.0.1:8080", $"server 127.0.0.1:{gate}", StringComparison.Ordinal);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // One process in the foreground, every path inside its own folder.
    private static string Config(string servers) => $$"""
        daemon off;
        pid nginx.pid;
        worker_processes 1;
        events { worker_connections 64; }
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          {{servers}}
        }
        """;

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/sbin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    private async Task UntilItListensAsync()
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (_process.HasExited) Assert.Fail("nginx ended: " + await _process.StandardError.ReadToEndAsync());
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(25, TestContext.Current.CancellationToken);
            }
        }

        Assert.Fail("nginx does not listen");
    }
}
