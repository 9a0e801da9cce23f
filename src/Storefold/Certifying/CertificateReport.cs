namespace Storefold.Certifying;

/// <summary>
/// The certificate as one page of HTML for a manager (the verdict, on top) and an auditor (every figure, below): no
/// script, nothing from outside, readable at 320 px and on paper. It says what the JSON says and is not itself signed.
/// </summary>
public static class CertificateReport
{
    private static readonly (string Id, string Title)[] Sections =
    [
        ("fates", "What became of every row"),
        ("money", "Money"),
        ("points", "Points"),
        ("coupons", "Coupons"),
        ("needs-no-action", "Customers who need to do nothing"),
        ("not-carried", "What was not carried, and why"),
        ("target-own", "The target's own rows"),
        ("kept-sites", "Sites that go on"),
        ("statements", "Customers' statements"),
        ("check", "How to check this yourself"),
    ];

    /// <summary>The page.</summary>
    /// <param name="certificate">What it shows.</param>
    /// <param name="keyId">Id of the key that the certificate is signed with; null when it is not signed.</param>
    public static string Write(Certificate certificate, string? keyId = null)
    {
        var page = new HtmlText();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Element("title", $"Certificate of the retirement {certificate.Retirement}")
            .Raw("\n<style>\n").Raw(ReportStyle.Css).Raw("\n</style>\n</head>\n<body>\n<main>\n")
            .Raw("<h1>Certificate of the retirement ").Name(certificate.Retirement.Text).Raw("</h1>\n");
        if (certificate.Rehearsed) Rehearsal(page);
        Verdict(page, certificate);
        Facts(page, certificate, keyId);
        Contents(page);
        foreach (var (id, title) in Sections)
        {
            page.Raw($"<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">").Text(title).Raw("</h2>\n");
            Section(id, page, certificate, keyId);
            page.Raw("</section>\n");
        }

        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Section(string id, HtmlText page, Certificate certificate, string? keyId)
    {
        var books = certificate.Books;
        switch (id)
        {
            case "fates": ReportFates.Write(page, books.Fates); break;
            case "money": ReportSums.Money(page, books.Money); break;
            case "points": ReportSums.Points(page, books.Points); break;
            case "coupons": ReportLists.Coupons(page, books.Coupons); break;
            case "needs-no-action": ReportLists.NeedsNoAction(page, books.NeedsNoAction); break;
            case "not-carried": ReportLists.NotCarried(page, books.NotCarried); break;
            case "target-own": ReportLists.TargetOwn(page, books.TargetOwn); break;
            case "kept-sites": ReportLists.KeptSites(page, books.KeptSites); break;
            case "statements": Statements(page, certificate); break;
            default: HowToCheck(page, keyId); break;
        }
    }

    private static void Rehearsal(HtmlText page) => page.Raw("<p class=\"rehearsal\"><strong>Rehearsal.</strong> ")
        .Text("This was issued over copies of both shops. It says nothing of the shops themselves.").Raw("</p>\n");

    private static void Statements(HtmlText page, Certificate certificate)
    {
        page.Paragraph(
            "Each customer of a site that closes has a statement: what moved, and how old points became new ones. All of them hang together in "
            + "a Merkle tree; its root, signed with this certificate, fixes every one of them and reveals nothing.");
        page.Raw("<dl class=\"facts\">\n");
        Fact(page, "Statements", HtmlText.Grouped(certificate.Statements.Count));
        Fact(page, "Root of the tree, SHA-256", certificate.Statements.Root.Hex, isHash: true);
        page.Raw("</dl>\n");
        page.Paragraph("A customer who has their statement can check that it is one of these:");
        page.Raw("<pre>storefold certificate verify certificate.json --key issuer.pem --statement statement.json</pre>\n");
    }

    private static void Verdict(HtmlText page, Certificate certificate)
    {
        var problems = certificate.Problems();
        var breaches = certificate.Breaches();
        if (problems.Count == 0 && breaches.Count == 0)
        {
            page.Raw("<div class=\"verdict\">\n<strong>&#10003; ")
                .Text("Every row is accounted for, and the books balance.").Raw("</strong>\n")
                .Paragraph(Summary(certificate)).Raw("</div>\n");
            return;
        }

        var headline = problems.Count > 0
            ? "The books do not balance."
            : "The books balance, but not all is as promised.";
        page.Raw("<div class=\"verdict bad\">\n<strong>&#10007; ").Text(headline).Raw("</strong>\n")
            .Paragraph(Summary(certificate)).Raw("<ul>\n");
        foreach (var sentence in problems.Concat(breaches)) page.Element("li", sentence).Raw("\n");
        page.Raw("</ul>\n</div>\n");
    }

    private static string Summary(Certificate certificate)
    {
        var fates = certificate.Books.Fates;
        return $"Rows in the source: {HtmlText.Grouped(fates.Sum(row => row.Source))}. "
            + $"In the target: {HtmlText.Grouped(fates.Sum(row => row.Created + row.Merged))}. "
            + $"Left out by a named rule: {HtmlText.Grouped(fates.Sum(row => row.Skipped.Values.Sum()))}. "
            + $"Kept aside with a reason: {HtmlText.Grouped(fates.Sum(row => row.Quarantined))}. "
            + $"Erased on request: {HtmlText.Grouped(fates.Sum(row => row.Erased))}.";
    }

    private static void Facts(HtmlText page, Certificate certificate, string? keyId)
    {
        var verification = certificate.Verification;
        page.Raw("<dl class=\"facts\">\n");
        Fact(page, "Issued", certificate.IssuedAtText);
        Fact(page, "Verified by", $"run {HtmlText.Grouped(verification.Run)}");
        Fact(page, "Rows compared", HtmlText.Grouped(verification.ComparedRows));
        Fact(page, "Differences", HtmlText.Grouped(verification.Mismatches));
        if (verification.Traded > 0) Fact(page, "Changed by the target’s own trade since", HtmlText.Grouped(verification.Traded));
        Fact(page, "Plan file, SHA-256", certificate.Plan.Hex, isHash: true);
        Fact(page, "Signed with the key", keyId ?? "not signed", isHash: keyId is not null);
        page.Raw("</dl>\n");
    }

    private static void Fact(HtmlText page, string what, string figure, bool isHash = false) =>
        page.Raw(isHash ? "<div class=\"wide\">" : "<div>").Element("dt", what)
            .Raw(isHash ? "<dd class=\"hash\">" : "<dd>").Text(figure).Raw("</dd></div>\n");

    private static void Contents(HtmlText page)
    {
        page.Raw("<nav class=\"contents\" aria-label=\"On this page\">\n<ul>\n");
        foreach (var (id, title) in Sections) page.Raw($"<li><a href=\"#{id}\">").Text(title).Raw("</a></li>\n");
        page.Raw("</ul>\n</nav>\n");
    }

    private static void HowToCheck(HtmlText page, string? keyId)
    {
        page.Paragraph(
            "This page repeats what the file certificate.json states. "
            + "The file is what counts: it can be signed, a page cannot.");
        page.Raw("<ol>\n<li>Check the signature and all sums from the file alone, with the issuer's published key:\n")
            .Raw("<pre>storefold certificate verify certificate.json --key issuer.pem</pre></li>\n")
            .Raw("<li>Check it against the databases, row by row and field by field:\n")
            .Raw("<pre>storefold verify plan.yaml</pre></li>\n")
            .Raw("<li>Check it without Storefold: the signature is ES256 over the canonical JSON (RFC 8785) of the ")
            .Raw("file without its member <code>signature</code>; any implementation and openssl will do. ")
            .Raw("The steps stand in <code>docs/certificate.md</code> of Storefold.</li>\n")
            .Raw("<li>Check the sums by hand: in each line the figures to the right of the source add up to it.</li>\n")
            .Raw("</ol>\n");
        page.Paragraph(keyId is null
            ? "This certificate is not signed."
            : "Whoever made the file also chose the key inside it. "
                + "Compare the key above with the one that the issuer has published elsewhere.");
    }
}
