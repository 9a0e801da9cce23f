using System.Globalization;
using Storefold.Engine;

namespace Storefold.Cli;

/// <summary>
/// For bench/eta.sh: <c>STOREFOLD_PROGRESS_TRACE=FILE</c> writes every report of a transfer to a file: seconds since the beginning,
/// step, rows of the report, estimated seconds left, with tabs between them.
/// </summary>
internal sealed class ProgressTrace(TextWriter? output) : IDisposable
{
    /// <summary>What the environment asks for; normally nothing.</summary>
    public static ProgressTrace FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("STOREFOLD_PROGRESS_TRACE") is { Length: > 0 } file ? new StreamWriter(file) : null);

    /// <summary>Writes a report.</summary>
    public void Report(TransferProgress progress) => output?.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Elapsed.TotalSeconds:0.000}\t{progress.Step}\t{progress.Did}\t{progress.Remaining?.TotalSeconds:0.000}"));

    /// <inheritdoc/>
    public void Dispose() => output?.Dispose();
}
