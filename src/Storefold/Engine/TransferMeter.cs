namespace Storefold.Engine;

/// <summary>How far a transfer is, for whoever shows it.</summary>
/// <param name="Step">What it is doing: <c>poco/order</c>.</param>
/// <param name="Rows">Rows done in the run, parts included.</param>
/// <param name="Total">Rows in all, by the declared tables.</param>
/// <param name="Elapsed">Since this process began.</param>
/// <param name="RowsHere">Rows done by this process; a resumed run has done others before.</param>
/// <param name="Did">Rows that were done since the report before, rows that were only looked at included.</param>
/// <param name="Remaining">Time still needed; null before there is anything to go by.</param>
public sealed record TransferProgress(string Step, long Rows, long Total, TimeSpan Elapsed, long RowsHere, long Did, TimeSpan? Remaining)
{
    /// <summary>Rows per second of this process.</summary>
    public double Rate => Elapsed.TotalSeconds > 0 ? RowsHere / Elapsed.TotalSeconds : 0;
}

/// <summary>
/// Counts what a run does, for all of its workers, and estimates what is left: the work that is still planned, at the pace that
/// this process has shown over the work that it has done. A resumed run goes by its own pace, not by that of the process before.
/// </summary>
internal sealed class TransferMeter(TimeProvider time, TransferWork work, Action<TransferProgress>? report)
{
    private readonly long _started = time.GetTimestamp();
    private readonly Lock _lock = new();
    private double _workHere;
    private long _rowsHere;

    /// <summary>Rows done in the run.</summary>
    public long Rows { get; private set; } = work.RowsBefore;

    /// <summary>Rows written to the target by this process.</summary>
    public long Written { get; private set; }

    /// <summary>Counts rows that a pass visited and wrote, and reports.</summary>
    public void Advance(string step, long rows, long written)
    {
        lock (_lock)
        {
            _rowsHere += rows;
            Rows += rows;
            Written += written;
            Report(step, rows);
        }
    }

    /// <summary>Counts rows that were only looked at beforehand, and reports.</summary>
    public void Look(string step, long rows)
    {
        lock (_lock) Report(step, rows);
    }

    /// <summary>A step came to its end: whatever was counted wrongly about it is over.</summary>
    public void Finish(string step)
    {
        lock (_lock) work.Finish(step);
    }

    private void Report(string step, long rows)
    {
        _workHere += work.Do(step, rows);
        var elapsed = time.GetElapsedTime(_started);
        TimeSpan? remaining = _workHere > 0 && elapsed > TimeSpan.Zero ? elapsed * (work.Left / _workHere) : null;
        report?.Invoke(new TransferProgress(step, Rows, work.Rows, elapsed, _rowsHere, rows, remaining));
    }
}
