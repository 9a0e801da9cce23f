using NodaTime;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Shop;
using Storefold.Verification;

namespace Storefold.Retiring;

/// <summary>
/// The data of a milestone: a transfer, and where the sites are about to go a verification. Points and coupons stay out of
/// every transfer until their own milestone has come, because a customer must find them on one side only.
/// </summary>
internal sealed class DataMove(RetirementSetup setup, TimetableModel timetable)
{
    /// <summary>What the last transfer did; null where it did not come to its end.</summary>
    public TransferResult? Moved { get; private set; }

    /// <summary>What the last verification found; null where there was none.</summary>
    public VerificationResult? Verified { get; private set; }

    /// <summary>True when points or coupons move only later, so that the target cannot be complete yet.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Why transfer or verification stopped; null when they did not.</summary>
    public GuardException? Stopped { get; private set; }

    /// <summary>Whether a milestone moves data.</summary>
    public static bool Moves(Milestone milestone) => milestone is Milestone.PurchasesStop or Milestone.LoyaltyMoves
        or Milestone.CouponsMove or Milestone.Close or Milestone.LastSync;

    /// <summary>Whether both sides are read back at a milestone.</summary>
    public static bool Verifies(Milestone milestone) => milestone is Milestone.Close or Milestone.LastSync;

    /// <summary>Does what belongs to a milestone. A guard that stops it is kept for the checks.</summary>
    public async Task RunAsync(MilestoneEvent due, CancellationToken cancel)
    {
        (Moved, Verified, Stopped, IsPartial) = (null, null, null, false);
        try
        {
            if (Moves(due.Milestone))
            {
                setup.Observer.Doing(due, "transfer");
                Moved = await CatchUpAsync(due, cancel);
            }

            IsPartial = Verifies(due.Milestone) && EntitiesAt(due.Milestone).Count > 0;
            if (!Verifies(due.Milestone) || IsPartial) return;
            setup.Pause.Reached("milestone.transferred");
            setup.Observer.Doing(due, "verification");
            Verified = await Verifier.RunAsync(setup.Plan, setup.Sources, setup.Target, setup.Connections, report: null, cancel);
        }
        catch (GuardException guard)
        {
            Stopped = guard;
        }
    }

    /// <summary>Moves what may move by now.</summary>
    /// <param name="milestone">The milestone that is being carried out; null between milestones.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="GuardException">A guard of the plan stopped it.</exception>
    public async Task<TransferResult> TransferAsync(Milestone? milestone, CancellationToken cancel)
    {
        var result = await Transfer.RunAsync(
            setup.Plan, setup.Sources, setup.Target, setup.Connections, new TransferOptions(EntitiesAt(milestone), DryRun: false, setup.Plan.Limits.Workers),
            setup.Time, setup.Pause, setup.Observer.Moving, cancel);
        new LateOrders(setup, timetable).Collect();
        return result;
    }

    /// <summary>
    /// A run that a killed process began before the milestone's hour has not seen what came since in the entities that it was
    /// done with: it is finished, and another one visits everything.
    /// </summary>
    private async Task<TransferResult> CatchUpAsync(MilestoneEvent due, CancellationToken cancel)
    {
        while (true)
        {
            var result = await TransferAsync(due.Milestone, cancel);
            if (!result.Resumed || StartOf(result.Run) >= due.At) return result;
        }
    }

    private Instant StartOf(long run) => TargetJournal.Read(setup.Connections, setup.Plan, session =>
        new JournalReader(session).LastFinished() is { } last && last.Id == run
            ? Instant.FromDateTimeOffset(last.StartedAt)
            : Instant.MinValue);

    private List<string> EntitiesAt(Milestone? milestone) =>
        TargetJournal.Read(setup.Connections, setup.Plan, session => Entities(new MilestoneBook(session), milestone));

    /// <summary>The entities that may move, in ordinal order; empty for all.</summary>
    private List<string> Entities(MilestoneBook book, Milestone? current)
    {
        bool Come(Milestone milestone) => current == milestone || timetable.Find(milestone) is null || book.HasPassed(milestone);
        List<EntityDef> later = [];
        if (!Come(Milestone.LoyaltyMoves)) later.Add(ShopModel.Loyalty);
        if (!Come(Milestone.CouponsMove)) later.AddRange([ShopModel.Coupon, ShopModel.StoredValue]);
        return later.Count == 0 ? [] : [.. ShopModel.Entities.Except(later).Select(def => def.Name).Order(StringComparer.Ordinal)];
    }
}
