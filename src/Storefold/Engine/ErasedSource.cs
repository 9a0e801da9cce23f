using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Engine;

/// <summary>
/// Once the milestone <c>source_erased</c> has passed, nothing reads a source any more: what looks like an empty shop would
/// otherwise be taken for one whose customers have all gone.
/// </summary>
public static class ErasedSource
{
    /// <summary>Refuses to go on when the sources are erased.</summary>
    /// <exception cref="GuardException">They are.</exception>
    public static void Refuse(ISqlSession target)
    {
        // A rehearsal erases nothing: its result can be verified like any other.
        if (!new MilestoneBook(target).HasPassed(Milestone.SourceErased) || Journal.IsRehearsal(target)) return;
        throw new GuardException(
            "The sources are erased (milestone source_erased): nothing reads them any more.",
            "the certificate tells what was moved; storefold status PLAN shows the timetable");
    }
}
