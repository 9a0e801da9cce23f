using NodaTime;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>Everything that a rehearsal works with. All databases are copies.</summary>
/// <param name="Plan">The plan of the rehearsal's folder; it has a timetable.</param>
/// <param name="Sources">Its sources.</param>
/// <param name="Target">Its target.</param>
/// <param name="Connections">The drivers.</param>
/// <param name="Copies">Copies databases once more, for the proof of the kept sites.</param>
/// <param name="Folder">The rehearsal's folder.</param>
/// <param name="Seed">Seed of the traffic.</param>
/// <param name="Real">The real clock, only for saying how long things took.</param>
public sealed record RehearsalSetup(
    PlanModel Plan, IReadOnlyList<SourceSide> Sources, TargetSide Target, IConnections Connections, IDatabaseCopies Copies, string Folder,
    int Seed, TimeProvider Real)
{
    /// <summary>Who is told.</summary>
    public IRehearsalObserver Observer { get; init; } = new NobodyLooks();

    /// <summary>Checks beside the built-in ones.</summary>
    public IReadOnlyList<IMilestoneCheck> Checks { get; init; } = [];

    private sealed class NobodyLooks : IRehearsalObserver;
}

/// <summary>Is told what a rehearsal does, while it does it. Nothing depends on it.</summary>
public interface IRehearsalObserver
{
    /// <summary>The simulated clock shows this now, and something is being done.</summary>
    void Doing(Instant now, string what)
    {
    }

    /// <summary>A transfer goes on.</summary>
    void Moving(TransferProgress progress)
    {
    }

    /// <summary>A milestone was passed or is held back.</summary>
    void Settled(MilestoneOutcome outcome)
    {
    }
}
