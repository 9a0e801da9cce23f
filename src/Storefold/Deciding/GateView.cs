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
    /// <summary>Which site or app answers an address; made from the plan once and kept by <c>with</c>.</summary>
    internal HostTable Hosts { get; } = new(Plan);
}
