using NodaTime;
using Storefold.Certifying;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Rehearsing.Reporting;

/// <summary>The milestones down one line, with what others did between them.</summary>
internal static class TimelinePart
{
    public static void Write(HtmlText page, RehearsalResult result)
    {
        if (result.SilentSources.Count > 0)
            page.Paragraph($"Nobody used {string.Join(", ", result.SilentSources)} meanwhile: its pack has no traffic for rehearsals.");
        foreach (var stop in result.SyncStops) page.Raw("<p class=\"wrong\">").Text("A catch-up between milestones stopped: " + stop).Raw("</p>\n");
        page.Raw("<ol class=\"timeline\">\n");
        Instant? from = null;
        foreach (var one in result.Events)
        {
            if (from != one.Event.At) Between(page, result, from, one.Event.At);
            from = one.Event.At;
            Event(page, result, one);
        }

        Between(page, result, from, null);
        page.Raw("</ol>\n");
    }

    /// <summary>What a person did between two milestones, counted by site: <c>uk: 12 orders, 9 parcels sent</c>.</summary>
    public static IReadOnlyList<string> Traffic(RehearsalResult result, Instant? from, Instant? until) =>
    [
        .. result.Plan.Sites.Select(site => (site.Name, What: string.Join(", ", result.Traffic
                .Where(done => string.Equals(done.Event.Site, site.Name, StringComparison.Ordinal))
                .Where(done => (from is null || done.Event.At >= from) && (until is null || done.Event.At < until))
                .Where(done => done.Happened.Count > 0)
                .GroupBy(done => done.Event.Script, StringComparer.Ordinal)
                .Select(group => Counted(group.Key, [.. group.SelectMany(done => done.Happened)])).OfType<string>())))
            .Where(pair => pair.What.Length > 0)
            .Select(pair => $"{pair.Name}: {pair.What}"),
    ];

    private static string? Counted(string script, IReadOnlyList<Happening> happened)
    {
        if (Words.Counted(script, happened.Count) is not { } text) return null;
        var refused = happened.Count(one => one.Detail.StartsWith(Happening.Refused, StringComparison.Ordinal));
        return refused == 0 ? text : $"{text} ({refused} refused)";
    }

    private static void Between(HtmlText page, RehearsalResult result, Instant? from, Instant? until)
    {
        var lines = Traffic(result, from, until);
        if (lines.Count == 0) return;
        page.Raw("<li class=\"between\">");
        foreach (var line in lines) page.Element("p", line);
        page.Raw("</li>\n");
    }

    private static void Event(HtmlText page, RehearsalResult result, RehearsedEvent one)
    {
        page.Raw(one.Passed ? "<li class=\"passed\">\n" : "<li class=\"held\">\n").Raw("<h3>").Text(Words.Of(one.Event.Milestone)).Raw(" ")
            .Raw("<code>").Name(Milestones.Word(one.Event.Milestone)).Raw("</code></h3>\n<p class=\"when\">");
        page.Text(string.Join("; ", one.Event.Sites
            .Select(name => result.Plan.Sites.First(site => string.Equals(site.Name, name, StringComparison.Ordinal)))
            .Select(site => $"{site.Name} {Times.At(one.Event.At, site)}"))).Raw("</p>\n");
        page.Raw("<p class=\"state\">").Text(State(one, result)).Raw("</p>\n");
        if (one.Event.Milestone == Milestone.LoyaltyMoves) Burns(page, result, one.Event.At);
        if (one.Outcome is not { Checks.Count: > 0 } outcome)
        {
            page.Raw("</li>\n");
            return;
        }

        page.Raw("<ul class=\"checks\">\n");
        foreach (var check in outcome.Checks) Check(page, check);
        page.Raw("</ul>\n</li>\n");
    }

    /// <summary>Who spends points in the seconds of the freeze is what the freeze is for, so it is told one by one.</summary>
    private static void Burns(HtmlText page, RehearsalResult result, Instant freeze)
    {
        var burns = result.Traffic.Where(done => done.Event.Script is "burn" && Math.Abs((done.Event.At - freeze).TotalSeconds) <= 1).ToList();
        if (burns.Count == 0) return;
        page.Raw("<ul class=\"checks\">\n");
        foreach (var done in burns)
        {
            var site = result.Plan.Sites.First(site => string.Equals(site.Name, done.Event.Site, StringComparison.Ordinal));
            foreach (var one in done.Happened)
            {
                page.Raw("<li>").Text($"{Times.Clock(done.Event.At, site)}, {site.Name}, {one.Subject}: ").Element("em", one.Detail).Raw("</li>\n");
            }
        }

        page.Raw("</ul>\n");
    }

    private static string State(RehearsedEvent one, RehearsalResult result)
    {
        if (one.Outcome is not { } outcome) return "Never tried: it waits for what is held back before it.";
        if (!outcome.Passed) return "Held back.";
        var late = outcome.At != one.Event.At
            ? ", late: " + Times.At(outcome.At, result.Plan.Sites.First(site => string.Equals(site.Name, one.Event.Sites[0], StringComparison.Ordinal)))
            : " on the second";
        return outcome.OverriddenBy is { } by ? $"Passed{late}, overridden by {by}: {outcome.Reason}" : $"Passed{late}.";
    }

    private static void Check(HtmlText page, CheckResult check)
    {
        page.Raw(check.Go ? "<li><span class=\"go\">go</span> " : "<li><span class=\"nogo\">no</span> ").Raw("<code>").Name(check.Code).Raw("</code> ")
            .Text(check.Detail);
        if (check is { Go: false, Hint: { } hint }) page.Raw(" <em>").Text(hint).Raw("</em>");
        page.Raw("</li>\n");
    }
}
