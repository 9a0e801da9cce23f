using Storefold.Notices.Pages;
using Storefold.Notices.Wording;
using Storefold.Planning;

namespace Storefold.Notices.Centres;

/// <summary>The content of the support page: what the plan sends this site's customers to comes first.</summary>
internal static class SupportView
{
    /// <summary>More would make a page of more than 50 KB, and nobody reads them: a country or a city is asked for.</summary>
    public const int Shown = 40;

    /// <summary>The content.</summary>
    /// <param name="facts">The site in the page's language.</param>
    /// <param name="text">The words before it.</param>
    /// <param name="routing">Where customers are sent.</param>
    /// <param name="all">Every centre for the site.</param>
    /// <param name="found">Those that the query finds.</param>
    /// <param name="query">What was asked for.</param>
    public static string Write(
        Facts facts, PageText text, SiteSupport routing, IReadOnlyList<Centre> all, IReadOnlyList<Centre> found,
        CentreQuery query)
    {
        var html = new Html().Raw("<div class=\"hero\">\n").Element("p", facts.Text("site"), "class=\"eyebrow\"")
            .Raw("\n<h1>").Raw(TextBlocks.Heading(text.Title, facts)).Raw("</h1>\n<div class=\"lead\">\n")
            .Raw(TextBlocks.Blocks(text.Lead, facts)).Raw("</div>\n</div>\n");
        if (routing.By is "centres")
        {
            Directory(html, facts, all, found, query);
            Links(html, facts, routing);
        }
        else
        {
            Links(html, facts, routing);
            Directory(html, facts, all, found, query);
        }

        foreach (var section in text.Sections)
            html.Raw($"<section id=\"{section.Id}\">\n<h2>").Raw(TextBlocks.Heading(section.Heading, facts)).Raw("</h2>\n")
                .Raw(TextBlocks.Blocks(section.Body, facts)).Raw("</section>\n");
        return html.ToString();
    }

    private static void Links(Html html, Facts facts, SiteSupport routing)
    {
        html.Raw("<section id=\"links\">\n").Element("h2", facts.Language.Words["support.links"])
            .Raw("\n<p class=\"actions\">\n");
        foreach (var link in routing.Links) html.Raw(Html.Link(link.Url, link.Name, "class=\"button\"")).Raw("\n");
        var help = facts.Text("help_url");
        if (routing.Links.All(link => !string.Equals(link.Url, help, StringComparison.Ordinal)))
        {
            var kind = routing.Links.Count == 0 ? "class=\"button\"" : "class=\"button quiet\"";
            html.Raw(Html.Link(help, facts.Text("target"), kind)).Raw("\n");
        }

        html.Raw("</p>\n</section>\n");
    }

    private static void Directory(Html html, Facts facts, IReadOnlyList<Centre> all, IReadOnlyList<Centre> found,
        CentreQuery query)
    {
        if (all.Count == 0) return;
        html.Raw("<section id=\"centres\">\n").Element("h2", facts.Language.Words["support.centres"]).Raw("\n");
        Form(html, facts, all, query);
        var words = facts.Language.Words;
        var count = found.Count == 0 ? words["support.none"] : facts.Language.Count("support.found", found.Count);
        html.Element("p", count, "role=\"status\"").Raw("\n");
        foreach (var country in found.Take(Shown).GroupBy(centre => centre.Country, StringComparer.Ordinal))
        {
            html.Element("h3", facts.Language.Country(country.Key)).Raw("\n<ul class=\"centres\">\n");
            foreach (var centre in country) Centre(html, facts.Language, centre);
            html.Raw("</ul>\n");
        }

        if (found.Count > Shown)
            html.Element("p", words.Fill("support.more", ("n", facts.Language.Number(found.Count - Shown)))).Raw("\n");
        html.Raw("</section>\n");
    }

    private static void Form(Html html, Facts facts, IReadOnlyList<Centre> all, CentreQuery query)
    {
        var words = facts.Language.Words;
        html.Raw($"<form class=\"form\" method=\"get\" action=\"{Html.Encode(facts.Address.Pages)}support#centres\"")
            .Raw(" role=\"search\" aria-label=\"")
            .Text(words["support.search"])
            .Raw($"\">\n<input type=\"hidden\" name=\"lang\" value=\"{facts.Language.Tag}\">\n<div>")
            .Element("label", words["support.country"], "for=\"country\"")
            .Raw("<select id=\"country\" name=\"country\">\n")
            .Element("option", words["support.anywhere"], "value=\"\"").Raw("\n");
        foreach (var (code, name) in all.Select(centre => centre.Country).Distinct(StringComparer.Ordinal)
            .Select(code => (code, Name: facts.Language.Country(code))).OrderBy(pair => pair.Name, facts.Language.Order))
        {
            var chosen = string.Equals(code, query.Country?.Trim(), StringComparison.OrdinalIgnoreCase);
            html.Element("option", name, $"value=\"{code}\"{(chosen ? " selected" : "")}").Raw("\n");
        }

        html.Raw("</select></div>\n<div>").Element("label", words["support.city"], "for=\"city\"")
            .Raw("<input id=\"city\" name=\"city\" maxlength=\"80\" autocomplete=\"address-level2\" value=\"")
            .Text(query.City?.Trim() ?? "")
            .Raw("\"></div>\n<div>").Element("button", words["support.find"]).Raw("</div>\n</form>\n");
    }

    private static void Centre(Html html, Language language, Centre centre)
    {
        var words = language.Words;
        html.Raw("<li>").Raw("<h4>").Element("bdi", centre.City).Raw(": ").Element("bdi", centre.Name).Raw("</h4>");
        if (centre.Address.Length > 0) html.Raw("<p>").Element("bdi", centre.Address).Raw("</p>");
        if (centre.Phone.Length > 0)
            html.Raw("<p>").Text(words["support.phone"]).Raw(": ").Raw(Telephone(centre.Phone)).Raw("</p>");
        if (centre.Hours is { } hours)
        {
            html.Raw("<p>").Text(words["support.hours"]).Raw(": ")
                .Text(string.Join("; ", hours.Lines(language))).Raw("</p>");
        }

        if (centre.Url is { } url)
        {
            html.Raw($"<p><a href=\"{Html.Encode(url)}\" aria-label=\"").Text($"{words["support.website"]}: {centre.Name}")
                .Raw("\">").Text(words["support.website"]).Raw("</a></p>");
        }

        html.Raw("</li>\n");
    }

    private static string Telephone(string phone)
    {
        var digits = new string([.. phone.Where(letter => char.IsAsciiDigit(letter) || letter == '+')]);
        return $"<a href=\"tel:{digits}\" dir=\"ltr\">{Html.Encode(phone)}</a>";
    }
}
