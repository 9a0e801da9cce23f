using NodaTime;
using Storefold.Certifying;
using Storefold.Planning;
using Storefold.Rehearsing.People;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>One milestone of a rehearsal.</summary>
/// <param name="Event">The milestone.</param>
/// <param name="Outcome">What became of it last; null where it was never tried, because it waited for one that is held back.</param>
/// <param name="Took">How long it took on this machine; no part of what a seed repeats.</param>
public sealed record RehearsedEvent(MilestoneEvent Event, MilestoneOutcome? Outcome, TimeSpan Took)
{
    /// <summary>Whether it passed.</summary>
    public bool Passed => Outcome is { Passed: true };
}

/// <summary>An order that was placed after purchases had stopped.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Site">Its site.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Detail">What is known of it; empty where nothing is.</param>
public sealed record OrderAfterStop(string Number, string Site, Instant At, string Detail);

/// <summary>What needed a person.</summary>
/// <param name="What">What it was.</param>
/// <param name="Detail">What was done about it in the rehearsal, or is to be done.</param>
public sealed record NeededPerson(string What, string Detail);

/// <summary>A post that would have gone out.</summary>
/// <param name="At">When.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Text">What it says.</param>
public sealed record RehearsedPost(Instant At, string Channel, string Text);

/// <summary>The redirects as they were built last.</summary>
/// <param name="Pages">Old addresses.</param>
/// <param name="Orders">Orders whose links are known.</param>
public sealed record RedirectsBuilt(int Pages, int Orders);

/// <summary>Everything that a rehearsal found.</summary>
/// <param name="Plan">The plan of the rehearsal's folder.</param>
/// <param name="Seed">Seed of the traffic.</param>
/// <param name="Events">All milestones, in order.</param>
/// <param name="Traffic">What others did in the sources, in order.</param>
/// <param name="SilentSources">Sources whose pack has no traffic.</param>
/// <param name="People">What each kind of person saw.</param>
/// <param name="Certificate">The certificate, or null.</param>
/// <param name="Complaints">Why it was not issued; empty when it was.</param>
/// <param name="LateOrders">Orders after the stop.</param>
/// <param name="Needed">What needed a person.</param>
/// <param name="Posts">What would have been posted.</param>
/// <param name="Redirects">The redirects that were built; null where none were.</param>
/// <param name="Kept">The proofs of the sites that go on.</param>
/// <param name="SyncStops">What stopped a catch-up between milestones.</param>
public sealed record RehearsalResult(
    PlanModel Plan, int Seed, IReadOnlyList<RehearsedEvent> Events, IReadOnlyList<TrafficResult> Traffic, IReadOnlyList<string> SilentSources,
    IReadOnlyList<(Persona Persona, IReadOnlyList<Sighting> Sightings)> People, Certificate? Certificate, IReadOnlyList<string> Complaints,
    IReadOnlyList<OrderAfterStop> LateOrders, IReadOnlyList<NeededPerson> Needed, IReadOnlyList<RehearsedPost> Posts,
    RedirectsBuilt? Redirects, IReadOnlyList<KeptProof> Kept, IReadOnlyList<string> SyncStops)
{
    /// <summary>Whether every milestone passed.</summary>
    public bool AllPassed => Events.All(one => one.Passed);

    /// <summary>Whether the books balance and the certificate could be issued.</summary>
    public bool Balances => Certificate is not null && Complaints.Count == 0;

    /// <summary>Whether the sites that go on were left alone.</summary>
    public bool KeptAlone => Kept.All(proof => proof.Holds);

    /// <summary>Whether the retirement may be carried out as planned.</summary>
    public bool Succeeded => AllPassed && Balances && KeptAlone;
}
