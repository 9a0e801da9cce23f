using Storefold.Deciding;
using Storefold.Deciding.Outcomes;
using Storefold.Scheduling;

namespace Storefold.Gate;

/// <summary>What programs are told (RFC 9457), in English.</summary>
internal static class ProblemBody
{
    public static string Of(Outcome outcome, SiteStanding standing)
    {
        var site = standing.Site.Host + standing.Site.PathPrefix;
        return outcome switch
        {
            PurchaseRefused => ProblemText.Of(
                null, "Nothing can be bought here any more", outcome.Status, $"Purchases on {site} have stopped; orders, refunds and returns go on."),
            Gone { Reason: "callback" } => ProblemText.Of(
                null, "Callbacks have ended", outcome.Status, $"{site} has closed and nothing reads what is sent here."),
            Gone { Reason: "method" } => ProblemText.Of(
                null, "This site has closed", outcome.Status, $"{site} has closed; what was sent was not taken over by anybody."),
            Gone => ProblemText.Of(null, "Gone", outcome.Status, $"{site} has closed, and nothing takes the place of this address."),
            _ => ProblemText.Of(null, "Not Found", outcome.Status, "There is no such page."),
        };
    }
}
