using Storefold.Certifying;

namespace Storefold.Rehearsing.Reporting;

/// <summary>The proof that sites which go on were left alone.</summary>
internal static class KeptPart
{
    public static void Write(HtmlText page, RehearsalResult result)
    {
        if (result.Kept.Count == 0)
        {
            page.Paragraph("None: every site of the plan retires.");
            return;
        }

        foreach (var proof in result.Kept)
        {
            page.Raw("<h3>").Text(proof.Site).Raw("</h3>\n")
                .Raw(proof.Holds ? "<p class=\"proof\">&#10003; " : "<p class=\"proof wrong\">&#10007; ").Text(Verdict(proof)).Raw("</p>\n<ul>\n");
            page.Element("li", proof.Rows == 0
                ? "Its rows were not compared: the pack cannot name them."
                : $"{HtmlText.Grouped(proof.Rows)} rows in {proof.Tables} tables were compared, every cell, with another copy on which the same people did "
                    + "the same things and Storefold did nothing.");
            foreach (var (table, rows) in proof.Differences) page.Element("li", $"{table}: {HtmlText.Grouped(rows)} rows differ.");
            page.Element(
                "li",
                $"The log of our writes to the source has {HtmlText.Grouped(proof.AllWrites)} entries; {HtmlText.Grouped(proof.LoggedWrites)} of them "
                + "are about this site.");
            page.Element("li", proof.ReadersRefuse
                ? "What reads the source was told to write, and was refused by the database."
                : "What reads the source was told to write, and could.");
            var traded = result.Traffic.Count(done => done.Happened.Count > 0 && string.Equals(done.Event.Site, proof.Site, StringComparison.Ordinal));
            page.Element("li", $"It went on trading all the while: {Words.Plural(traded, "thing", "things")} happened on it.");
            page.Raw("</ul>\n");
        }
    }

    public static string Verdict(KeptProof proof) => proof switch
    {
        { Holds: true } => "Nothing of ours was written to its rows.",
        { Differences.Count: > 0 } => "Its rows are not those that it would have without us.",
        { LoggedWrites: > 0 } => "The log has writes of ours to its rows.",
        _ => "What reads its source could also write.",
    };
}
