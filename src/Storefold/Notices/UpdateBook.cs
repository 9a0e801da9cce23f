using NodaTime;
using NodaTime.Text;
using Storefold.Notices.Pages;
using Storefold.Notices.Wording;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Notices;

/// <summary>
/// What has been announced about a site up to now: each milestone that came, a reminder a week ahead of those that people act
/// on, each promise that was changed, and each that was not kept. Derived, never stored: the same standing gives the same list.
/// </summary>
internal static class UpdateBook
{
    /// <summary>How long something may be under way before the public is told that it is late: carrying it out takes a while.</summary>
    public static readonly Duration Patience = Duration.FromHours(1);

    private static readonly Duration Ahead = Duration.FromDays(7);
    private static readonly Milestone[] Reminded = [Milestone.PurchasesStop, Milestone.Close, Milestone.ClaimsEnd];
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <summary>An announcement before it has words.</summary>
    /// <param name="Section">Section of <c>updates.md</c> that says it.</param>
    private sealed record Plain(string Key, string Section, Instant At, UpdateKind Kind, Milestone Milestone,
        Instant? Old, Instant? New);

    /// <summary>The updates, oldest first.</summary>
    /// <param name="standing">The site.</param>
    /// <param name="spoken">The facts in every language that the site is offered in, each with its text.</param>
    public static IReadOnlyList<Update> Of(SiteStanding standing, IReadOnlyList<(Facts Facts, Template Text)> spoken)
    {
        var isUp = standing.Find(Milestone.Notice) is { State: MilestoneState.Passed, PassedAt: { } up } ? up : (Instant?)null;
        if (isUp is null) return [];
        return
        [
            .. standing.Milestones.Where(one => spoken[0].Facts.IsTold(one.Milestone)).SelectMany(one => About(one, isUp.Value))
                .Where(plain => plain.At <= standing.Now && plain.At >= isUp)
                .OrderBy(plain => plain.At).ThenBy(plain => plain.Milestone).ThenBy(plain => plain.Kind)
                .Select(plain => Spoken(plain, standing, spoken)),
        ];
    }

    private static IEnumerable<Plain> About(MilestoneStanding one, Instant isUp)
    {
        var word = Milestones.Word(one.Milestone);
        var hours = one.PromisedBefore.Append(one.At).ToList();
        for (var index = 1; index < hours.Count; index++)
        {
            // What the journal does not say yet: not before the last thing it does say.
            var at = one.ToldAt.Count == 0 ? isUp : one.ToldAt[Math.Min(index, one.ToldAt.Count - 1)];
            yield return new($"{word}.moved.{Stamp.Format(hours[index])}", "moved", Instant.Max(isUp, at),
                UpdateKind.Moved, one.Milestone, hours[index - 1], hours[index]);
        }

        if (Reminded.Contains(one.Milestone) && one.At - Ahead > isUp)
            yield return new($"{word}.soon.{Stamp.Format(one.At)}", word + ".soon", one.At - Ahead,
                UpdateKind.Reminder, one.Milestone, null, one.At);
        if (one.PassedAt is { } passed)
            yield return new(word, word, passed, UpdateKind.Reached, one.Milestone, null, one.At);
        // What came late was announced as late, and stays so in the feed.
        if (Timeline.IsWaitedFor(one.Milestone) && (one.PassedAt is null || one.PassedAt >= one.At + Patience))
            yield return new($"{word}.late.{Stamp.Format(one.At)}", "late", one.At + Patience, UpdateKind.Late,
                one.Milestone, one.At, null);
    }

    private static Update Spoken(Plain plain, SiteStanding standing, IReadOnlyList<(Facts Facts, Template Text)> spoken)
    {
        Dictionary<string, UpdateText> texts = new(StringComparer.Ordinal);
        foreach (var (facts, template) in spoken)
        {
            var own = plain.Kind is UpdateKind.Moved or UpdateKind.Late
                ? facts.With(plain.Milestone, plain.Old, plain.New) : facts;
            texts[facts.Language.Tag] = Words(plain.Section, own, template);
        }

        return new Update(plain.Key, standing.Site.Name, plain.At, plain.Kind, plain.Milestone, texts);
    }

    // A plan's own updates.md may leave an update out: the built-in words say it then.
    private static UpdateText Words(string section, Facts facts, Template template)
    {
        var found = Find(template) ?? (BuiltInTexts.Find(facts.Language.Code, "updates") is { } builtIn ? Find(builtIn) : null)
            ?? (BuiltInTexts.Find(BuiltInTexts.Last, "updates") is { } last ? Find(last) : null);
        return found is null
            ? new UpdateText(facts.Text("brand"), "")
            : new UpdateText(TextBlocks.Line(found.Heading, facts), TextBlocks.Line(found.Body, facts));

        TextSection? Find(Template text) =>
            TextBlocks.Split(text, facts).Sections.FirstOrDefault(one =>
                string.Equals(one.Id, section, StringComparison.Ordinal));
    }
}
