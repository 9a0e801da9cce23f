using Storefold.Deciding.Outcomes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Payment callbacks and refunds go on until the last catch-up has read what they changed: also after the close, when
/// everything else is answered by us. Afterwards nobody would carry over what they say, and they are told so.
/// </summary>
internal static class Callbacks
{
    /// <summary>The outcome of a callback, or null for any other request.</summary>
    public static Outcome? Decide(Asked asked, SiteStanding standing, string below)
    {
        if (!asked.Is(asked.RoutesOf(standing.Site)?.Callback, below)) return null;
        return standing.HasPassed(Milestone.LastSync) ? new Gone(standing, "callback", ForProgram: true) : new Pass("callback");
    }
}
