using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefold.Tests.Support;

/// <summary>
/// A real DNS server (NLnet Labs' nsd) on a free port of the loopback interface, with zones of ours and a folder of its own.
/// Where it is not installed the calling test is skipped, or fails with CI=true.
/// </summary>
internal sealed class NsdServer : IDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nsd", "/usr/local/sbin/nsd", "/usr/bin/nsd"];

    private readonly TempFolder _folder = new();
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="zones">Zone files by their origin; the SOA is added.</param>
    public NsdServer(params (string Origin, string Records)[] zones)
    {
        var program = Array.Find(Places, File.Exists);
        if (program is null) TestData.GoWithout("nsd is missing (Debian: nsd)");
        Address = new IPEndPoint(IPAddress.Loopback, FreePort());
        var config = new StringBuilder($"""
            server:
              ip-address: 127.0.0.1@{Address.Port}
              username: ""
              chroot: ""
              database: ""
              zonesdir: "{_folder.Path}"
              pidfile: "{_folder.File("nsd.pid")}"
              xfrdfile: "{_folder.File("xfrd.state")}"
              zonelistfile: "{_folder.File("zone.list")}"
              xfrdir: "{_folder.Path}"
              server-count: 1
              rrl-ratelimit: 0
              verbosity: 1
            remote-control:
              control-enable: no

            """);
        foreach (var (origin, records) in zones)
        {
            File.WriteAllText(_folder.File(origin + ".zone"), $"$ORIGIN {origin}.\n$TTL 300\n@ IN SOA ns1 hostmaster 1 3600 600 86400 300\n{records}\n");
            config.Append($"zone:\n  name: {origin}\n  zonefile: {origin}.zone\n");
        }

        File.WriteAllText(_folder.File("nsd.conf"), config.ToString());
        _process = Start(program, _folder.File("nsd.conf"));
    }

    public IPEndPoint Address { get; }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private Process Start(string program, string config)
    {
        var start = new ProcessStartInfo(program, ["-d", "-c", config]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("nsd did not start.");
        var started = new TaskCompletionSource<bool>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) started.TrySetResult(false);
            lock (_said) _said.AppendLine(line.Data);
            if (line.Data?.Contains("nsd started", StringComparison.Ordinal) is true) started.TrySetResult(true);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        Assert.True(started.Task.GetAwaiter().GetResult(), "nsd ended: " + _said);
        return process;
    }

    /// <summary>A port that is free for TCP and UDP alike.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                udp.Bind(tcp.LocalEndPoint!);
                return ((IPEndPoint)tcp.LocalEndPoint!).Port;
            }
            catch (SocketException)
            {
                // Somebody else's: another one.
            }
        }
    }
}
