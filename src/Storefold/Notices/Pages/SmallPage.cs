using Storefold.Notices.Wording;

namespace Storefold.Notices.Pages;

/// <summary>A page with one thing to say: nothing to buy, gone, not found.</summary>
internal static class SmallPage
{
    /// <summary>The content: heading, text, and where to go from here.</summary>
    public static string Write(Facts facts, PageText text)
    {
        var html = new Html().Raw("<div class=\"hero\">\n").Element("p", facts.Text("site"), "class=\"eyebrow\"")
            .Raw("\n<h1>").Raw(TextBlocks.Heading(text.Title, facts)).Raw("</h1>\n<div class=\"lead\">\n")
            .Raw(TextBlocks.Blocks(text.Lead, facts)).Raw("</div>\n");
        foreach (var section in text.Sections)
            html.Raw("<h2>").Raw(TextBlocks.Heading(section.Heading, facts)).Raw("</h2>\n")
                .Raw(TextBlocks.Blocks(section.Body, facts));
        html.Raw("<p class=\"actions\">").Raw(Html.Link(facts.Text("target_url"), facts.Word("to-target"), "class=\"button\""))
            .Raw(" ").Raw(Html.Link(facts.Text("support_url"), facts.Word("to-help"), "class=\"button quiet\""))
            .Raw(" ").Raw(Html.Link(facts.Text("notice_url"), facts.Word("banner.link"), "class=\"button quiet\""))
            .Raw("</p>\n</div>\n");
        return html.ToString();
    }
}
