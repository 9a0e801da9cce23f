using Storefold.Certifying;
using Storefold.Planning;

namespace Storefold.Rehearsing.Reporting;

/// <summary>Whether it may be done for real, in one box, and the figures that one asks for first.</summary>
internal static class VerdictPart
{
    public static void Write(HtmlText page, RehearsalResult result)
    {
        page.Raw(result.Succeeded ? "<div class=\"verdict\">\n<strong>&#10003; " : "<div class=\"verdict bad\">\n<strong>&#10007; ")
            .Text(Headline(result)).Raw("</strong>\n");
        List<string> reasons = [.. Reasons(result)];
        if (reasons.Count > 0)
        {
            page.Raw("<ul>\n");
            foreach (var reason in reasons) page.Element("li", reason).Raw("\n");
            page.Raw("</ul>\n");
        }

        page.Raw("</div>\n<dl class=\"figures\">\n");
        Figure(page, $"{result.Events.Count(one => one.Passed)} of {result.Events.Count}", "milestones passed");
        if (result.Certificate is { } certificate)
        {
            Figure(page, HtmlText.Grouped(certificate.Books.Fates.Sum(row => row.Source)), "rows, each with one fate");
            Figure(page, Percent(certificate.Books.NeedsNoAction.Share), "of the customers need to do nothing");
        }

        Figure(page, HtmlText.Grouped(result.Traffic.Sum(done => done.Happened.Count)), "things that people did meanwhile");
        Figure(page, HtmlText.Grouped(result.Needed.Count), "things for a person");
        foreach (var proof in result.Kept) Figure(page, HtmlText.Grouped(proof.LoggedWrites), $"writes to the rows of {proof.Site}");
        page.Raw("</dl>\n");
    }

    public static string Headline(RehearsalResult result) => result switch
    {
        { Succeeded: true } => "Every milestone passed, and the books balance.",
        { AllPassed: false } => $"Not every milestone passed: {Words.Of(result.Events.First(one => !one.Passed).Event.Milestone)}.",
        { Balances: false } => "Every milestone passed, but the books do not balance.",
        _ => "Every milestone passed, but a site that goes on was not left alone.",
    };

    /// <summary>Why not, sentence by sentence; empty for a success.</summary>
    public static IEnumerable<string> Reasons(RehearsalResult result)
    {
        foreach (var held in result.Events.Where(one => one.Outcome is { Passed: false }))
        {
            foreach (var check in (held.Outcome?.Checks ?? []).Where(check => !check.Go))
                yield return $"{Milestones.Word(held.Event.Milestone)}: {check.Code}: {check.Detail}{(check.Hint is null ? "" : $" ({check.Hint})")}";
        }

        var waiting = result.Events.Where(one => one.Outcome is null).Select(one => Milestones.Word(one.Event.Milestone)).ToList();
        if (waiting.Count > 0) yield return "Waiting for what is held back: " + string.Join(", ", waiting) + ".";
        foreach (var complaint in result.Complaints) yield return complaint;
        foreach (var proof in result.Kept.Where(proof => !proof.Holds)) yield return $"{proof.Site}: " + KeptPart.Verdict(proof);
    }

    private static string Percent(decimal share) => share.ToString("P1", System.Globalization.CultureInfo.InvariantCulture);

    private static void Figure(HtmlText page, string figure, string what) =>
        page.Raw("<div>").Element("dd", figure).Element("dt", what).Raw("</div>\n");
}
