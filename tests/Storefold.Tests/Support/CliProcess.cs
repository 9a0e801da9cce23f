using System.Diagnostics;
using System.Globalization;

namespace Storefold.Tests.Support;

/// <summary>The built command line in a process of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it; with <paramref name="killAt"/> it kills itself with SIGKILL at that pause point.</summary>
    public static CliProcess Start(int? killAt, params string[] arguments)
    {
        // A test run in the background ignores SIGINT, and so would whatever it starts.
        string[] command = ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "Storefold.Cli"), .. arguments];
        var start = new ProcessStartInfo("env", command)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        if (killAt is { } point) start.Environment["STOREFOLD_KILL_AT"] = point.ToString(CultureInfo.InvariantCulture);
        return new CliProcess(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(int? killAt, params string[] arguments)
    {
        using var process = Start(killAt, arguments);
        return await process.EndAsync();
    }

    public async Task<(int Exit, string Output, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _output, await _error);
    }

    /// <summary>Sends it a signal as soon as something stands in the file system, and waits for its end.</summary>
    public async Task<(int Exit, string Output, string Error)> EndAtAsync(string path, string signal)
    {
        while (!Path.Exists(path) && !_process.HasExited) await Task.Delay(2, TestContext.Current.CancellationToken);
        Tool.Run("kill", "/", "-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture));
        return await EndAsync();
    }

    /// <summary>Ends it with SIGKILL, unless it has come to its end.</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
