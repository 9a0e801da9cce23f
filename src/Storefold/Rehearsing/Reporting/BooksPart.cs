using Storefold.Certifying;

namespace Storefold.Rehearsing.Reporting;

/// <summary>The books of the certificate, in the certificate's own tables.</summary>
internal static class BooksPart
{
    public static void Write(HtmlText page, RehearsalResult result)
    {
        foreach (var complaint in result.Complaints) page.Raw("<p class=\"wrong\">").Text(complaint).Raw("</p>\n");
        if (result.Certificate is not { } certificate) return;
        page.Paragraph(
            $"Both sides were read back after the last catch-up: {HtmlText.Grouped(certificate.Verification.ComparedRows)} rows compared, "
            + $"{HtmlText.Grouped(certificate.Verification.Mismatches)} differ. The certificate beside this page states the same, signed and "
            + "marked as a rehearsal’s.");
        var books = certificate.Books;
        page.Raw("<h3>What became of every row</h3>\n");
        ReportFates.Write(page, books.Fates);
        page.Raw("<h3>Money</h3>\n");
        ReportSums.Money(page, books.Money);
        page.Raw("<h3>Points</h3>\n");
        ReportSums.Points(page, books.Points);
        page.Raw("<h3>Coupons</h3>\n");
        ReportLists.Coupons(page, books.Coupons);
        page.Raw("<h3>Customers who need to do nothing</h3>\n");
        ReportLists.NeedsNoAction(page, books.NeedsNoAction);
        page.Raw("<h3>The target’s own rows</h3>\n");
        ReportLists.TargetOwn(page, books.TargetOwn);
    }
}
