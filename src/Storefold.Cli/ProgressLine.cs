using System.Globalization;
using Storefold.Engine;

namespace Storefold.Cli;

/// <summary>
/// Shows how far a transfer is: one line that is rewritten on a terminal, a plain line every few seconds elsewhere.
/// Only names and numbers: no customer data in progress.
/// </summary>
internal sealed class ProgressLine(TextWriter output, bool plain) : IDisposable
{
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TerminalEvery = TimeSpan.FromMilliseconds(200);

    private TimeSpan _last = TimeSpan.MinValue;
    private bool _shown;

    /// <summary>Shows a state, unless the last one is younger than people can read.</summary>
    public void Report(TransferProgress progress)
    {
        if (_last != TimeSpan.MinValue && progress.Elapsed - _last < (plain ? PlainEvery : TerminalEvery)) return;
        if (plain && progress.Elapsed < PlainEvery) return;
        _last = progress.Elapsed;
        var share = progress.Total == 0 ? 1 : Math.Min(1, (double)progress.Rows / progress.Total);
        var left = progress.Remaining is { } remaining ? $", about {remaining:hh\\:mm\\:ss} left" : "";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Step}: {progress.Rows:N0} of {progress.Total:N0} rows ({share:P0}), {progress.Rate:N0} rows/s{left}");
        if (plain) output.WriteLine(text);
        else output.Write("\r\u001b[2K" + text);
        _shown = !plain;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown) output.Write("\r\u001b[2K");
        _shown = false;
    }
}
