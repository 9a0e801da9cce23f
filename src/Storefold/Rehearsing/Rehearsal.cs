using NodaTime;
using Storefold.Certifying;
using Storefold.Deciding;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Notices;
using Storefold.Packs.Routes;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Rehearsing.People;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>
/// Plays a whole retirement on a simulated clock, over copies: every milestone in its order, by the same driver that carries
/// it out for real, while others go on using the shops; people ask the gate before and after each. Nothing is posted, sent or
/// asked outside. The same seed and the same copies give the same rehearsal.
/// </summary>
public sealed class Rehearsal : IRetirementObserver, IPausePoints, IDisposable
{
    private readonly RehearsalSetup _setup;
    private readonly SimulatedClock _clock;
    private readonly Retirement _retirement;
    private readonly Traffic _traffic;
    private readonly KeptProver _prover;
    private readonly CertificateStep _certificate;
    private readonly Announcements _announcements;
    private readonly NoticeDesk _desk;
    private readonly IReadOnlyDictionary<string, SourceRoutes> _routes;
    private readonly Gallery _gallery = new();
    private readonly Dictionary<MilestoneEvent, MilestoneOutcome> _outcomes = [];
    private readonly Dictionary<MilestoneEvent, TimeSpan> _took = [];
    private readonly List<string> _syncStops = [];
    private RedirectMap? _redirects;
    private long _begun;
    private bool _burntWhileFrozen;

