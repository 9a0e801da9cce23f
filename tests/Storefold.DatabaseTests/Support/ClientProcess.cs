using System.Diagnostics;
using System.Text;

namespace Storefold.DatabaseTests.Support;

/// <summary>A server's own client that stays open: for tests that ask so often that a process each would cost more than the answers.</summary>
internal sealed class ClientProcess : IDisposable
{
    private const string Mark = "-- that was all --";

    private readonly Process _process;
    private readonly string _sayMark;
    private readonly StringBuilder _errors = new();

    /// <param name="sayMark">What makes the client print a line; the mark stands for <c>{0}</c>.</param>
    public ClientProcess(string program, string sayMark, params string[] arguments)
    {
        _sayMark = sayMark.Replace("{0}", Mark, StringComparison.Ordinal);
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            StandardInputEncoding = encoding, StandardOutputEncoding = encoding,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors) _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs statements and answers the rows of their queries: a line each, a tab between cells.</summary>
    public string[] Run(string script)
    {
        _process.StandardInput.WriteLine(script.TrimEnd().TrimEnd(';') + ";");
        _process.StandardInput.WriteLine(_sayMark);
        _process.StandardInput.Flush();
        List<string> lines = [];
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line is Mark) return [.. lines];
            if (line.Length > 0) lines.Add(line);
        }

        _process.WaitForExit();
        lock (_errors) throw new InvalidOperationException($"{_errors} (in: {script})");
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended at an error.
        }

        _process.WaitForExit();
        _process.Dispose();
    }
}
