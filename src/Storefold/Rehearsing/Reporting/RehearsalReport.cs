using Storefold.Certifying;

namespace Storefold.Rehearsing.Reporting;

/// <summary>
/// The rehearsal as one page of HTML, for a manager (the verdict, on top) and for who has to do it (everything else): no
/// script, nothing from outside, readable at 320 px, in the dark and on paper. The same rehearsal gives the same page, but for
/// the one section that says how long things took.
/// </summary>
public static class RehearsalReport
{
    private static readonly (string Id, string Title, Action<HtmlText, RehearsalResult> Write)[] Sections =
    [
        ("timeline", "What happened when", TimelinePart.Write),
        ("people", "What people saw", PeoplePart.Write),
        ("books", "The books", BooksPart.Write),
        ("late-orders", "Orders after the stop", EndingsPart.LateOrders),
        ("kept", "Sites that go on", KeptPart.Write),
        ("needed", "What needed a person", EndingsPart.Needed),
        ("posts", "What would have been posted", EndingsPart.Posts),
        ("switched-off", "What was switched off, and what runs where now", SwitchedOffPart.Write),
        ("took", "How long it took", EndingsPart.Took),
    ];

    /// <summary>The page.</summary>
    public static string Write(RehearsalResult result)
    {
        var page = new HtmlText();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Element("title", $"Rehearsal of the retirement {result.Plan.Retirement}")
            .Raw("\n<style>\n").Raw(ReportStyle.Css).Raw("\n").Raw(PageStyle.Css).Raw("\n</style>\n</head>\n<body>\n<main>\n");
        page.Raw("<p class=\"eyebrow\">Rehearsal on a simulated clock, over copies</p>\n")
            .Raw("<h1>").Name(result.Plan.Retirement).Raw("</h1>\n");
        if (result.Plan.Notices.Sample) page.Raw("<p class=\"sample\"><strong>Sample.</strong> Shops, customers and pages are invented.</p>\n");
        VerdictPart.Write(page, result);
        Contents(page);
        foreach (var (id, title, write) in Sections)
        {
            page.Raw($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">").Text(title).Raw("</h2>\n");
            write(page, result);
            page.Raw("</section>\n");
        }

        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The verdict in one sentence.</summary>
    public static string Headline(RehearsalResult result) => VerdictPart.Headline(result);

    /// <summary>Why it may not be done for real, sentence by sentence; empty for a success.</summary>
    public static IEnumerable<string> Reasons(RehearsalResult result) => VerdictPart.Reasons(result);

    /// <summary>What others did between two instants, a line per site; null for no bound.</summary>
    public static IReadOnlyList<string> Traffic(RehearsalResult result, NodaTime.Instant? from, NodaTime.Instant? until) =>
        TimelinePart.Traffic(result, from, until);

    private static void Contents(HtmlText page)
    {
        page.Raw("<nav class=\"contents\" aria-label=\"On this page\">\n<ul>\n");
        foreach (var (id, title, _) in Sections) page.Raw($"<li><a href=\"#{id}\">").Text(title).Raw("</a></li>\n");
        page.Raw("</ul>\n</nav>\n");
    }
}
