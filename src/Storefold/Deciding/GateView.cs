using NodaTime;
using Storefold.Packs.Routes;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Everything that a decision rests on, at one instant: immutable, and swapped whole. Requests that are being decided keep
/// the view that they began with.
/// </summary>
/// <param name="Plan">The plan.</param>
/// <param name="Standings">Where each retiring site stands, by name.</param>
/// <param name="Redirects">Where old addresses lead.</param>
/// <param name="Routes">What the addresses of each site mean, by name of the site; a site may be missing.</param>
/// <param name="Rehearsing">True where nothing may be remembered by browsers: redirects are 302.</param>
public sealed record GateView(
    PlanModel Plan, IReadOnlyDictionary<string, SiteStanding> Standings, RedirectMap Redirects,
    IReadOnlyDictionary<string, SourceRoutes> Routes, bool Rehearsing = false)
{
    /// <summary>The view at an instant.</summary>
    /// <param name="plan">A plan with a timetable; without one nothing ever begins.</param>
    /// <param name="passed">What the journal says was passed, or <see cref="Scheduling.Standings.AsPlanned"/>.</param>
    /// <param name="promises">What the public was told.</param>
    /// <param name="redirects">Where old addresses lead.</param>
    /// <param name="routes">What the addresses of each site mean.</param>
    /// <param name="now">The instant.</param>
    /// <param name="rehearsing">True in a rehearsal.</param>
    public static GateView At(
        PlanModel plan, IReadOnlyList<PassedMilestone> passed, IReadOnlyList<Promise> promises, RedirectMap redirects,
        IReadOnlyDictionary<string, SourceRoutes> routes, Instant now, bool rehearsing = false) =>
        new(plan, StandingsOf(plan, passed, promises, now), redirects, routes, rehearsing);

    /// <summary>The same at another instant.</summary>
    public GateView MovedTo(IReadOnlyList<PassedMilestone> passed, IReadOnlyList<Promise> promises, Instant now) =>
        this with { Standings = StandingsOf(Plan, passed, promises, now) };

    private static Dictionary<string, SiteStanding> StandingsOf(
        PlanModel plan, IReadOnlyList<PassedMilestone> passed, IReadOnlyList<Promise> promises, Instant now) =>
        plan.Timetable is not { } timetable
            ? []
            : plan.RetiringSites.ToDictionary(
                site => site.Name, site => Scheduling.Standings.Of(timetable, site, passed, promises, now), StringComparer.Ordinal);

    /// <summary>Which site or app answers an address; made from the plan once and kept by <c>with</c>.</summary>
    internal HostTable Hosts { get; } = new(Plan);
}
