using System.Globalization;

namespace Storefold.Certifying;

/// <summary>The fates, a table per site.</summary>
internal static class ReportFates
{
    public static void Write(HtmlText page, IReadOnlyList<FateRow> fates)
    {
        page.Paragraph(
            "Each row of the source has exactly one fate. The source figure is a bare count of the table, made apart "
            + "from the transfer; what it counts and no fate explains would show in the last column.");
        if (fates.Count == 0) page.Paragraph("No site retires.");
        var number = 0;
        foreach (var site in fates.GroupBy(row => row.Site))
        {
            number++;
            page.OpenTable(
                string.Create(CultureInfo.InvariantCulture, $"fates-{number}"), $"Site {site.Key}")
                .Head("Rows", "Source", "Created", "Merged", "Skipped", "Quarantined", "Erased", "Unexplained");
            foreach (var row in site) Row(page, row);
            Sum(page, [.. site]);
            page.CloseTable();
        }

        page.Paragraph(
            "Created: written new. Merged: became one with a row that the target had. Skipped: left out by the rule "
            + "that is named. Quarantined: kept aside unchanged, with a reason, until a person decides. Erased: "
            + "deleted at the customer's request.");
    }

    private static void Row(HtmlText page, FateRow row)
    {
        page.Raw("<tr>").RowHeader(row.Entity.Text).Figure(row.Source).Figure(row.Created).Figure(row.Merged)
            .Raw("<td>").Text(HtmlText.Grouped(row.Skipped.Values.Sum()));
        if (row.Skipped.Count > 0)
        {
            page.Raw("<ul>");
            foreach (var (rule, count) in row.Skipped) page.Element("li", $"{rule} {HtmlText.Grouped(count)}");
            page.Raw("</ul>");
        }

        page.Raw("</td>").Figure(row.Quarantined).Figure(row.Erased).Figure(row.Unexplained, !row.Balances)
            .Raw("</tr>\n");
    }

    private static void Sum(HtmlText page, IReadOnlyList<FateRow> rows) =>
        page.Raw("<tr class=\"sum\">").RowHeader("All").Figure(rows.Sum(row => row.Source))
            .Figure(rows.Sum(row => row.Created)).Figure(rows.Sum(row => row.Merged))
            .Figure(rows.Sum(row => row.Skipped.Values.Sum()))
            .Figure(rows.Sum(row => row.Quarantined)).Figure(rows.Sum(row => row.Erased))
            .Figure(rows.Sum(row => row.Unexplained), rows.Any(row => !row.Balances)).Raw("</tr>\n");
}
