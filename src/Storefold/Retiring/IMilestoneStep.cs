using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>
/// Something to be done at a milestone, after its data has moved and before its checks are asked. It may run again, after a
/// kill or when the milestone was held back, and then has to come to the same.
/// </summary>
public interface IMilestoneStep
{
    /// <summary>Name, in lower case with underscores: the code under which its refusal holds the milestone back.</summary>
    string Name { get; }

    /// <summary>Whether it belongs to a milestone.</summary>
    bool Concerns(Milestone milestone);

    /// <summary>Does it.</summary>
    /// <exception cref="Engine.GuardException">It must not be done as things stand: the milestone is held back.</exception>
    Task RunAsync(MilestoneEvent due, CancellationToken cancel);
}
