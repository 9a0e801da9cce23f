using NodaTime;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>
/// Everybody who acts on the sources while they are being retired: shoppers, carriers, payment providers, support. Seeded: the
/// same seed, the same acts in the same order. What was done is kept, so that it can be done again without us.
/// </summary>
internal sealed class Traffic : IDisposable
{
    private readonly Dictionary<string, (SourceSide Side, TrafficScripts Scripts, ISqlSession Session)> _sources = new(StringComparer.Ordinal);
    private readonly List<TrafficResult> _log = [];
    private readonly PlanModel _plan;
    private readonly Chance _chance;
    private readonly HashSet<string> _lateOrdered = new(StringComparer.Ordinal);
    private long _ordinal;

    public Traffic(RehearsalSetup setup)
    {
        _plan = setup.Plan;
        _chance = new Chance(setup.Seed);
        foreach (var source in setup.Sources)
        {
            var session = setup.Connections.Open(source.Model.Connection, SessionUse.Write);
            _sources[source.Model.Name] = (source, new TrafficScripts(source.Pack, source.Codec), session);
        }
    }

    /// <summary>Everything that was done, in order.</summary>
    public IReadOnlyList<TrafficResult> Log => _log;

    /// <summary>Sources whose pack has no traffic.</summary>
    public IEnumerable<string> Silent =>
        _sources.Values.Where(one => !one.Scripts.HasAny(one.Session.Dialect)).Select(one => one.Side.Model.Name);

    /// <summary>An ordinary while in every shop.</summary>
    public void Live(Instant now, IReadOnlyDictionary<string, SiteStanding> standings) => InTransaction(() =>
    {
        foreach (var site in _plan.Sites) Live(site, standings.GetValueOrDefault(site.Name), now);
    });

    /// <summary>Points are spent at the tills of these sites, if they can be.</summary>
    public void Burn(IEnumerable<string> sites, Instant now) => InTransaction(() =>
    {
        foreach (var site in _plan.Sites.Where(site => sites.Contains(site.Name, StringComparer.Ordinal))) Do("burn", site, now);
    });

    /// <summary>What a script of a site's pack tells without doing anything; nothing of it is kept.</summary>
    public IReadOnlyList<Happening> Read(string script, SiteModel site, long ordinal)
    {
        var (_, scripts, session) = _sources[site.Source];
        IReadOnlyList<Happening> told = [];
        if (scripts.Has(session.Dialect, script))
            InTransaction(() => told = scripts.Run(session, script, ChannelOf(site), ordinal, Instant.FromUnixTimeSeconds(0)));
        return told;
    }

    /// <summary>Does the same again elsewhere.</summary>
    public static void Replay(IEnumerable<TrafficResult> log, PlanModel plan, SourceSide source, ISqlSession session)
    {
        var scripts = new TrafficScripts(source.Pack, source.Codec);
        session.BeginWrite();
        foreach (var done in log.Select(result => result.Event).Where(done => string.Equals(done.Source, source.Model.Name, StringComparison.Ordinal)))
        {
            var site = plan.Sites.First(site => string.Equals(site.Name, done.Site, StringComparison.Ordinal));
            scripts.Run(session, done.Script, ChannelOf(site), done.Ordinal, done.At);
        }

        session.Commit();
    }

    public void Dispose()
    {
        foreach (var source in _sources.Values) source.Session.Dispose();
    }

    private void Live(SiteModel site, SiteStanding? standing, Instant now)
    {
        if (standing is null or { Phase: < Phase.PurchasesStopped }) Trade(site, now);
        else if (standing.Phase == Phase.PurchasesStopped) WindDown(site, now);
        else if (!standing.HasPassed(Milestone.LastSync)) Times(3, "parcel", site, now);
    }

    /// <summary>All of it or nothing, in one transaction per source.</summary>
    private void InTransaction(Action act)
    {
        foreach (var source in _sources.Values) source.Session.BeginWrite();
        try
        {
            act();
            foreach (var source in _sources.Values) source.Session.Commit();
        }
        catch
        {
            foreach (var source in _sources.Values) source.Session.Rollback();
            throw;
        }
    }

    private void Trade(SiteModel site, Instant now)
    {
        Do("night", site, now);
        Times(2 + _chance.Below(3), "order", site, now);
        Times(2, "send", site, now);
        Times(3, "parcel", site, now);
        if (_chance.Below(4) == 0) Do("return", site, now);
        if (_chance.Below(3) == 0) Do("refund", site, now);
        if (_chance.Below(3) == 0) Do("burn", site, now);
    }

    /// <summary>Between the end of purchases and the close everything else works on.</summary>
    private void WindDown(SiteModel site, Instant now)
    {
        if (_lateOrdered.Add(site.Name)) Do("late_order", site, now);
        Do("night", site, now);
        Do("callback", site, now);
        Times(3, "send", site, now);
        Times(4, "parcel", site, now);
        if (_chance.Below(2) == 0) Do("refund", site, now);
        if (_chance.Below(3) == 0) Do("return", site, now);
    }

    private void Times(int times, string script, SiteModel site, Instant now)
    {
        for (var time = 0; time < times; time++) Do(script, site, now);
    }

    private void Do(string script, SiteModel site, Instant now)
    {
        var (side, scripts, session) = _sources[site.Source];
        if (!scripts.Has(session.Dialect, script)) return;
        var happened = scripts.Run(session, script, ChannelOf(site), ++_ordinal, now);
        _log.Add(new TrafficResult(new TrafficEvent(script, side.Model.Name, site.Name, _ordinal, now), happened));
    }

    private static string ChannelOf(SiteModel site) => site.Channels.Count > 0 ? site.Channels[0] : "";
}
