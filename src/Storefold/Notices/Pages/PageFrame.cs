using System.Security.Cryptography;
using System.Text;
using Storefold.Notices.Wording;

namespace Storefold.Notices.Pages;

/// <summary>What every page has around its content: head, skip link, sample mark, languages, footer. No script anywhere.</summary>
internal static class PageFrame
{
    /// <summary>The one style sheet.</summary>
    public static readonly string Css = BuiltInTexts.Read("pages/page.css").ReplaceLineEndings("\n").TrimEnd();

    /// <summary>It as a source of a Content-Security-Policy.</summary>
    public static readonly string CssSource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'";

    /// <summary>A whole page.</summary>
    /// <param name="facts">The site in the page's language.</param>
    /// <param name="page">Name in its address, for the links to other languages; null where the address is not ours.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="sample">Whether it carries the sample mark.</param>
    /// <param name="offered">Languages that there are, with their own names.</param>
    /// <param name="main">HTML of the content.</param>
    public static string Write(
        Facts facts, string? page, string title, bool sample, IReadOnlyList<Language> offered, string main)
    {
        var (language, words, address) = (facts.Language, facts.Language.Words, facts.Address);
        var html = new Html()
            .Raw($"<!DOCTYPE html>\n<html lang=\"{language.Tag}\" dir=\"{language.Direction}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Element("title", $"{(sample ? words["sample"] + ": " : "")}{title} – {facts.Text("site")}").Raw("\n")
            .Raw($"<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{Html.Encode(address.Page("feed.atom"))}\" title=\"")
            .Text(words["updates.feed"]).Raw("\">\n");
        if (page is not null)
        {
            foreach (var other in offered)
            {
                html.Raw($"<link rel=\"alternate\" hreflang=\"{other.Tag}\" href=\"")
                    .Text(address.In(page, other.Tag)).Raw("\">\n");
            }
        }

        html.Raw("<style>").Raw(Css).Raw("</style>\n</head>\n<body>\n<header>\n")
            .Element("a", words["skip"], "class=\"skip\" href=\"#main\"").Raw("\n");
        if (sample) html.Element("p", words["sample.text"], "class=\"sample\"").Raw("\n");
        html.Raw("<div class=\"wrap top\">\n").Element("span", facts.Text("brand"), "class=\"brand\"").Raw("\n");
        Languages(html, facts, page ?? "notice", offered);
        html.Raw("</div>\n</header>\n<main id=\"main\" class=\"wrap\" tabindex=\"-1\">\n").Raw(main).Raw("</main>\n");
        Footer(html, facts);
        return html.Raw("</body>\n</html>\n").ToString();
    }

    private static void Languages(Html html, Facts facts, string page, IReadOnlyList<Language> offered)
    {
        if (offered.Count < 2) return;
        html.Raw("<nav class=\"langs\" aria-label=\"").Text(facts.Language.Words["languages"]).Raw("\">\n<ul>\n");
        foreach (var other in offered)
        {
            var isThis = string.Equals(other.Tag, facts.Language.Tag, StringComparison.Ordinal);
            var twice = offered.Count(one => string.Equals(one.Code, other.Code, StringComparison.Ordinal)) > 1;
            html.Raw("<li><a href=\"").Text(facts.Address.In(page, other.Tag))
                .Raw($"\" hreflang=\"{other.Tag}\" lang=\"{other.Tag}\"")
                .Raw($" dir=\"{other.Direction}\"{(isThis ? " aria-current=\"true\"" : "")}>")
                .Text(other.Words["language"] + (twice ? $" ({other.Tag})" : "")).Raw("</a></li>\n");
        }

        html.Raw("</ul>\n</nav>\n");
    }

    private static void Footer(Html html, Facts facts)
    {
        var (words, address) = (facts.Language.Words, facts.Address);
        html.Raw("<footer>\n<div class=\"wrap\">\n<nav aria-label=\"").Text(words["footer.pages"]).Raw("\">\n<ul>\n");
        (string Page, string Name)[] pages =
        [
            ("notice", words["notice"]), ("support", words["support"]), ("feed.atom", words["updates.feed"]),
            ("calendar.ics", words["calendar"]),
        ];
        foreach (var (page, name) in pages) html.Raw("<li>").Raw(Html.Link(address.Page(page), name)).Raw("</li>\n");
        html.Raw("</ul>\n</nav>\n<p>").Text(words.Fill("updated", ("when", facts.Moment(facts.Standing.Now))))
            .Raw("</p>\n</div>\n</footer>\n");
    }
}
