using Storefold.Certifying;
using Storefold.Planning;

namespace Storefold.Rehearsing.Reporting;

/// <summary>The shorter lists.</summary>
internal static class EndingsPart
{
    public static void LateOrders(HtmlText page, RehearsalResult result)
    {
        if (result.LateOrders.Count == 0)
        {
            page.Paragraph("No order was placed after purchases had stopped.");
            return;
        }

        page.Paragraph("They reached the shop by a route that no gate stands in. They were moved like any other; somebody ought to look at them.");
        page.OpenTable("late", "Orders placed after the stop", "words").Head("Order", "Site", "Placed", "What it is");
        foreach (var order in result.LateOrders)
        {
            var site = result.Plan.Sites.First(site => string.Equals(site.Name, order.Site, StringComparison.Ordinal));
            page.Raw("<tr>").RowHeader(order.Number).Raw("<td class=\"text\">").Text(order.Site).Raw("</td><td class=\"text\">")
                .Text(Times.At(order.At, site)).Raw("</td><td class=\"text\">").Text(order.Detail).Raw("</td></tr>\n");
        }

        page.CloseTable();
    }

    public static void Needed(HtmlText page, RehearsalResult result)
    {
        if (result.Needed.Count == 0)
        {
            page.Paragraph("Nothing did.");
            return;
        }

        page.Raw("<ul class=\"needed\">\n");
        foreach (var needed in result.Needed)
            page.Raw("<li><strong>").Text(needed.What).Raw("</strong> ").Text(needed.Detail).Raw("</li>\n");
        page.Raw("</ul>\n");
    }

    public static void Posts(HtmlText page, RehearsalResult result)
    {
        if (result.Posts.Count == 0)
        {
            page.Paragraph(result.Plan.Channels.Count == 0 ? "The plan has no channels." : "Nothing was to be told.");
            return;
        }

        page.Paragraph("Nothing was posted. These texts would have gone out, each after a person has approved it.");
        page.Raw("<ol class=\"posts\">\n");
        var site = result.Plan.RetiringSites.First();
        foreach (var post in result.Posts)
            page.Raw("<li><span>").Text($"{post.Channel}, {Times.At(post.At, site)}").Raw("</span><p>").Text(post.Text).Raw("</p></li>\n");
        page.Raw("</ol>\n");
    }

    /// <summary>The one part that the seed does not repeat.</summary>
    public static void Took(HtmlText page, RehearsalResult result)
    {
        page.Raw("<!-- not repeated by the seed -->\n");
        page.Paragraph("On this machine, this time; another rehearsal of the same seed repeats everything but these figures.");
        page.Raw("<ul class=\"took\">\n");
        foreach (var one in result.Events.Where(one => one.Outcome is not null))
            page.Raw("<li><span>").Text(Milestones.Word(one.Event.Milestone)).Raw("</span> ").Text(Times.Took(one.Took)).Raw("</li>\n");
        page.Raw("</ul>\n<!-- repeated again -->\n");
    }
}
