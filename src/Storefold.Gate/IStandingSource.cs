using Storefold.Redirects;
using Storefold.Scheduling;

namespace Storefold.Gate;

/// <summary>What the journal says at one moment.</summary>
/// <param name="Passed">Milestones that were passed.</param>
/// <param name="Promises">Hours that the public was told.</param>
/// <param name="Redirects">The redirects; null while they are the ones that were read last.</param>
public sealed record StandingFacts(
    IReadOnlyList<PassedMilestone> Passed, IReadOnlyList<Promise> Promises, RedirectMap? Redirects);

/// <summary>Reads the journal for the gate, which knows no database. Called by one thread at a time, once a second at most.</summary>
public interface IStandingSource
{
    /// <summary>What the journal says now; the first answer holds redirects.</summary>
    /// <exception cref="Packs.Sql.StoreException">The journal cannot be read; the gate goes on with what it knows.</exception>
    StandingFacts Read();
}
