using Storefold.Certifying;
using Storefold.Rehearsing.People;
using Storefold.Scheduling;

namespace Storefold.Rehearsing.Reporting;

/// <summary>A table per kind of person: what they asked, phase by phase what they got. On a narrow screen each row becomes a card.</summary>
internal static class PeoplePart
{
    private static readonly Phase[] Phases = [Phase.Before, Phase.Announced, Phase.PurchasesStopped, Phase.Closed, Phase.Ended];

    public static void Write(HtmlText page, RehearsalResult result)
    {
        page.Paragraph(
            "Everybody asked the gate one second before and one second after each milestone. An answer stands where it was seen first; "
            + "redirects are temporary (302) in a rehearsal, and permanent (301) for real where everybody may follow them.");
        page.Raw("<p class=\"key\"><span class=\"tone shop\">the old shop</span> <span class=\"tone ours\">a page of ours</span> ")
            .Raw("<span class=\"tone refused\">refused</span> <span class=\"tone moved\">the counterpart</span> <span class=\"tone gone\">gone</span></p>\n");
        foreach (var (persona, sightings) in result.People) Person(page, persona, sightings);
    }

    private static void Person(HtmlText page, Persona persona, IReadOnlyList<Sighting> sightings)
    {
        page.Raw("<h3>").Text(persona.Name).Raw("</h3>\n<table class=\"people\">\n<thead><tr><th scope=\"col\">Asks for</th>");
        foreach (var phase in Phases) page.Raw("<th scope=\"col\">").Text(Words.Of(phase)).Raw("</th>");
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var sighting in sightings)
        {
            var request = sighting.Ask.Request;
            page.Raw("<tr><th scope=\"row\">").Text(sighting.Ask.What).Raw("<span class=\"asked\">")
                .Text($"{request.Method} {request.Host}").Raw("<wbr>").Text(request.RawTarget).Raw("</span></th>\n");
            foreach (var phase in Phases) Cell(page, sighting, phase);
            page.Raw("</tr>\n");
        }

        page.Raw("</tbody>\n</table>\n");
    }

    private static void Cell(HtmlText page, Sighting sighting, Phase phase)
    {
        var sights = sighting.Sights.Where(sight => sight.Phase == phase).ToList();
        page.Raw(sights.Count == 0 ? "<td class=\"same\"" : "<td").Raw($" data-phase=\"{Words.Of(phase)}\">");
        foreach (var sight in sights)
        {
            var answer = sight.Answer;
            page.Raw($"<div class=\"answer {Words.ClassOf(answer.Tone)}\">");
            if (!ReferenceEquals(sight, sighting.Sights[0]))
                page.Raw("<span class=\"since\">").Text("from " + Times.At(sight.From, sighting.Ask.Site)).Raw("</span>");
            page.Raw("<span class=\"text\">");
            if (answer.Status > 0) page.Raw("<b>").Text(answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)).Raw("</b> ");
            page.Text(answer.Text).Raw("</span>");
            if (answer.Address is { } address) page.Raw("<span class=\"to\">&#8594; ").Text(Shown(address)).Raw("</span>");
            if (answer.Read is { } read) page.Raw("<q>").Text(read).Raw("</q>");
            page.Raw("</div>");
        }

        page.Raw("</td>\n");
    }

    private static string Shown(string address) => address.StartsWith("https://", StringComparison.Ordinal) ? address["https://".Length..] : address;
}
