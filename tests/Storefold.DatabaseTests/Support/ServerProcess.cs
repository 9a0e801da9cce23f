using System.Diagnostics;
using System.Globalization;

namespace Storefold.DatabaseTests.Support;

/// <summary>
/// A server in a process that ends with this one, however this one ends: a shell beside it waits for the end of its
/// standard input, which comes with our death by SIGKILL too, ends the server by its id and removes its folder.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    // Once the shell lets go of standard error, its end means that the server and its children are gone.
    private const string Watch = """
        signal=$1 folder=$2
        shift 2
        "$@" & server=$!
        echo $server
        exec 2>/dev/null
        answer=
        read -r answer
        [ "$answer" = gone ] || kill -$signal $server
        wait $server
        [ -n "$answer" ] || rm -rf "$folder"
        """;

    private readonly Process _shell;
    private readonly Queue<string> _said = [];
    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <param name="signal">What ends it at the end of the tests, when its data do not matter any more.</param>
    /// <param name="folder">What goes with it then.</param>
    /// <param name="ready">What it writes to standard error when it is ready.</param>
    /// <param name="command">Program and arguments; becomes the server itself, without another process between.</param>
    public ServerProcess(string signal, string folder, string ready, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Watch, "server", signal, folder, .. command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        _shell = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        _shell.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        _shell.BeginErrorReadLine();
        Pid = int.Parse(_shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        if (_ready.Task.GetAwaiter().GetResult()) return;
        Dispose();
        throw new InvalidOperationException($"{command[0]} ended instead of starting:\n{Said}");
    }

    /// <summary>Its process id.</summary>
    public int Pid { get; }

    /// <summary>The last lines of its log.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
    }

    /// <summary>Ends it with a signal and waits until it and its children are gone; its folder stays.</summary>
    public void End(string signal)
    {
        Tool.Run("/bin/kill", "/", "-" + signal, Pid.ToString(CultureInfo.InvariantCulture));
        _gone.Task.GetAwaiter().GetResult();
        _shell.StandardInput.WriteLine("gone");
        Close();
    }

    /// <summary>Ends it and removes its folder.</summary>
    public void Dispose() => Close();

    private void Close()
    {
        try
        {
            _shell.StandardInput.Close();
            _shell.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // Ended and closed before.
        }

        _shell.Dispose();
    }

    private void Hear(string? line, string ready)
    {
        if (line is null)
        {
            _ready.TrySetResult(false);
            _gone.TrySetResult();
            return;
        }

        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > 60) _said.Dequeue();
        }

        if (line.Contains(ready, StringComparison.Ordinal)) _ready.TrySetResult(true);
    }
}
