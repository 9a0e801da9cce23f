using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Storefold.Certifying;
using Storefold.Shop;

namespace Storefold.Tests.Certifying;

public sealed partial class CertificateReportTests
{
    private static readonly string Page = CertificateReport.Write(SomeCertificate.Balanced(), "the-key-id");

    [Fact]
    public void The_verdict_stands_first_and_says_that_the_books_balance()
    {
        var text = Text(Page);
        Assert.Contains("Every row is accounted for, and the books balance.", text, StringComparison.Ordinal);
        Assert.Contains(
            "Rows in the source: 5,341. In the target: 5,132. Left out by a named rule: 190. "
            + "Kept aside with a reason: 18. Erased on request: 1.",
            text, StringComparison.Ordinal);
        var beforeTheFigures = Page[..Page.IndexOf("<h2", StringComparison.Ordinal)];
        Assert.Contains("class=\"verdict\"", beforeTheFigures, StringComparison.Ordinal);
    }

    [Fact]
    public void Books_that_do_not_balance_are_said_so_with_every_problem_on_top()
    {
        var books = SomeCertificate.BalancedBooks();
        var broken = SomeCertificate.With(books with
        {
            Fates = [books.Fates[0] with { Source = 390 }, .. books.Fates.Skip(1)],
            KeptSites = [new("poco-india", 2, 0)],
        });
        var page = CertificateReport.Write(broken);
        var text = Text(page);
        Assert.Contains("The books do not balance.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Every row is accounted for", text, StringComparison.Ordinal);
        Assert.All(
            broken.Problems().Concat(broken.Breaches()),
            sentence => Assert.Contains(sentence, text, StringComparison.Ordinal));
        Assert.Contains("3 not 0", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_points_show_their_sum_step_by_step()
    {
        var text = Text(Page);
        Assert.Contains(
            "Points in the source 12,500 − expired by the freeze 300 − written off by rule 0 − in quarantine 199 "
            + "= converted 12,001 × rate 1.3= 13/10 = exact result 15,601.3= 156013/10 + rounding 0.7= 7/10 "
            + "= points in the target 15,602",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_loaded_from_anywhere_and_no_script_runs()
    {
        Assert.DoesNotContain("<script", Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"\son[a-z]+=|\ssrc=", Page);
    }

    [Fact]
    public void Text_is_encoded_wherever_it_stands()
    {
        var books = SomeCertificate.BalancedBooks() with
        {
            NotCarried = [new("r", "customer", null, 1, "<img src=x onerror=alert(1)> & \"quotes\"")],
        };
        var page = CertificateReport.Write(SomeCertificate.With(books), "<b>key</b>");
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_tables_and_regions_can_be_read_by_a_screen_reader()
    {
        var root = Parse(Page);
        Assert.Equal("en", root.Attribute("lang")?.Value);
        Assert.Single(root.Descendants("h1"));
        Assert.Single(root.Descendants("main"));
        var ids = root.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        var references = root.Descendants().Attributes("aria-labelledby").Select(label => label.Value)
            .Concat(root.Descendants("a").Select(link => link.Attribute("href")!.Value[1..]));
        Assert.All(references, id => Assert.Contains(id, ids, StringComparer.Ordinal));
        Assert.NotEmpty(root.Descendants("table"));
        foreach (var table in root.Descendants("table"))
        {
            Assert.False(string.IsNullOrWhiteSpace(table.Element("caption")?.Value));
            Assert.All(
                table.Descendants("th"), header => Assert.True(header.Attribute("scope")?.Value is "row" or "col"));
            Assert.All(
                table.Element("tbody")!.Elements("tr"),
                row => Assert.Equal("th", row.Elements().First().Name.LocalName));
            var region = table.Parent!;
            Assert.Equal("region", region.Attribute("role")?.Value);
            Assert.Equal("0", region.Attribute("tabindex")?.Value);
            Assert.NotNull(region.Attribute("aria-labelledby"));
        }
    }

    [Fact]
    public void Every_pair_of_colours_has_enough_contrast()
    {
        var colours = ColourPattern().Matches(ReportStyle.Css)
            .ToDictionary(
                match => match.Groups["name"].Value, match => match.Groups["hex"].Value, StringComparer.Ordinal);
        colours["white"] = "ffffff";
        foreach (var (front, back) in new[]
        {
            ("ink", "white"), ("ink", "pale"), ("ink", "good-pale"), ("ink", "bad-pale"), ("soft", "white"),
            ("soft", "pale"), ("link", "white"), ("good", "good-pale"), ("bad", "bad-pale"), ("bad", "white"),
        })
        {
            var contrast = Contrast(colours[front], colours[back]);
            Assert.True(contrast >= 4.5, $"{front} on {back}: {contrast:F2}");
        }
    }

    [Fact]
    public void A_retirement_without_money_points_or_kept_sites_says_so()
    {
        var none = ByRule.None<long>();
        var empty = new Books([], [], [], new(0, 0, 0, 0, 0, none), new(default, default, default), [], [], []);
        var text = Text(CertificateReport.Write(SomeCertificate.With(empty)));
        foreach (var sentence in new[]
        {
            "No site retires.", "No amounts were moved.", "No points were moved.",
            "Everything that the source holds was carried.", "The target was empty before.",
            "None: every site of the plan retires.", "This certificate is not signed.",
        })
        {
            Assert.Contains(sentence, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1234.50", "-1,234.50")]
    [InlineData("1234567", "1,234,567")]
    [InlineData("100", "100")]
    [InlineData("-100000", "-100,000")]
    [InlineData("12345/7", "12345/7")]
    public void Figures_are_grouped_and_keep_every_decimal(string exact, string shown) =>
        Assert.Equal(shown, HtmlText.Grouped(exact));

    [Fact]
    public void A_fraction_is_shown_as_a_decimal_only_where_that_is_exact()
    {
        Assert.Equal("0.7", ExactText.Of(new Rational(7, 10)));
        Assert.Equal("-0.05", ExactText.Of(new Rational(-1, 20)));
        Assert.Equal("1/3", ExactText.Of(new Rational(1, 3)));
        Assert.Equal("-12", ExactText.Of(new Rational(-12, 1)));
    }

    // The page is written so that it is well-formed XML too, apart from void elements.
    private static XElement Parse(string page)
    {
        var html = page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal);
        return XDocument.Parse(VoidPattern().Replace(html, "<${tag}${rest}/>"), LoadOptions.PreserveWhitespace).Root!;
    }

    private static string Text(string page)
    {
        var body = Parse(page).Element("body")!;
        var cells = body.Descendants().Where(element => element.Name.LocalName is "th" or "td" or "li" or "dd" or "dt");
        foreach (var cell in cells.ToList()) cell.Add(" ");

        return BlankPattern().Replace(body.Value, " ");
    }

    private static double Contrast(string front, string back)
    {
        var (a, b) = (Luminance(front), Luminance(back));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));
    }

    [GeneratedRegex("--(?<name>[a-z-]+): #(?<hex>[0-9a-f]{6})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColourPattern();

    [GeneratedRegex("<(?<tag>meta|wbr|br)(?<rest>[^>]*)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VoidPattern();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex BlankPattern();
}
