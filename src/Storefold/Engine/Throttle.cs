namespace Storefold.Engine;

/// <summary>
/// Keeps a transfer from standing in the shop's way. A batch is read in one transaction of the source, so the first ones are small,
/// until it has shown how long they take, and a slow batch makes the following ones smaller.
/// Where the plan asks for it, pauses between batches leave the source alone for a while: when reading
/// has become slower than it was at its best, and when replicas are behind.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="most">Aggregates of a batch, as the plan has it.</param>
/// <param name="pauses">Whether to pause at all.</param>
/// <param name="askLag">How far the slowest replica is behind, or null where that cannot be said.</param>
public sealed class Throttle(TimeProvider time, int most, bool pauses, Func<TimeSpan?>? askLag)
{
    /// <summary>All pauses together are at most this many times the time of reading, so nothing gets more than four times slower.</summary>
    public const int LongestPauses = 3;

    private const int FewestToJudge = 16;

    /// <summary>Aggregates of the first batch: nobody knows yet whether one of them takes a microsecond or a quarter of a second.</summary>
    private const int First = 8;

    /// <summary>
    /// Rows that a batch may have for each aggregate that the plan allows, so that memory is no matter of how wide aggregates are: a
    /// coupon may have as many codes as the shop has customers.
    /// </summary>
    private const int RowsPerAggregate = 10;

    /// <summary>How much larger a batch at the beginning is than the one before.</summary>
    private const int Leap = 4;

    /// <summary>A batch that took longer at least halves the next one, so that no transaction of the source lasts for two seconds.</summary>
    private static readonly TimeSpan LongBatch = TimeSpan.FromSeconds(1);

    /// <summary>What a batch may take by the pace of the one before.</summary>
    private static readonly TimeSpan GoodBatch = TimeSpan.FromSeconds(0.5);

    /// <summary>Below this, batches may grow back.</summary>
    private static readonly TimeSpan ShortBatch = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>How far replicas may be behind.</summary>
    private static readonly TimeSpan TolerableLag = TimeSpan.FromSeconds(5);

    private readonly int _most = most;
    private bool _isBeginning = true;
    private double _best = double.MaxValue;
    private TimeSpan _worked;
    private TimeSpan _paused;
    private TimeSpan _lag;
    private long? _asked;

    /// <summary>Aggregates of the next batch.</summary>
    public int BatchSize { get; private set; } = Math.Min(most, First);

    /// <summary>Takes note of a batch.</summary>
    /// <param name="rows">Rows that were read, parts included.</param>
    /// <param name="took">How long that took.</param>
    /// <returns>How long to leave the source alone before the next one.</returns>
    public TimeSpan After(int rows, TimeSpan took)
    {
        Resize(rows, took);
        _worked += took;
        if (!pauses) return TimeSpan.Zero;
        var wanted = BySlowness(rows, took);
        var byLag = ByLag();
        if (byLag > wanted) wanted = byLag;
        var allowed = (_worked * LongestPauses) - _paused;
        var pause = wanted < allowed ? wanted : allowed;
        if (pause < TimeSpan.Zero) return TimeSpan.Zero;
        _paused += pause;
        return pause;
    }

    private void Resize(int rows, TimeSpan took)
    {
        // Of these not too many rows come, if they are like those of the batch that was read.
        var fitting = (int)Math.Clamp((long)BatchSize * _most * RowsPerAggregate / Math.Max(1, rows), 1, _most);
        _isBeginning &= took * Leap <= GoodBatch;
        if (took > LongBatch) BatchSize = Math.Max(1, (int)Math.Min(BatchSize / 2, BatchSize * (GoodBatch / took)));
        else if (_isBeginning) BatchSize = (int)Math.Min(_most, (long)BatchSize * Leap);
        else if (took < ShortBatch && BatchSize < _most) BatchSize = Math.Min(_most, BatchSize + 1 + (BatchSize / 8));
        BatchSize = Math.Min(BatchSize, fitting);
    }

    /// <summary>Twice as slow as at its best is nothing unusual; what is slower than that is given as much rest as it lost.</summary>
    private TimeSpan BySlowness(int rows, TimeSpan took)
    {
        if (rows < FewestToJudge || took <= TimeSpan.Zero) return TimeSpan.Zero;
        var pace = took.TotalSeconds / rows;
        _best = Math.Min(_best, pace);
        var slower = pace / _best;
        return slower <= 2 ? TimeSpan.Zero : took * Math.Min(slower - 1, LongestPauses);
    }

    private TimeSpan ByLag()
    {
        if (askLag is null) return TimeSpan.Zero;
        if (_asked is not { } asked || time.GetElapsedTime(asked) >= AskEvery)
        {
            _lag = askLag() ?? TimeSpan.Zero;
            _asked = time.GetTimestamp();
        }

        return _lag > TolerableLag ? AskEvery : TimeSpan.Zero;
    }
}
