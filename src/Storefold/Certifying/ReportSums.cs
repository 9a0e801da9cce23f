using System.Globalization;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>Money and points, each with its sum shown.</summary>
internal static class ReportSums
{
    public static void Money(HtmlText page, IReadOnlyList<MoneyRow> money)
    {
        if (money.Count == 0)
        {
            page.Paragraph("No amounts were moved.");
            return;
        }

        page.Paragraph("Source = not carried + quarantined + target, to the last unit of each currency.");
        var number = 0;
        foreach (var currency in money.GroupBy(row => row.Currency))
        {
            number++;
            page.OpenTable(
                string.Create(CultureInfo.InvariantCulture, $"money-{number}"), $"Amounts in {currency.Key}")
                .Head("What", "Source", "Not carried", "Quarantined", "Target", "Left over");
            foreach (var row in currency) MoneyRow(page, row);
            page.CloseTable();
        }
    }

    public static void Points(HtmlText page, IReadOnlyList<PointsRow> points)
    {
        if (points.Count == 0)
        {
            page.Paragraph("No points were moved.");
            return;
        }

        page.Paragraph(
            "Points that had expired by the freeze come off first; what is left is multiplied by the exact rate; each "
            + "account is then rounded once, and all roundings together make the line \"rounding\".");
        var number = 0;
        foreach (var row in points)
        {
            number++;
            var id = string.Create(CultureInfo.InvariantCulture, $"points-{number}");
            page.OpenTable(id, $"Programme {row.Programme}", "sum-sheet").Raw("<tbody>\n");
            Step(page, "Points in the source", row.Source);
            Step(page, "\u2212 expired by the freeze", row.Expired);
            Step(page, "\u2212 written off by rule", row.WrittenOff);
            Step(page, "\u2212 in quarantine", row.Quarantined);
            Wrong(page, "Left over", row.SourceImbalance);
            Step(page, "= converted", row.Converted, isSum: true);
            Step(page, "\u00d7 rate", row.Rate);
            Step(page, "= exact result", row.Exact);
            Step(page, "+ rounding", row.Rounding);
            Wrong(page, "Left over", row.TargetImbalance);
            Step(page, "= points in the target", row.Target, isSum: true);
            page.CloseTable();
        }
    }

    private static void MoneyRow(HtmlText page, MoneyRow row)
    {
        page.Raw("<tr>").RowHeader(row.What.Text).Figure(row.Source).Raw("<td>");
        if (row.NotCarried.Count == 0) page.Text("0");
        else
        {
            var sum = row.NotCarried.Values.Aggregate(Rational.Zero, (total, amount) => total + Rational.Of(amount));
            page.Text(HtmlText.Grouped(ExactText.Of(sum))).Raw("<ul>");
            foreach (var (rule, amount) in row.NotCarried)
            {
                page.Element("li", $"{rule} {HtmlText.Grouped(ExactText.Of(amount))}");
            }

            page.Raw("</ul>");
        }

        page.Raw("</td>").Figure(row.Quarantined).Figure(row.Target)
            .Figure(HtmlText.Grouped(ExactText.Of(row.Imbalance)), !row.Balances).Raw("</tr>\n");
    }

    private static void Step(HtmlText page, string what, decimal figure, bool isSum = false) =>
        page.Raw(isSum ? "<tr class=\"sum\">" : "<tr>").Raw("<th scope=\"row\">").Text(what).Raw("</th>")
            .Figure(figure).Raw("</tr>\n");

    private static void Step(HtmlText page, string what, Rational figure)
    {
        // A fraction that a decimal can say is said both ways.
        var (fraction, text) = (figure.ToString(), HtmlText.Grouped(ExactText.Of(figure)));
        page.Raw("<tr><th scope=\"row\">").Text(what).Raw("</th><td>").Text(text);
        if (fraction.Contains('/') && !text.Contains('/')) page.Raw("<ul>").Element("li", $"= {fraction}").Raw("</ul>");
        page.Raw("</td></tr>\n");
    }

    private static void Wrong(HtmlText page, string what, Rational rest)
    {
        if (rest == Rational.Zero) return;
        page.Raw("<tr><th scope=\"row\">").Text(what).Raw("</th>")
            .Figure(HtmlText.Grouped(ExactText.Of(rest)), isWrong: true).Raw("</tr>\n");
    }
}
