using NodaTime;
using Storefold.Deciding;
using Storefold.Gate;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Redirects;
using Storefold.Scheduling;

namespace Storefold.Cli.Serving;

/// <summary>
/// Reads the target's journal for the gate. The redirects are compiled again only when they were rebuilt. Where none were
/// ever built they are made in memory from the source, as a preview; where the source is gone, there are none.
/// </summary>
/// <param name="fold">The plan with its packs.</param>
/// <param name="connections">The drivers.</param>
/// <param name="at">The instant at which a clock stands still: milestones before it count as passed. Null: the journal says.</param>
/// <param name="report">Where it says what could not be had.</param>
internal sealed class JournalStandings(Fold fold, IConnections connections, Instant? at, Action<string> report) : IStandingSource
{
    private long _build = -1;

    /// <inheritdoc/>
    public StandingFacts Read()
    {
        using var session = connections.Open(fold.Target.Model.Connection, SessionUse.Read);
        session.BeginSnapshot();
        var redirects = RedirectsOf(session);
        if (at is { } still && fold.Plan.Timetable is { } timetable)
            return new StandingFacts(Standings.AsPlanned(timetable, still), [], redirects);
        var book = new MilestoneBook(session);
        return new StandingFacts(book.Passed(), book.Promises(), redirects);
    }

    private RedirectMap? RedirectsOf(ISqlSession session)
    {
        var build = RedirectBook.LastBuild(session);
        if (build == _build) return null;
        var first = _build < 0;
        _build = build;
        var routes = fold.Target.Pack.Routes.Target;
        if (Journal.Peek(session, fold.Plan.Retirement) is not null && RedirectBook.Load(session, fold.Plan, routes) is { } kept) return kept;
        return first ? Preview() : null;
    }

    private RedirectMap Preview()
    {
        try
        {
            report("no redirects are in the journal yet: they are made in memory, for looking at");
            return RedirectBook.Preview(fold.Plan, GateSetup.SourcesOf(fold.Sources), GateSetup.TargetOf(fold.Target), connections);
        }
        catch (StoreException gone)
        {
            report($"no redirects can be made either: {gone.Message}");
            return RedirectMap.Empty(fold.Plan, fold.Target.Pack.Routes.Target);
        }
    }
}
