using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Storefold.Tests.Gate;

namespace Storefold.BrowserTests.Support;

/// <summary><c>storefold serve PLAN --at INSTANT</c> in a process of its own, on a free port of the loopback.</summary>
internal sealed class GateProcess : IAsyncDisposable
{
    private readonly Process _process;

    private GateProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<GateProcess> StartAsync(string plan, string at)
    {
        var port = Nginx.FreePort();
        string[] arguments = ["serve", plan, "--at", at, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")];
        var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Storefold.Cli"), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        // It says where it listens once it does; what it says else must not fill the pipe.
        for (var line = ""; !line.Contains("Listening", StringComparison.Ordinal);)
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException("serve ended: " + await process.StandardError.ReadToEndAsync());
        }

        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return new GateProcess(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
