using Storefold.Loyalty;

namespace Storefold.Certifying.Statements;

/// <summary>The codes that stand in a statement's file.</summary>
internal static class StatementCodes
{
    public static readonly IReadOnlyList<string> Kinds =
        ["orders", "shipments", "reviews", "coupons", "gift_cards", "cases", "wishlist"];

    private static readonly (Outcome Outcome, string Code)[] Outcomes =
    [
        (Outcome.Moved, "moved"), (Outcome.Joined, "joined"), (Outcome.Waits, "waits"), (Outcome.NotMoved, "not_moved"),
        (Outcome.Erased, "erased"),
    ];

    private static readonly (StatementKind Kind, string Code)[] Lines =
    [
        (StatementKind.Moved, "moved"), (StatementKind.Pending, "pending"), (StatementKind.Residual, "residual"),
        (StatementKind.Debt, "debt"), (StatementKind.WrittenOff, "written_off"), (StatementKind.Expired, "expired"),
    ];

    public static string Of(Outcome outcome) => Array.Find(Outcomes, pair => pair.Outcome == outcome).Code;

    public static string Of(StatementKind kind) => Array.Find(Lines, pair => pair.Kind == kind).Code;

    public static Outcome? FindOutcome(string code)
    {
        var at = Array.FindIndex(Outcomes, pair => string.Equals(pair.Code, code, StringComparison.Ordinal));
        return at < 0 ? null : Outcomes[at].Outcome;
    }

    public static StatementKind? FindLine(string code)
    {
        var at = Array.FindIndex(Lines, pair => string.Equals(pair.Code, code, StringComparison.Ordinal));
        return at < 0 ? null : Lines[at].Kind;
    }
}
