using Storefold.Notices;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Announcing;

/// <summary>Makes drafts of what the notices say has been announced. What is approved is posted by the <see cref="Announcer"/>.</summary>
public sealed class PublicUpdates(PlanModel plan, NoticeDesk desk, Announcer announcer)
{
    /// <summary>Makes the drafts that are missing.</summary>
    /// <returns>How many were made.</returns>
    public int MakeDrafts(IEnumerable<SiteStanding> standings)
    {
        if (plan.Channels.Count == 0) return 0;
        var bySite = standings.ToDictionary(standing => standing.Site.Name, StringComparer.Ordinal);
        var updates = bySite.Values.SelectMany(desk.Updates).ToDictionary(update => (update.Site, update.Key));
        return announcer.MakeDrafts(
            [.. updates.Values.OrderBy(update => update.At).Select(update => new Announcement(update.Key, update.Milestone, update.Site))],
            (channel, told) => desk.Draft(bySite[told.Site], updates[(told.Site, told.UpdateId)], channel.Locale, channel.Limit, channel.Kind));
    }
}
