namespace Storefold.Scheduling;

/// <summary>
/// A clock that stands still until it is moved: rehearsals and tests run on it. Timers made from it fire while it is being
/// moved past them, in order, on the thread that moves it; one that is due at once fires with the next move. As with a real
/// clock that is set back, no time passes while it is: timestamps stay, and timers wait as long as they still had to.
/// </summary>
/// <param name="start">What it shows first.</param>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedTimer> _timers = [];
    private DateTimeOffset _now = start.ToUniversalTime();
    private TimeSpan _elapsed;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate) return _elapsed.Ticks;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves the clock. Backwards is allowed here, so that it can be tried what happens then.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        TimeSpan until;
        lock (_gate) until = instant > _now ? _elapsed + (instant - _now) : _elapsed;
        while (NextDue(until) is { } timer) timer.Fire();
        lock (_gate)
        {
            _now = instant.ToUniversalTime();
            _elapsed = until;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private SimulatedTimer? NextDue(TimeSpan until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is null) return null;
            if (next.Due > _elapsed)
            {
                _now += next.Due - _elapsed;
                _elapsed = next.Due;
            }

            next.Schedule();
            if (next.Due == TimeSpan.MaxValue) _timers.Remove(next);
            return next;
        }
    }

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; private set; } = TimeSpan.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : clock._elapsed + dueTime;
                clock._timers.Remove(this);
                if (Due < TimeSpan.MaxValue) clock._timers.Add(this);
            }

            return true;
        }

        /// <summary>Sets when it fires after this time. The caller holds the lock.</summary>
        public void Schedule() => Due = _period > TimeSpan.Zero ? Due + _period : TimeSpan.MaxValue;

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
