using Storefold.Planning;
using Storefold.Rehearsing.People;
using Storefold.Scheduling;

namespace Storefold.Rehearsing.Reporting;

/// <summary>Names for people.</summary>
public static class Words
{
    /// <summary>What happens at a milestone.</summary>
    public static string Of(Milestone milestone) => milestone switch
    {
        Milestone.Notice => "The notice appears",
        Milestone.PurchasesStop => "Purchases stop",
        Milestone.LoyaltyMoves => "Points move",
        Milestone.CouponsMove => "Coupons move",
        Milestone.Close => "The sites close",
        Milestone.LastSync => "The last catch-up",
        Milestone.DomainHandover => "The domains change hands",
        Milestone.ClaimsEnd => "Claims end",
        Milestone.SourceErased => "The source is erased",
        _ => "Redirects end",
    };

    internal static string Of(Phase phase) => phase switch
    {
        Phase.Before => "Before the notice",
        Phase.Announced => "Announced",
        Phase.PurchasesStopped => "Purchases stopped",
        Phase.Closed => "Closed",
        _ => "Redirects ended",
    };

    internal static string ClassOf(Tone tone) => tone switch
    {
        Tone.Shop => "shop",
        Tone.Ours => "ours",
        Tone.Refused => "refused",
        Tone.Moved => "moved",
        _ => "gone",
    };

    /// <summary>What a script of the traffic is called where it is counted.</summary>
    internal static string? Counted(string script, int times) => script switch
    {
        "order" => Plural(times, "order", "orders"),
        "late_order" => Plural(times, "order by another route", "orders by another route"),
        "send" => Plural(times, "parcel sent", "parcels sent"),
        "parcel" => Plural(times, "parcel handed over", "parcels handed over"),
        "return" => Plural(times, "return opened", "returns opened"),
        "callback" => Plural(times, "payment captured", "payments captured"),
        "refund" => Plural(times, "refund", "refunds"),
        "burn" => Plural(times, "spending of points", "spendings of points"),
        _ => null,
    };

    internal static string Plural(long count, string one, string many) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
