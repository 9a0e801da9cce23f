using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>
/// Sides of an entry. Customers' accounts are what the shop owes: a credit gives points, a debit takes them.
/// </summary>
public enum LedgerSide
{
    /// <summary>Takes from the account.</summary>
    Debit,

    /// <summary>Gives to the account.</summary>
    Credit,
}

/// <summary>How far a posting has come.</summary>
public enum PostingState
{
    /// <summary>Booked, not spendable: points that activate later.</summary>
    Pending,

    /// <summary>Final.</summary>
    Posted,

    /// <summary>Undone before it was final: its order was cancelled. Counts nowhere.</summary>
    Voided,
}

/// <summary>One line of a posting.</summary>
/// <param name="Account">Name of the account, see <see cref="Ledger"/>.</param>
/// <param name="Unit">Unit of the amount: <c>source:PROGRAMME</c> or <c>target:PROGRAMME</c>.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="Amount">Exact and above 0.</param>
public sealed record LedgerEntry(string Account, string Unit, LedgerSide Side, Rational Amount);

/// <summary>Entries that stand or fall together. In every unit its debits equal its credits.</summary>
/// <param name="Key">Unique: idempotency key of the conversion and what is booked.</param>
/// <param name="State">Pending or posted when made.</param>
/// <param name="Entries">The lines.</param>
public sealed record Posting(string Key, PostingState State, IReadOnlyList<LedgerEntry> Entries);

/// <summary>
/// The double-entry postings of a conversion (L2). Points leave the source through its liquidity account and enter the
/// target through its own; what rounding gives or takes has an account to itself, so that liquidity on both sides stays
/// in the exact ratio of the rate. One posting per lot, so that a pending lot can be voided alone, rounding included.
/// </summary>
public static class Ledger
{
    /// <summary>Where expired points go.</summary>
    public const string SourceExpired = "source:expired";

    /// <summary>Where negative balances go that the plan writes off.</summary>
    public const string SourceWrittenOff = "source:written_off";

    /// <summary>Where the difference between exact and whole target points comes from.</summary>
    public const string TargetRounding = "target:rounding";

    /// <summary>The customer's points in the source.</summary>
    public static string SourceCustomer(string account) => "source:customer:" + account;

    /// <summary>Points that left the source.</summary>
    public static string SourceLiquidity(string programme) => "source:liquidity:" + programme;

    /// <summary>Points that the target took over.</summary>
    public static string TargetLiquidity(string programme) => "target:liquidity:" + programme;

    /// <summary>The customer's points in the target.</summary>
    public static string TargetCustomer(string account) => "target:customer:" + account;

    /// <summary>Unit of a programme of the source.</summary>
    public static string SourceUnit(string programme) => "source:" + programme;

    /// <summary>Unit of a programme of the target.</summary>
    public static string TargetUnit(string programme) => "target:" + programme;

    /// <summary>The postings of a conversion; nothing is posted where nothing moves.</summary>
    public static IReadOnlyList<Posting> Postings(Conversion conversion)
    {
        var unit = SourceUnit(conversion.Programme);
        var customer = SourceCustomer(conversion.Account);
        var postings = new List<Posting>();
        Add(postings, conversion, "expired", false,
            Move(customer, SourceExpired, unit, Rational.Of(conversion.Expired)));
        Add(postings, conversion, "written_off", false,
            Move(customer, SourceWrittenOff, unit, Rational.Of(conversion.WrittenOff)));
        foreach (var lot in conversion.Lots)
        {
            var exact = Rational.Of(lot.SourcePoints) * conversion.Rate;
            Add(postings, conversion, "lot/" + lot.SourceKey, lot.Pending,
                [
                    .. Move(customer, SourceLiquidity(conversion.Programme), unit, Rational.Of(lot.SourcePoints)),
                    .. Credit(conversion.Into, conversion.Account, exact, Rational.Of(lot.Points)),
                ]);
        }

        return postings;
    }

    /// <summary>The posting of a late entry (L14), which has a life of its own beside the conversion.</summary>
    public static Posting Posting(LateDelta delta) => new(delta.IdempotencyKey, PostingState.Posted,
        [
            .. Move(SourceCustomer(delta.Account), SourceLiquidity(delta.Programme), SourceUnit(delta.Programme),
                Rational.Of(delta.SourcePoints)),
            .. Credit(delta.Into, delta.Account, delta.Exact, Rational.Of(delta.Target)),
        ]);

    private static LedgerEntry[] Credit(string into, string account, Rational exact, Rational whole) =>
        [
            .. Move(TargetLiquidity(into), TargetCustomer(account), TargetUnit(into), exact),
            .. Move(TargetRounding, TargetCustomer(account), TargetUnit(into), whole - exact),
        ];

    // A negative amount goes the other way; entries themselves are always above 0.
    private static LedgerEntry[] Move(string from, string to, string unit, Rational amount)
    {
        if (amount == Rational.Zero) return [];
        var (debit, credit, size) = amount > Rational.Zero ? (from, to, amount) : (to, from, -amount);
        return [new(debit, unit, LedgerSide.Debit, size), new(credit, unit, LedgerSide.Credit, size)];
    }

    private static void Add(
        List<Posting> postings, Conversion conversion, string what, bool pending, IReadOnlyList<LedgerEntry> entries)
    {
        if (entries.Count == 0) return;
        var state = pending ? PostingState.Pending : PostingState.Posted;
        postings.Add(new Posting($"{conversion.IdempotencyKey}/{what}", state, entries));
    }
}
