using System.Globalization;
using Storefold.Loyalty;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>
/// One customer's statement as a page for a person: no script, nothing from outside, readable at 320 px and on paper. It
/// says what the JSON says; the JSON is what can be checked.
/// </summary>
public static class StatementPage
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["orders"] = "Orders", ["shipments"] = "Shipments", ["reviews"] = "Reviews", ["coupons"] = "Coupon codes", ["gift_cards"] = "Gift cards",
        ["cases"] = "Returns and requests", ["wishlist"] = "Things remembered",
    };

    /// <summary>The page.</summary>
    public static string Write(ProvenStatement proven)
    {
        var statement = proven.Statement;
        var page = new HtmlText();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Element("title", $"What became of your account {statement.Key}")
            .Raw("\n<style>\n").Raw(ReportStyle.Css).Raw("\n</style>\n</head>\n<body>\n<main>\n")
            .Raw("<h1>What became of your account</h1>\n");
        Account(page, statement);
        if (statement.Counts.Count > 0) Counts(page, statement);
        for (var number = 0; number < statement.Points.Count; number++) Points(page, number, statement);
        Named(page, "orders", "Orders", "Where your order numbers are now", statement.Orders, statement);
        Named(page, "coupons", "Coupon codes", "Your coupon codes", statement.Coupons, statement);
        GiftCards(page, statement);
        Check(page, proven);
        return page.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Account(HtmlText page, CustomerStatement statement)
    {
        var account = statement.Account;
        page.Raw("<div class=\"verdict\">\n<strong>").Text(Headline(account.Outcome)).Raw("</strong>\n").Paragraph(account.Words).Raw("</div>\n");
        if (account.Claim is { } claim)
        {
            page.Raw("<h2>What to do</h2>\n").Paragraph(claim.Words);
            if (claim.Until is { } until) page.Paragraph($"Until {Time(until)}.");
        }

        page.Raw("<dl class=\"facts\">\n");
        Fact(page, "Your customer number", statement.Key);
        if (statement.FindAt is { } address) Fact(page, "You find it at", address);
        page.Raw("</dl>\n");
    }

    private static void Counts(HtmlText page, CustomerStatement statement)
    {
        page.Raw("<h2>What moved</h2>\n");
        var some = statement.Counts.Where(count => count.Total > 0).ToList();
        if (some.Count == 0)
        {
            page.Paragraph("There were no orders, reviews, coupons or other things in your account.");
            return;
        }

        page.OpenTable("counts", "Your things").Head("What", "All", "Moved", "Waits for you", "Did not move");
        foreach (var count in some)
        {
            page.Raw("<tr>").RowHeader(Titles[count.Kind]).Figure(count.Total).Figure(count.Moved).Figure(count.Waits)
                .Figure(count.NotMoved.Values.Sum()).Raw("</tr>\n");
        }

        page.CloseTable().Paragraph(statement.TrackingNumbers == 1
            ? "1 tracking number came along." : $"{HtmlText.Grouped(statement.TrackingNumbers)} tracking numbers came along.");
        if (statement.Reasons.Count == 0) return;
        page.Raw("<h3>Why something did not move</h3>\n<ul>\n");
        foreach (var why in statement.Reasons.Values.Distinct(StringComparer.Ordinal)) page.Element("li", why).Raw("\n");
        page.Raw("</ul>\n");
    }

    private static void Points(HtmlText page, int number, CustomerStatement statement)
    {
        var line = statement.Points[number];
        var id = number.ToString(CultureInfo.InvariantCulture);
        page.Raw("<h2>").Text($"Points: {line.Programme}").Raw("</h2>\n");
        if (line.Conversion is not { } sum)
        {
            page.Paragraph($"{HtmlText.Grouped(ExactText.Of(line.Balance))} points did not move. {Why(statement, line.Reason)}");
            return;
        }

        page.OpenTable("sum-" + id, "How your points were worked out", "sum-sheet").Raw("<tbody>\n");
        Step(page, "Your points", Rational.Of(line.Balance));
        Step(page, "− expired by the freeze", Rational.Of(sum.Expired));
        Step(page, "− written off", Rational.Of(sum.WrittenOff));
        Step(page, "= converted", Rational.Of(sum.Converted), isSum: true);
        Step(page, "× rate", sum.Rate);
        Step(page, "= exact result", sum.Exact);
        Step(page, "+ rounding", sum.Rounding);
        Step(page, $"= points in {sum.Into}", Rational.Of(sum.Points), isSum: true);
        page.CloseTable();
        page.OpenTable("lots-" + id, "Point by point").Head("What", "Old points", "Old expiry", "New points", "New expiry");
        foreach (var row in sum.Lines) Line(page, row);
        page.CloseTable();
    }

    private static void Line(HtmlText page, StatementLine row)
    {
        var what = row.Kind switch
        {
            StatementKind.Moved => "Moved",
            StatementKind.Pending => "Moved, usable later",
            StatementKind.Residual => "Moved, of no one purchase",
            StatementKind.Debt => "A balance below 0 that moved",
            StatementKind.WrittenOff => "Written off",
            _ => "Had expired",
        };
        if (row.ActivatesAt is { } from) what += $", from {Time(from)}";
        page.Raw("<tr>").RowHeader(what).Figure(row.OldPoints).Figure(Expiry(row.OldExpiresAt)).Figure(row.NewPoints)
            .Figure(row.Kind is StatementKind.Expired or StatementKind.WrittenOff ? "" : Expiry(row.NewExpiresAt)).Raw("</tr>\n");
    }

    private static void Named(HtmlText page, string id, string title, string caption, IReadOnlyList<Renamed> rows, CustomerStatement statement)
    {
        if (rows.Count == 0) return;
        page.Raw("<h2>").Text(title).Raw("</h2>\n").OpenTable(id + "-list", caption).Head("Old", "New", "What became of it");
        foreach (var row in rows)
        {
            page.Raw("<tr>").RowHeader(row.Old).Figure(row.New ?? "–").Raw("<td class=\"text why\">").Text(Became(statement, row.Outcome, row.Reason))
                .Raw("</td></tr>\n");
        }

        page.CloseTable();
    }

    private static void GiftCards(HtmlText page, CustomerStatement statement)
    {
        if (statement.GiftCards.Count == 0) return;
        page.Raw("<h2>Gift cards and credit</h2>\n").OpenTable("cards-list", "What is left on them").Head("Code ends with", "Left", "What became of it");
        foreach (var card in statement.GiftCards)
        {
            page.Raw("<tr>").RowHeader(card.EndsWith ?? "–").Figure($"{HtmlText.Grouped(ExactText.Of(card.Balance))} {card.Currency}")
                .Raw("<td class=\"text why\">").Text(Became(statement, card.Outcome, card.Reason)).Raw("</td></tr>\n");
        }

        page.CloseTable();
    }

    private static void Check(HtmlText page, ProvenStatement proven)
    {
        page.Raw("<h2>How to check this</h2>\n")
            .Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"This is statement {proven.Proof.Index + 1:N0} of the {proven.Proof.Size:N0} that the certificate of the retirement stands for. ")
                + "With the file of this statement and the certificate anyone can check that not a character of it was changed since:")
            .Raw("<pre>storefold certificate verify certificate.json --key issuer.pem --statement statement.json</pre>\n");
        page.Raw("<dl class=\"facts\">\n<div class=\"wide\"><dt>The certificate's root</dt><dd class=\"hash\">")
            .Text(proven.Root.Hex).Raw("</dd></div>\n</dl>\n");
    }

    private static void Step(HtmlText page, string what, Rational figure, bool isSum = false) =>
        page.Raw(isSum ? "<tr class=\"sum\">" : "<tr>").Raw("<th scope=\"row\">").Text(what).Raw("</th>")
            .Figure(HtmlText.Grouped(ExactText.Of(figure))).Raw("</tr>\n");

    private static void Fact(HtmlText page, string what, string text) =>
        page.Raw("<div>").Element("dt", what).Raw("<dd class=\"hash\">").Text(text).Raw("</dd></div>\n");

    private static string Headline(Outcome outcome) => outcome switch
    {
        Outcome.Moved => "It has moved.",
        Outcome.Joined => "It has joined your other account.",
        Outcome.Waits => "It has arrived and waits for you.",
        Outcome.Erased => "It was erased.",
        _ => "It did not move.",
    };

    private static string Became(CustomerStatement statement, Outcome outcome, string? reason) => outcome switch
    {
        Outcome.Moved => "moved",
        Outcome.Waits => "waits for you",
        _ => Why(statement, reason),
    };

    private static string Why(CustomerStatement statement, string? reason) =>
        reason is null ? "" : statement.Reasons.GetValueOrDefault(reason, reason);

    private static string Expiry(long? time) => time is { } at ? Time(at) : "never";

    private static string Time(long time) => Clock.ToInstant(time).ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