    private Rehearsal(RehearsalSetup setup)
    {
        _setup = setup;
        var timetable = setup.Plan.Timetable ?? throw new ArgumentException("The plan has no timetable.", nameof(setup));
        _clock = new SimulatedClock(Beat.Start(Timetable.EventsOf(timetable)).ToDateTimeOffset());
        _certificate = new CertificateStep(
            new CertificateDesk(setup.Plan, setup.Sources, setup.Target, setup.Connections, _clock), setup.Folder,
            CertificateDesk.KeyFileIn(setup.Folder));
        _routes = GateSetup.RoutesOf(setup.Plan, setup.Sources);
        _desk = NoticeDesk.Load(setup.Plan, out _);
        _announcements = new Announcements(setup, _desk, _clock);
        var driven = new RetirementSetup(setup.Plan, setup.Sources, setup.Target, setup.Connections, _clock)
        {
            Pause = this, Observer = this, Checks = [new DomainsNotAsked(), .. setup.Checks],
        };
        _retirement = new Retirement(driven with { Steps = [new RedirectStep(driven), _certificate] });
        MarkAsRehearsal();
        _prover = new KeptProver(setup);
        _traffic = new Traffic(setup);
    }

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    /// <summary>Rehearses.</summary>
    /// <exception cref="GuardException">The target belongs to a retirement that is under way already.</exception>
    /// <exception cref="StoreException">A database failed.</exception>
    public static async Task<RehearsalResult> RunAsync(RehearsalSetup setup, CancellationToken cancel)
    {
        using var rehearsal = new Rehearsal(setup);
        return await rehearsal.RunAsync(cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traffic.Dispose();
        _prover.Dispose();
    }

    private async Task<RehearsalResult> RunAsync(CancellationToken cancel)
    {
        var links = OrderLinks();
        foreach (var beat in Beat.Of(_retirement.Events))
        {
            cancel.ThrowIfCancellationRequested();
            _clock.MoveTo(beat.At.ToDateTimeOffset());
            await PlayAsync(beat, cancel);
        }

        _setup.Observer.Doing(Now, "the sites that go on are compared");
        var crowd = new Crowd(_setup.Plan, _routes, Redirects(), links);
        return new RehearsalResult(
            _setup.Plan, _setup.Seed, [.. _retirement.Events.Select(Rehearsed)], _traffic.Log, [.. _traffic.Silent],
            _gallery.Visit(crowd.All(), _desk), _certificate.Stated?.Certificate, Complaints(), Aftermath.LateOrders(_setup, _traffic.Log),
            Aftermath.Needed(_setup, _announcements.Approved, _outcomes.Values), _announcements.Posts, RedirectsBuilt(),
            _prover.Prove(_traffic.Log), _syncStops);
    }

    private async Task PlayAsync(Beat beat, CancellationToken cancel)
    {
        switch (beat.Kind)
        {
            case BeatKind.Tick:
                var standings = StandingsByName();
                _traffic.Live(beat.At, standings);
                await _announcements.RunAsync(standings.Values, cancel);
                if (beat.CatchesUp) await CatchUpAsync(cancel);
                break;
            case BeatKind.Eve:
                if (beat.Has(Milestone.LoyaltyMoves)) BurnEverywhere();
                if (beat.Has(Milestone.SourceErased)) Confirm();
                _gallery.Hang(beat.At, View());
                break;
            case BeatKind.Hour:
                if (beat.Has(Milestone.LoyaltyMoves)) BurnEverywhere();
                await AdvanceAsync(cancel);
                break;
            default:
                if (beat.Has(Milestone.LoyaltyMoves)) BurnEverywhere();
                // What holds in the second after a milestone holds since the milestone.
                _gallery.Hang(beat.Due[0].At, View());
                break;
        }
    }

    private async Task AdvanceAsync(CancellationToken cancel)
    {
        var state = await _retirement.AdvanceAsync(cancel);
        _redirects = null;
        await _announcements.RunAsync(state.Sites, cancel);
    }

    private IReadOnlyList<string> Complaints() =>
        _certificate.Stated?.Complaints ?? ["No certificate was made: the last catch-up was never carried out."];

    private async Task CatchUpAsync(CancellationToken cancel)
    {
        try
        {
            await _retirement.SyncAsync(cancel);
        }
        catch (GuardException guard)
        {
            _syncStops.Add(guard.Message);
        }
    }

    private void BurnEverywhere() => _traffic.Burn(_setup.Plan.RetiringSites.Select(site => site.Name), Now);

    /// <summary>What only a person may confirm, the rehearsal confirms in their stead; the report says so.</summary>
    private void Confirm() => TargetJournal.Write(_setup.Connections, _setup.Plan, (session, _) => new MilestoneBook(session).Override(
        Milestone.SourceErased, MilestoneOverride.Confirmation, Announcements.Approver, "Confirmed so that the rehearsal can go on.", Now));

    private void MarkAsRehearsal()
    {
        using (var session = _setup.Connections.Open(_setup.Target.Model.Connection, SessionUse.Read))
        {
            if (new MilestoneBook(session).ClockSeen is not null)
            {
                throw new GuardException(
                    "This retirement is under way already: it cannot be rehearsed from its beginning any more.",
                    "rehearse with a copy of the target from before storefold run");
            }
        }

        TargetJournal.Write(_setup.Connections, _setup.Plan, (session, _) => Journal.MarkAsRehearsal(session));
    }

    private Dictionary<string, SiteStanding> StandingsByName() =>
        _retirement.Look().Sites.ToDictionary(standing => standing.Site.Name, StringComparer.Ordinal);

    private GateView View() => new(_setup.Plan, StandingsByName(), Redirects(), _routes, Rehearsing: true);

    /// <summary>The redirects as the journal has them; without rows before the close.</summary>
    private RedirectMap Redirects()
    {
        if (_redirects is not null) return _redirects;
        using var session = _setup.Connections.Open(_setup.Target.Model.Connection, SessionUse.Read);
        var routes = _setup.Target.Pack.Routes.Target;
        return _redirects = RedirectBook.Load(session, _setup.Plan, routes) ?? RedirectMap.Empty(_setup.Plan, routes);
    }

    private RedirectsBuilt? RedirectsBuilt() =>
        Redirects() is { Count: > 0 } map ? new RedirectsBuilt(map.Count, map.Orders) : null;

    /// <summary>The link of one old order per retiring site, as its customer was sent it; where the pack can tell one.</summary>
    private Dictionary<string, string> OrderLinks()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var site in _setup.Plan.RetiringSites.Where(site => site.Channels.Count > 0))
        {
            var link = _traffic.Read("links", site, _setup.Seed).FirstOrDefault(row => row.Subject is "order_link");
            if (link is not null) found[site.Name] = link.Detail;
        }

        return found;
    }

    private RehearsedEvent Rehearsed(MilestoneEvent due) =>
        new(due, _outcomes.GetValueOrDefault(due), _took.GetValueOrDefault(due));

    void IRetirementObserver.Begun(MilestoneEvent due)
    {
        _begun = _setup.Real.GetTimestamp();
        _setup.Observer.Doing(Now, due.ToString());
    }

    void IRetirementObserver.Moving(TransferProgress progress) => _setup.Observer.Moving(progress);

    void IRetirementObserver.Settled(MilestoneOutcome outcome)
    {
        // A held milestone is tried again for what is left of it; what counts is what became of it last.
        var planned = _retirement.Events.First(one => one.Milestone == outcome.Event.Milestone && one.At == outcome.Event.At);
        _outcomes[planned] = outcome;
        _took[planned] = _setup.Real.GetElapsedTime(_begun) + _took.GetValueOrDefault(planned);
        _setup.Observer.Settled(outcome);
    }

    /// <summary>The worst moment to spend points: their account is frozen, and nothing has been taken from it yet.</summary>
    void IPausePoints.Reached(string point)
    {
        if (_burntWhileFrozen || point is not "points.frozen") return;
        _burntWhileFrozen = true;
        BurnEverywhere();
    }
}
