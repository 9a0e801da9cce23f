using NodaTime;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>
/// Hours that the public was told. Once a site's notice is up, every hour that the plan states is a promise; when the plan
/// is edited later, the old one stays on record, and notices can say that it slipped.
/// </summary>
internal static class PublicPromises
{
    /// <summary>Notes the hours that the plan states now and that were not what was told last.</summary>
    public static void Tell(MilestoneBook book, PlanModel plan, TimetableModel timetable, Instant now)
    {
        var (passed, promises) = (book.Passed(), book.Promises());
        foreach (var site in plan.RetiringSites)
        {
            var standing = Standings.Of(timetable, site, passed, promises, now);
            if (!standing.HasPassed(Milestone.Notice)) continue;
            foreach (var open in standing.Milestones.Where(one => one.Milestone != Milestone.Notice && one.State != MilestoneState.Passed))
            {
                var told = promises.LastOrDefault(promise => promise.Milestone == open.Milestone
                    && string.Equals(promise.Site, site.Name, StringComparison.Ordinal));
                if (told?.Promised != open.At) book.Tell(new Promise(open.Milestone, site.Name, open.At, now));
            }
        }
    }
}
