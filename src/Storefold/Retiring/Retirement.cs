using NodaTime;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>
/// Drives a retirement through its timetable: whoever calls <see cref="AdvanceAsync"/> at a later hour gets everything done
/// that has fallen due, in order. It keeps nothing between calls that is not in the journal, so a process may die anywhere
/// and the next one goes on; <c>run</c> calls it on the real clock, a rehearsal on a simulated one.
/// </summary>
public sealed class Retirement
{
    /// <summary>A clock may be set back by this much, as time servers do; further back, nothing is done.</summary>
    public static readonly Duration ClockTolerance = Duration.FromSeconds(2);

    private readonly RetirementSetup _setup;
    private readonly TimetableModel _timetable;
    private readonly DataMove _move;
    private readonly EventRun _run;

    /// <summary>A retirement of a plan with a timetable.</summary>
    /// <exception cref="ArgumentException">The plan has no timetable.</exception>
    public Retirement(RetirementSetup setup)
    {
        _setup = setup;
        _timetable = setup.Plan.Timetable ?? throw new ArgumentException("The plan has no timetable.", nameof(setup));
        Events = Timetable.EventsOf(_timetable);
        _move = new DataMove(setup, _timetable);
        _run = new EventRun(setup, _move, [.. BuiltInChecks.For(setup, _move), .. setup.Checks]);
    }

    /// <summary>All events of the plan, by instant and then in the order of the milestones.</summary>
    public IReadOnlyList<MilestoneEvent> Events { get; }

    private Instant Now => Instant.FromDateTimeOffset(_setup.Time.GetUtcNow());

    /// <summary>Events that were over before anybody drove this retirement; empty once it has been driven.</summary>
    public IReadOnlyList<MilestoneEvent> PastOnFirstRun() => TargetJournal.Read(_setup.Connections, _setup.Plan, session =>
        new MilestoneBook(session).ClockSeen is null ? [.. Events.Where(one => one.At < Now)] : Array.Empty<MilestoneEvent>());

    /// <summary>
    /// Does everything that is due, in order: per event its data, its steps, its checks, and then it is passed or held back. What
    /// was held back before is tried again. Events that wait for one that is held back are left for a later call; those
    /// that come with the clock never wait.
    /// </summary>
    /// <exception cref="GuardException">The clock shows less than it did before; nothing was done.</exception>
    /// <exception cref="StoreException">A database failed; what is committed stays, and the same call goes on.</exception>
    public async Task<RetirementState> AdvanceAsync(CancellationToken cancel)
    {
        Begin();
        var outcomes = new List<MilestoneOutcome>();
        var tried = new HashSet<(Milestone, Instant)>();
        while (NextDue(tried) is { } due)
        {
            cancel.ThrowIfCancellationRequested();
            tried.Add((due.Milestone, due.At));
            outcomes.Add(await _run.RunAsync(due, cancel));
        }

        return Look() with { Outcomes = outcomes };
    }

    /// <summary>
    /// Catches up between milestones. Points and coupons stay where they are until their own milestone.
    /// </summary>
    /// <returns>Null outside the time between notice and last catch-up.</returns>
    /// <exception cref="GuardException">The clock shows less than before, or a guard of the plan stopped the transfer.</exception>
    /// <exception cref="StoreException">A database failed; what is committed stays, and the same call goes on.</exception>
    public async Task<TransferResult?> SyncAsync(CancellationToken cancel)
    {
        Begin();
        return TargetJournal.Read(_setup.Connections, _setup.Plan, session => Agenda(new MilestoneBook(session))).MaySync
            ? await _move.TransferAsync(milestone: null, cancel)
            : null;
    }

    /// <summary>Where it stands; nothing is changed, and a target without a journal is one where nothing has happened.</summary>
    public RetirementState Look() => TargetJournal.Read(_setup.Connections, _setup.Plan, session =>
    {
        var book = new MilestoneBook(session);
        var (passed, promises, agenda, now) = (book.Passed(), book.Promises(), Agenda(book), Now);
        return new RetirementState(
            now, [], [.. _setup.Plan.RetiringSites.Select(site => Standings.Of(_timetable, site, passed, promises, now))],
            book.Passes(), book.Holds(), agenda.Waiting, agenda.NextAt, agenda.NextSyncAt(session, _setup.Plan.Limits), book.LateOrders());
    });

    /// <summary>Whether a person has overridden or confirmed something of what is held back since it was last tried.</summary>
    public bool IsWordGiven(RetirementState state) => state.Held.Count > 0 && TargetJournal.Read(_setup.Connections, _setup.Plan, session =>
        new MilestoneBook(session).Overrides().Any(said => said.UsedAt is null
            && state.Held.Any(held => held.Milestone == said.Milestone && said.At >= held.At)));

    /// <summary>Refuses a clock that jumped back, and notes what the public is told from now on.</summary>
    private void Begin()
    {
        TargetJournal.Write(_setup.Connections, _setup.Plan, (session, _) =>
        {
            var (book, now) = (new MilestoneBook(session), Now);
            if (book.ClockSeen is { } seen && now < seen - ClockTolerance)
            {
                throw new GuardException(
                    $"The clock shows {now}, but this retirement was driven at {seen} already: nothing is done on a clock that jumped back.",
                    "set this machine's clock right (NTP), then type the same command again");
            }

            if (book.ClockSeen is not { } last || now > last) book.SeeClock(now);
            PublicPromises.Tell(book, _setup.Plan, _timetable, now);
            return true;
        });
        _setup.Pause.Reached("advance.begun");
    }

    private MilestoneEvent? NextDue(HashSet<(Milestone, Instant)> tried) => TargetJournal.Read(_setup.Connections, _setup.Plan, session =>
        Agenda(new MilestoneBook(session)).Due.FirstOrDefault(one => !tried.Contains((one.Milestone, one.At))));

    private Agenda Agenda(MilestoneBook book) => Retiring.Agenda.Of(Events, book, Now);
}
