using NodaTime;
using Storefold.Deciding;
using Storefold.Packs.Sql;

namespace Storefold.Gate;

/// <summary>
/// The view that requests are decided by. It is made anew with each second of the clock, so that a milestone holds from its
/// own second on, and the journal is read again once a second at most; both are swapped whole. A request keeps the view that
/// it began with.
/// </summary>
internal sealed class ViewHolder
{
    private readonly GateOptions _options;
    private readonly Lock _reading = new();
    private StandingFacts _facts;
    private GateView _view;
    private long _second;
    private long _readAt;
    private bool _failed;

    /// <exception cref="StoreException">The journal cannot be read.</exception>
    public ViewHolder(GateOptions options)
    {
        _options = options;
        var now = Now();
        _facts = options.Standings.Read();
        var redirects = _facts.Redirects ?? throw new InvalidOperationException("The first reading of a journal holds redirects.");
        _second = _readAt = now.ToUnixTimeSeconds();
        _view = GateView.At(options.Plan, _facts.Passed, _facts.Promises, redirects, options.Routes, now, options.Rehearsing);
    }

    /// <summary>The view of this second.</summary>
    public GateView Current()
    {
        var now = Now();
        var second = now.ToUnixTimeSeconds();
        if (second == Volatile.Read(ref _second)) return Volatile.Read(ref _view);
        if (!_reading.TryEnter()) return Volatile.Read(ref _view).MovedTo(_facts.Passed, _facts.Promises, now);
        try
        {
            return Renew(now, second);
        }
        finally
        {
            _reading.Exit();
        }
    }

    private GateView Renew(Instant now, long second)
    {
        if (second != _readAt) TryRead(second);
        var view = _view.MovedTo(_facts.Passed, _facts.Promises, now);
        if (_facts.Redirects is { } redirects) view = view with { Redirects = redirects };
        Volatile.Write(ref _view, view);
        Volatile.Write(ref _second, second);
        return view;
    }

    private void TryRead(long second)
    {
        _readAt = second;
        try
        {
            Volatile.Write(ref _facts, _options.Standings.Read());
            if (_failed) _options.Report("the journal can be read again");
            _failed = false;
        }
        catch (Exception failure) when (failure is StoreException or Packs.PackException or IOException)
        {
            // Who bought yesterday is not refused because a database is away today: what is known goes on to hold.
            if (!_failed) _options.Report($"the journal cannot be read, and the gate goes on with what it knows: {failure.Message}");
            _failed = true;
        }
    }

    private Instant Now() => Instant.FromDateTimeOffset(_options.Time.GetUtcNow());
}
