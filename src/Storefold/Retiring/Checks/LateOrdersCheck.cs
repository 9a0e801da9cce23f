using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>How many orders arrived after purchases had stopped. They are moved all the same; somebody ought to look at them.</summary>
internal sealed class LateOrdersCheck(RetirementSetup setup) : IMilestoneCheck
{
    public bool Concerns(Milestone milestone) => DataMove.Moves(milestone);

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel)
    {
        var orders = TargetJournal.Read(setup.Connections, setup.Plan, session => new MilestoneBook(session).LateOrders().Count);
        var found = orders == 0
            ? "No order arrived after purchases stopped."
            : $"{orders} orders arrived after purchases stopped: storefold status PLAN lists them.";
        return Task.FromResult<IReadOnlyList<CheckResult>>([new CheckResult("orders_after_stop", true, found)]);
    }
}
