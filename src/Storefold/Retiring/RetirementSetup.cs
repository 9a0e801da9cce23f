using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Retiring;

/// <summary>Everything that a retirement works with.</summary>
/// <param name="Plan">The plan; it has a timetable.</param>
/// <param name="Sources">Its sources, in its order.</param>
/// <param name="Target">Its target.</param>
/// <param name="Connections">The drivers.</param>
/// <param name="Time">The clock: the real one, or a rehearsal's.</param>
public sealed record RetirementSetup(
    PlanModel Plan, IReadOnlyList<SourceSide> Sources, TargetSide Target, IConnections Connections, TimeProvider Time)
{
    /// <summary>Where tests let a process die.</summary>
    public IPausePoints Pause { get; init; } = NoPausePoints.Instance;

    /// <summary>Steps beside the built-in data moves, in the order in which they are done.</summary>
    public IReadOnlyList<IMilestoneStep> Steps { get; init; } = [];

    /// <summary>Checks beside the built-in ones.</summary>
    public IReadOnlyList<IMilestoneCheck> Checks { get; init; } = [];

    /// <summary>Who is told.</summary>
    public IRetirementObserver Observer { get; init; } = NoRetirementObserver.Instance;
}
