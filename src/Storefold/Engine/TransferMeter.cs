namespace Storefold.Engine;

/// <summary>How far a transfer is, for whoever shows it.</summary>
/// <param name="Step">What it is doing: <c>poco/order</c>.</param>
/// <param name="Rows">Rows done in the run, parts included.</param>
/// <param name="Total">Rows in all, by the declared tables.</param>
/// <param name="Elapsed">Since this process began.</param>
/// <param name="RowsHere">Rows done by this process; a resumed run has done others before.</param>
public sealed record TransferProgress(string Step, long Rows, long Total, TimeSpan Elapsed, long RowsHere)
{
    /// <summary>Rows per second of this process.</summary>
    public double Rate => Elapsed.TotalSeconds > 0 ? RowsHere / Elapsed.TotalSeconds : 0;

    /// <summary>Time still needed at this rate; null before there is one.</summary>
    public TimeSpan? Remaining => Rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - Rows) / Rate) : null;
}

/// <summary>Counts what a run does, for all of its workers.</summary>
internal sealed class TransferMeter(TimeProvider time, long total, long rowsBefore, Action<TransferProgress>? report)
{
    private readonly long _started = time.GetTimestamp();
    private readonly Lock _lock = new();
    private long _rowsHere;

    /// <summary>Rows done in the run.</summary>
    public long Rows { get; private set; } = rowsBefore;

    /// <summary>Rows written to the target by this process.</summary>
    public long Written { get; private set; }

    /// <summary>Counts rows that were visited and written, and reports.</summary>
    public void Advance(string step, long rows, long written)
    {
        lock (_lock)
        {
            _rowsHere += rows;
            Rows += rows;
            Written += written;
            report?.Invoke(new TransferProgress(step, Rows, total, time.GetElapsedTime(_started), _rowsHere));
        }
    }
}
