using Storefold.Loyalty;

namespace Storefold.Tests.Loyalty;

/// <summary>Ways to get L11 wrong; the model check must find each.</summary>
public enum BrokenStep
{
    None,
    DebitWithoutLooking,
    DebitTwice,
    CreditTwice,
    CreditFirst,
    LookAgainInsteadOfRepeating,
}

/// <summary>
/// One account, its customer, both shops and the engine. The engine does a step and journals it in two moves, and may
/// crash before, between and after; burns that passed the block before it stood land whenever they like.
/// </summary>
internal readonly record struct TransferWorld(
    int Source, bool Blocked, int Debit, int Target, int Credit, int InFlight, int SpentInSource, int SpentInTarget,
    TransferState Journal, int Snapshot, TransferEvent? Done, int Seen)
{
    public const int Nothing = -1;

    public static TransferWorld Start(int balance) =>
        new(balance, false, Nothing, 0, Nothing, 0, 0, 0, TransferState.Open, Nothing, null, Nothing);

    public IEnumerable<TransferWorld> Moves(BrokenStep broken)
    {
        if (!Blocked && Source > 0) yield return this with { Source = Source - 1, SpentInSource = SpentInSource + 1 };
        if (!Blocked && InFlight < 3) yield return this with { InFlight = InFlight + 1 };
        if (InFlight > 0) yield return Land();
        if (Target > 0) yield return this with { Target = Target - 1, SpentInTarget = SpentInTarget + 1 };

        if (Done is not null)
        {
            yield return Write(broken);
            yield return this with { Done = null, Seen = Nothing };
            yield break;
        }

        if (TransferMachine.Attempt(Journal) is { } attempt) yield return Attempt(attempt, broken);
        if (Journal == TransferState.Frozen)
        {
            yield return this with { Journal = TransferMachine.Next(Journal, TransferEvent.Thaw) };
        }

        if (Journal == TransferState.Open && Blocked) yield return this with { Blocked = false };
    }

    /// <summary>What is wrong with this state, or null.</summary>
    public string? Fault(int balance)
    {
        var inTransit = Debit >= 0 && Credit < 0 ? Debit : 0;
        if (SpentInSource + SpentInTarget > balance) return "more was spent than there was";
        if (Source > 0 && Target > 0) return "points are there on both sides";
        if (Source + SpentInSource + inTransit + Target + SpentInTarget != balance) return "points were lost or made";
        if (Target > 0 && TransferMachine.Spendable(Journal) == SpendingSide.Source) return "the journal does not know";
        var closed = TransferMachine.Spendable(Journal) == SpendingSide.Target;
        return closed && Source > 0 ? "closed before it was empty" : null;
    }

    private TransferWorld Land() => Source > 0
        ? this with { InFlight = InFlight - 1, Source = Source - 1, SpentInSource = SpentInSource + 1 }
        : this with { InFlight = InFlight - 1 };

    private TransferWorld Attempt(TransferEvent attempt, BrokenStep broken)
    {
        switch (attempt)
        {
            case TransferEvent.Freeze:
                return this with { Blocked = true, Done = attempt };
            case TransferEvent.Snapshot:
                return this with { Seen = Source, Done = attempt };
            case TransferEvent.Debit when broken == BrokenStep.CreditFirst && Credit < 0:
                return this with { Target = Target + Snapshot, Credit = Snapshot };
            case TransferEvent.Debit when broken == BrokenStep.LookAgainInsteadOfRepeating && Debit >= 0:
                return this with { Snapshot = Source, Done = TransferEvent.Debit };
            case TransferEvent.Debit when Debit >= 0 && broken != BrokenStep.DebitTwice:
                return this with { Done = attempt };
            case TransferEvent.Debit when Source != Snapshot
                && broken is not (BrokenStep.DebitWithoutLooking or BrokenStep.CreditFirst):
                return this with { Done = TransferEvent.DebitRefused };
            case TransferEvent.Debit:
                return this with { Source = Math.Max(0, Source - Snapshot), Debit = Snapshot, Done = attempt };
            case TransferEvent.Credit when Credit >= 0 && broken != BrokenStep.CreditTwice:
                return this with { Done = attempt };
            case TransferEvent.Credit:
                return this with { Target = Target + Snapshot, Credit = Snapshot, Done = attempt };
            default:
                return this with { Done = attempt };
        }
    }

    private TransferWorld Write(BrokenStep broken)
    {
        var happened = Done.GetValueOrDefault();
        var next = this with { Journal = TransferMachine.Next(Journal, happened), Done = null, Seen = Nothing };
        return happened switch
        {
            TransferEvent.Snapshot => next with { Snapshot = Seen },
            TransferEvent.DebitRefused => next with { Snapshot = Nothing },
            _ => next,
        };
    }
}
