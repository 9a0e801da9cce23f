using System.Globalization;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>
/// The arithmetic of the books, from the figures alone: whoever holds a certificate can run it without any database.
/// Each identity that does not hold becomes one sentence that names its figures.
/// </summary>
public static class BooksCheck
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Identities that do not hold; empty when the books balance.</summary>
    public static IReadOnlyList<string> Problems(Books books) =>
    [
        .. Twice(books.Fates.Select(row => $"Site {row.Site}, {row.Entity}")),
        .. Twice(books.Money.Select(row => $"{row.Currency} {row.What}")),
        .. Twice(books.Points.Select(row => $"Programme {row.Programme} at rate {row.Rate}")),
        .. books.Fates.SelectMany(Fate),
        .. books.Money.SelectMany(Money),
        .. books.Points.SelectMany(Points),
        .. Coupons(books.Coupons, books.Fates),
        .. NoAction(books.NeedsNoAction, books.Fates),
        .. books.KeptSites.SelectMany(Kept),
        .. books.TargetOwn.SelectMany(Own),
        .. books.NotCarried.SelectMany(Lost),
    ];

    /// <summary>Promises that were not kept; the figures may balance all the same.</summary>
    public static IReadOnlyList<string> Breaches(Books books) =>
    [
        .. books.KeptSites.Where(site => site.Writes != 0).Select(site =>
            Say($"Kept site {site.Site}: {site.Writes} of its rows were written, the promise is 0.")),
        .. books.KeptSites.Where(site => site.AlteredResponses is not (null or 0)).Select(site =>
            Say($"Kept site {site.Site}: {site.AlteredResponses} of its answers were altered, the promise is 0.")),
        .. books.TargetOwn.Where(row => row.Changed != 0).Select(row =>
            Say($"Target's own {row.Entity}: {row.Changed} rows differ without a named merge, the promise is 0.")),
    ];

    private static IEnumerable<string> Fate(FateRow row)
    {
        var place = $"Site {row.Site}, {row.Entity}";
        var skipped = row.Skipped.Values.Sum();
        if (!row.Balances)
        {
            yield return string.Create(
                Invariant,
                $"{place}: {row.Source} rows in the source, but created {row.Created} + merged {row.Merged} "
                + $"+ skipped {skipped} + quarantined {row.Quarantined} + erased {row.Erased} "
                + $"= {row.Source - row.Unexplained}; {row.Unexplained} unexplained.");
        }

        foreach (var problem in Negative(
            place, [("source", row.Source), ("created", row.Created), ("merged", row.Merged),
                ("quarantined", row.Quarantined), ("erased", row.Erased), .. Rules(row.Skipped)]))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Money(MoneyRow row)
    {
        if (row.Balances) yield break;
        var lost = row.NotCarried.Values.Aggregate(Rational.Zero, (sum, amount) => sum + Rational.Of(amount));
        yield return string.Create(
            Invariant,
            $"{row.Currency} {row.What}: {row.Source} in the source, but not carried {ExactText.Of(lost)} "
            + $"+ quarantined {row.Quarantined} + target {row.Target} leaves {ExactText.Of(row.Imbalance)}.");
    }

    private static IEnumerable<string> Points(PointsRow row)
    {
        if (row.Rate <= Rational.Zero) yield return $"Programme {row.Programme}: the rate {row.Rate} is not above 0.";
        if (row.SourceImbalance != Rational.Zero)
        {
            yield return string.Create(
                Invariant,
                $"Programme {row.Programme}: {row.Source} points in the source, but expired {row.Expired} "
                + $"+ written off {row.WrittenOff} + quarantined {row.Quarantined} + converted {row.Converted} "
                + $"leaves {ExactText.Of(row.SourceImbalance)}.");
        }

        if (row.TargetImbalance != Rational.Zero)
        {
            yield return string.Create(
                Invariant,
                $"Programme {row.Programme}: {row.Target} points in the target, but converted {row.Converted} "
                + $"x rate {row.Rate} + rounding {row.Rounding} leaves {ExactText.Of(row.TargetImbalance)}.");
        }
    }

    private static IEnumerable<string> Coupons(CouponsRow row, IReadOnlyList<FateRow> fates)
    {
        var told = CouponsRow.From(fates, row.Reissued, row.Aliases);
        foreach (var (what, stated, moved) in new[]
        {
            ("definitions", row.Definitions, told.Definitions),
            ("codes", row.Codes, told.Codes),
            ("uses", row.Uses, told.Uses),
            ("skipped rows", row.Skipped.Values.Sum(), told.Skipped.Values.Sum()),
        })
        {
            if (stated != moved) yield return Say($"Coupons: {stated} {what}, but the fates tell of {moved}.");
        }

        if (row.Reissued > row.Codes)
        {
            yield return Say($"Coupons: {row.Reissued} codes reissued, but only {row.Codes} moved.");
        }

        if (row.Aliases > row.Reissued)
        {
            yield return Say($"Coupons: {row.Aliases} aliases, but only {row.Reissued} codes reissued.");
        }

        foreach (var problem in Negative(
            "Coupons", [("definitions", row.Definitions), ("codes", row.Codes), ("uses", row.Uses),
                ("reissued", row.Reissued), ("aliases", row.Aliases), .. Rules(row.Skipped)]))
        {
            yield return problem;
        }
    }

    // Points have no such bounds: a negative balance that waits makes the part larger than the whole.
    private static IEnumerable<string> NoAction(NeedsNoAction row, IReadOnlyList<FateRow> fates)
    {
        foreach (var (what, share, entity) in new[]
        {
            ("customers", row.Customers, NeedsNoAction.CustomerRow), ("orders", row.Orders, NeedsNoAction.OrderRow),
        })
        {
            var told = NeedsNoAction.AllOf(fates, entity);
            if (share.Total != told) yield return Say($"Needs no action: {share.Total} {what} in all, but the fates tell of {told}.");
            if (share.NoAction < 0 || share.NoAction > share.Total)
            {
                yield return Say($"Needs no action: {share.NoAction} of {share.Total} {what}.");
            }
        }
    }

    private static IEnumerable<string> Kept(KeptSite row) => Negative(
        $"Kept site {row.Site}", [("writes", row.Writes), ("altered_responses", row.AlteredResponses ?? 0)]);

    private static IEnumerable<string> Own(TargetOwn row)
    {
        var place = $"Target's own {row.Entity}";
        if (!row.Balances)
        {
            yield return string.Create(
                Invariant,
                $"{place}: {row.Before} rows before, but untouched {row.Untouched} + merged {row.Merged} "
                + $"+ changed {row.Changed} + traded {row.Traded} leaves {row.Imbalance}.");
        }

        foreach (var problem in Negative(
            place, [("before", row.Before), ("untouched", row.Untouched), ("merged", row.Merged),
                ("changed", row.Changed), ("traded", row.Traded), ("came", row.Came)]))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Lost(NotCarried row) =>
        Negative($"Not carried {row.Rule}, {row.Entity}", [("rows", row.Rows)]);

    private static IEnumerable<(string What, long Count)> Rules(IEnumerable<KeyValuePair<Name, long>> skipped) =>
        skipped.Select(rule => ($"skipped {rule.Key}", rule.Value));

    // A negative count could hide as many rows as it likes behind a sum that comes out.
    private static IEnumerable<string> Negative(string place, IEnumerable<(string What, long Count)> counts) =>
        counts.Where(count => count.Count < 0)
            .Select(count => Say($"{place}: {count.What} is {count.Count}, a count below 0."));

    private static IEnumerable<string> Twice(IEnumerable<string> places) =>
        places.GroupBy(place => place, StringComparer.Ordinal).Where(group => group.Skip(1).Any())
            .Select(group => $"{group.Key}: stands more than once.");

    private static string Say(FormattableString sentence) => sentence.ToString(Invariant);
}
