using Storefold.Notices.Wording;

namespace Storefold.Notices.Pages;

/// <summary>A text as a page shows it now: what holds, with the values in their places.</summary>
internal static class TextBlocks
{
    /// <summary>The text taken apart, still Markdown with marks.</summary>
    public static PageText Split(Template template, Facts facts) => PageText.Split(template.Markdown(facts.Holds));

    /// <summary>Blocks of HTML.</summary>
    public static string Blocks(string markdown, Facts facts) => Marks.Fill(SafeMarkdown.ToHtml(markdown), facts.Html);

    /// <summary>One line of plain text.</summary>
    public static string Line(string markdown, Facts facts) => Marks.Fill(SafeMarkdown.ToText(markdown), facts.Text);

    /// <summary>One line as HTML, for a heading.</summary>
    public static string Heading(string markdown, Facts facts) =>
        Marks.Fill(Html.Encode(SafeMarkdown.ToText(markdown)), facts.Html);
}
