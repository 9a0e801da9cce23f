using Storefold.Notices.Wording;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Notices.Pages;

/// <summary>The public milestones of a site: what, when, and what has become of it.</summary>
internal static class Timeline
{
    /// <summary>The table: two columns, so that it stays one on the narrowest screen.</summary>
    public static string Table(Facts facts)
    {
        var words = facts.Language.Words;
        var html = new Html().Raw("<table>\n").Element("caption", words["table.caption"]).Raw("\n<thead><tr>")
            .Element("th", words["table.what"], "scope=\"col\"").Element("th", words["table.when"], "scope=\"col\"")
            .Raw("</tr></thead>\n<tbody>\n");
        foreach (var milestone in Told(facts))
        {
            html.Raw(milestone.State == MilestoneState.Passed ? "<tr class=\"past\">" : "<tr>")
                .Element("th", facts.Word("milestone." + Milestones.Word(milestone.Milestone)), "scope=\"row\"")
                .Raw("<td>").Text(facts.Moment(milestone.At)).Raw("<br>").Raw(Status(facts, milestone));
            foreach (var old in milestone.PromisedBefore)
                html.Raw("<br>").Element("span", words.Fill("status.moved", ("old", facts.Moment(old))), "class=\"when\"");
            html.Raw("</td></tr>\n");
        }

        return html.Raw("</tbody>\n</table>\n").ToString();
    }

    /// <summary>What has become of a milestone, in a word or two.</summary>
    public static string Status(Facts facts, MilestoneStanding milestone)
    {
        var words = facts.Language.Words;
        if (milestone.State == MilestoneState.Passed) return Mark(Done(facts, milestone), "");
        if (IsLate(milestone)) return Mark(words["status.late"], " late");
        return facts.Language.Countdown(facts.Standing.Now, milestone.At, facts.Standing.Site.Zone) is { } left
            ? Mark(left, "") : "";

        static string Mark(string text, string kind) => $"<span class=\"left{kind}\">{Html.Encode(text)}</span>";
    }

    /// <summary>The public milestones that this plan has.</summary>
    public static IEnumerable<MilestoneStanding> Told(Facts facts) =>
        facts.Standing.Milestones.Where(milestone => facts.IsTold(milestone.Milestone));

    /// <summary>The facts of every promise that slipped and is still open, with the old hour and the new one.</summary>
    public static IEnumerable<Facts> Slips(Facts facts)
    {
        foreach (var milestone in Told(facts))
        {
            if (IsLate(milestone)) yield return facts.With(milestone.Milestone, milestone.At, null);
            else if (milestone.State == MilestoneState.Planned && milestone.PromisedBefore.Count > 0)
                yield return facts.With(milestone.Milestone, milestone.PromisedBefore[^1], milestone.At);
        }
    }

    /// <summary>Whether the public waits for it, and it has not come.</summary>
    public static bool IsLate(MilestoneStanding milestone) =>
        milestone.State == MilestoneState.Late && IsWaitedFor(milestone.Milestone);

    /// <summary>The end of claims and the erasure are not waited for: who is late there takes nothing from anybody.</summary>
    public static bool IsWaitedFor(Milestone milestone) => milestone is not (Milestone.ClaimsEnd or Milestone.SourceErased);

    private static string Done(Facts facts, MilestoneStanding milestone) =>
        milestone.PassedAt is { } passed && (passed - milestone.At).TotalMinutes >= 1
            ? facts.Language.Words.Fill("status.done-at", ("when", facts.Moment(passed)))
            : facts.Language.Words["status.done"];
}
