using Storefold.Notices.Wording;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Notices.Pages;

/// <summary>The content of the notice: what happens, the dates, an answer to every question, what was announced, reactions.</summary>
internal static class NoticeView
{
    private const int UpdatesShown = 6;

    private static readonly Milestone[] CardsBefore = [Milestone.PurchasesStop, Milestone.LoyaltyMoves, Milestone.Close];
    private static readonly Milestone[] CardsAfter = [Milestone.Close, Milestone.ClaimsEnd, Milestone.RedirectsUntil];

    /// <summary>The content.</summary>
    public static string Write(
        Facts facts, PageText head, PageText text, Template slipped, IReadOnlyList<Update> updates,
        IReadOnlyDictionary<string, long> reactions)
    {
        var words = facts.Language.Words;
        var html = new Html().Raw("<div class=\"hero\">\n")
            .Element("p", $"{words["eyebrow"]} · {facts.Text("site")}", "class=\"eyebrow\"")
            .Raw("\n<h1>").Raw(TextBlocks.Heading(head.Title, facts)).Raw("</h1>\n");
        foreach (var slip in Timeline.Slips(facts))
            html.Raw("<div class=\"slip\">\n").Raw(TextBlocks.Blocks(slipped.Markdown(slip.Holds), slip)).Raw("</div>\n");
        html.Raw("<div class=\"lead\">\n").Raw(TextBlocks.Blocks(head.Lead, facts)).Raw("</div>\n");
        Cards(html, facts);
        html.Raw("</div>\n");
        Contents(html, facts, text);
        var hasDates = text.Sections.Any(section => section.Id is "dates");
        if (!hasDates) html.Raw("<section>\n").Raw(Timeline.Table(facts)).Raw("</section>\n");
        foreach (var section in text.Sections) Section(html, facts, section);
        Updates(html, facts, updates);
        Reactions(html, facts, reactions);
        return html.ToString();
    }

    private static void Cards(Html html, Facts facts)
    {
        var words = facts.Language.Words;
        var wanted = facts.Standing.Phase is Phase.Closed or Phase.Ended ? CardsAfter : CardsBefore;
        var cards = wanted.Select(facts.Standing.Find).OfType<MilestoneStanding>()
            .Where(one => facts.IsTold(one.Milestone)).ToList();
        html.Raw("<dl class=\"dates\">\n");
        foreach (var card in cards)
        {
            html.Raw("<div>").Element("dt", facts.Word(CardWord(facts, card))).Raw("<dd>")
                .Element("p", facts.Language.Day(card.At, facts.Standing.Site.Zone), "class=\"date\"")
                .Element("p", facts.Hour(card.At), "class=\"when\"").Raw(Timeline.Status(facts, card)).Raw("</dd></div>\n");
        }

        html.Raw("</dl>\n");
    }

    // The card speaks of points and coupons together only where they move together.
    private static string CardWord(Facts facts, MilestoneStanding card) =>
        card.Milestone == Milestone.LoyaltyMoves && facts.Standing.Find(Milestone.CouponsMove)?.At != card.At
            ? "milestone.loyalty_moves" : "card." + Milestones.Word(card.Milestone);

    private static void Contents(Html html, Facts facts, PageText text)
    {
        html.Raw("<nav class=\"contents\" aria-labelledby=\"contents\">\n")
            .Element("p", facts.Language.Words["contents"], "id=\"contents\"").Raw("\n<ul>\n");
        foreach (var section in text.Sections)
            html.Raw($"<li><a href=\"#{section.Id}\">").Raw(TextBlocks.Heading(section.Heading, facts)).Raw("</a></li>\n");
        html.Raw("</ul>\n</nav>\n");
    }

    private static void Section(Html html, Facts facts, TextSection section)
    {
        html.Raw($"<section id=\"{section.Id}\">\n<h2>").Raw(TextBlocks.Heading(section.Heading, facts)).Raw("</h2>\n")
            .Raw(TextBlocks.Blocks(section.Body, facts));
        if (section.Id is "dates") html.Raw(Timeline.Table(facts));
        html.Raw("</section>\n");
    }

    private static void Updates(Html html, Facts facts, IReadOnlyList<Update> updates)
    {
        if (updates.Count == 0) return;
        html.Raw("<section id=\"updates\">\n").Element("h2", facts.Language.Words["updates.title"])
            .Raw("\n<ol class=\"log\">\n");
        foreach (var update in updates.Reverse().Take(UpdatesShown))
        {
            var text = update.In(facts.Language.Tag);
            html.Raw("<li>").Element("time", facts.Moment(update.At), $"datetime=\"{AtomFeed.Timestamp(update.At)}\"")
                .Element("strong", text.Title).Raw("<br>").Text(text.Text).Raw("</li>\n");
        }

        html.Raw("</ol>\n</section>\n");
    }

    private static void Reactions(Html html, Facts facts, IReadOnlyDictionary<string, long> reactions)
    {
        var words = facts.Language.Words;
        html.Raw("<section id=\"reactions\" class=\"reactions-box\">\n").Element("h2", words["reactions.title"]).Raw("\n")
            .Element("p", words["reactions.text"])
            .Raw($"\n<form method=\"post\" action=\"{Html.Encode(facts.Address.Page("reactions"))}\">\n")
            .Raw("<div class=\"reactions\">\n");
        foreach (var reaction in NoticeDesk.Reactions)
        {
            var (name, count) = (words["reactions." + reaction], facts.Language.Number(reactions.GetValueOrDefault(reaction)));
            html.Raw($"<button name=\"reaction\" value=\"{reaction}\">").Text(name).Raw(" <span>").Text(count)
                .Raw("</span></button>\n");
        }

        html.Raw("</div>\n</form>\n</section>\n");
    }
}
