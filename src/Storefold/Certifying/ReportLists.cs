using System.Globalization;

namespace Storefold.Certifying;

/// <summary>The shorter sections of the report.</summary>
internal static class ReportLists
{
    public static void Coupons(HtmlText page, CouponsRow row)
    {
        page.Raw("<dl class=\"facts\">\n");
        foreach (var (what, count) in new[]
        {
            ("Coupon definitions moved", row.Definitions),
            ("Codes moved", row.Codes),
            ("Uses moved", row.Uses),
            ("Codes reissued with a new text", row.Reissued),
            ("Old codes that still work for their holders", row.Aliases),
        })
        {
            Fact(page, what, HtmlText.Grouped(count));
        }

        foreach (var (rule, count) in row.Skipped) Fact(page, $"Left out by rule {rule}", HtmlText.Grouped(count));
        page.Raw("</dl>\n");
    }

    public static void NeedsNoAction(HtmlText page, NeedsNoAction row)
    {
        var percent = (row.Share * 100).ToString("0.00", CultureInfo.InvariantCulture);
        page.Raw("<p><strong>").Text($"{percent} % of the customers").Raw("</strong>")
            .Text(" find everything in its place without doing anything. The share is rounded down.").Raw("</p>\n");
        page.Paragraph("All: those that moved, those kept aside with a reason, and those whose channel is of no site in the plan.");
        page.OpenTable("no-action", "For whom the move is over already")
            .Head("What", "All", "Need no action", "Need an action");
        CountRow(page, "Customers", row.Customers);
        CountRow(page, "Orders", row.Orders);
        page.Raw("<tr>").RowHeader("Points").Figure(row.Points.Total).Figure(row.Points.NoAction)
            .Figure(row.Points.Total - row.Points.NoAction).Raw("</tr>\n").CloseTable();
    }

    public static void NotCarried(HtmlText page, IReadOnlyList<NotCarried> rows)
    {
        if (rows.Count == 0)
        {
            page.Paragraph("Everything that the source holds was carried.");
            return;
        }

        page.Paragraph("What one of the two platforms cannot hold, each loss under its rule.");
        page.OpenTable("lost", "Losses by rule", "losses").Head("Rule", "Rows", "Where", "Why");
        foreach (var row in rows)
        {
            page.Raw("<tr>").RowHeader(row.Rule.Text).Figure(row.Rows).Raw("<td class=\"text\">").Name(row.Entity.Text);
            if (row.Field is { } field) page.Raw(", field ").Name(field.Text);
            else page.Text(", all of it");
            page.Raw("</td><td class=\"text why\">").Text(row.Why.Text).Raw("</td></tr>\n");
        }

        page.CloseTable();
    }

    public static void TargetOwn(HtmlText page, IReadOnlyList<TargetOwn> rows)
    {
        if (rows.Count == 0)
        {
            page.Paragraph("The target was empty before.");
            return;
        }

        page.Paragraph(
            "Rows that the target had before the first transfer. They stay as they were, except where a named merge "
            + "joined one with a source row, or where the target, which goes on selling, has changed one itself.");
        page.OpenTable("own", "Rows that were there before").Head("Rows", "Before", "Untouched", "Merged", "Changed", "By its own trade", "New since");
        foreach (var row in rows)
        {
            page.Raw("<tr>").RowHeader(row.Entity.Text).Figure(row.Before).Figure(row.Untouched).Figure(row.Merged)
                .Figure(row.Changed, row.Changed != 0).Figure(row.Traded).Figure(row.Came).Raw("</tr>\n");
        }

        page.CloseTable();
    }

    public static void KeptSites(HtmlText page, IReadOnlyList<KeptSite> rows)
    {
        if (rows.Count == 0)
        {
            page.Paragraph("None: every site of the plan retires.");
            return;
        }

        page.Paragraph("Sites that the retirement does not touch. Both figures are promised to be 0.");
        page.OpenTable("kept", "Sites that go on as before").Head("Site", "Writes to its rows", "Answers altered");
        foreach (var row in rows)
        {
            page.Raw("<tr>").RowHeader(row.Site.Text).Figure(row.Writes, row.Writes != 0);
            if (row.AlteredResponses is { } altered) page.Figure(altered, altered != 0);
            else page.Figure("nothing could");
            page.Raw("</tr>\n");
        }

        page.CloseTable();
    }

    private static void CountRow(HtmlText page, string what, CountShare share) =>
        page.Raw("<tr>").RowHeader(what).Figure(share.Total).Figure(share.NoAction).Figure(share.Total - share.NoAction)
            .Raw("</tr>\n");

    private static void Fact(HtmlText page, string what, string figure) =>
        page.Raw("<div>").Element("dt", what).Element("dd", figure).Raw("</div>\n");
}
