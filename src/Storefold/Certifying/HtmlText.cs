using System.Globalization;
using System.Net;
using System.Text;

namespace Storefold.Certifying;

/// <summary>A page in the making. Text goes in encoded; only this folder's own literals go in as they are.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _page = new();

    /// <summary>Markup of our own, never anything that was read.</summary>
    public HtmlText Raw(string markup)
    {
        _page.Append(markup);
        return this;
    }

    /// <summary>Text, encoded.</summary>
    public HtmlText Text(string text) => Raw(WebUtility.HtmlEncode(text));

    /// <summary>An element with encoded text.</summary>
    public HtmlText Element(string tag, string text) => Raw($"<{tag}>").Text(text).Raw($"</{tag}>");

    /// <summary>A paragraph.</summary>
    public HtmlText Paragraph(string text) => Element("p", text).Raw("\n");

    /// <summary>A row header.</summary>
    public HtmlText RowHeader(string text) => Raw("<th scope=\"row\">").Name(text).Raw("</th>");

    /// <summary>A name that may be broken after its dots and underscores on a narrow screen.</summary>
    public HtmlText Name(string name) =>
        Raw(WebUtility.HtmlEncode(name)
            .Replace(".", ".<wbr>", StringComparison.Ordinal)
            .Replace("_", "_<wbr>", StringComparison.Ordinal));

    /// <summary>A cell with a figure; one that ought to be 0 and is not stands out, by more than its colour.</summary>
    public HtmlText Figure(string figure, bool isWrong = false) => isWrong
        ? Raw("<td class=\"wrong\">").Text(figure).Raw(" <span class=\"flag\">not 0</span></td>")
        : Raw("<td>").Text(figure).Raw("</td>");

    /// <summary>A cell with a count.</summary>
    public HtmlText Figure(long count, bool isWrong = false) => Figure(Grouped(count), isWrong);

    /// <summary>A cell with an amount.</summary>
    public HtmlText Figure(decimal amount) => Figure(Grouped(ExactText.Of(amount)));

    /// <summary>
    /// Opens a table in a region that can be scrolled sideways by touch and by keyboard, so that a narrow screen shows
    /// the page at its own width. The caption stays in sight while the table is scrolled.
    /// </summary>
    public HtmlText OpenTable(string id, string caption, string style = "") =>
        Raw($"<div class=\"scroll {style}\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n")
            .Raw($"<caption id=\"{id}\"><span>").Text(caption).Raw("</span></caption>\n");

    /// <summary>The column headers, and the start of the rows.</summary>
    public HtmlText Head(params ReadOnlySpan<string> headers)
    {
        Raw("<thead><tr>");
        foreach (var header in headers) Raw("<th scope=\"col\">").Text(header).Raw("</th>");
        return Raw("</tr></thead>\n<tbody>\n");
    }

    /// <summary>Closes it.</summary>
    public HtmlText CloseTable() => Raw("</tbody>\n</table>\n</div>\n");

    public override string ToString() => _page.ToString();

    /// <summary><c>12,345</c>.</summary>
    public static string Grouped(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Groups the whole part and keeps every decimal: <c>12,345.60</c>. Fractions stay.</summary>
    public static string Grouped(string exact)
    {
        if (exact.Contains('/')) return exact;
        var point = exact.IndexOf('.');
        var whole = point < 0 ? exact : exact[..point];
        var sign = whole.StartsWith('-') ? "-" : "";
        var digits = whole[sign.Length..];
        var text = new StringBuilder(sign);
        for (var index = 0; index < digits.Length; index++)
        {
            if (index > 0 && (digits.Length - index) % 3 == 0) text.Append(',');
            text.Append(digits[index]);
        }

        return text.Append(point < 0 ? "" : exact[point..]).ToString();
    }
}
