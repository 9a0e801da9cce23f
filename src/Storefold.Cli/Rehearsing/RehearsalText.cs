using System.Globalization;
using NodaTime;
using Storefold.Certifying;
using Storefold.Planning;
using Storefold.Rehearsing;
using Storefold.Rehearsing.Reporting;
using Storefold.Shop;

namespace Storefold.Cli.Rehearsing;

/// <summary>A rehearsal on a terminal: the timeline, the books, and what to do next.</summary>
internal static class RehearsalText
{
    public static void Write(TextWriter output, RehearsalResult result, string folder)
    {
        Timeline(output, result);
        Books(output, result);
        foreach (var proof in result.Kept)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{proof.Site} went on: {proof.Rows:N0} rows compared, {proof.Differences.Sum(table => table.Rows):N0} differ; "
                + $"{proof.LoggedWrites:N0} writes of ours."));
        }

        if (result.Needed.Count > 0) output.WriteLine($"{result.Needed.Count} things need a person; the report lists them.");
        output.WriteLine();
        output.WriteLine(VerdictText(result));
        foreach (var reason in RehearsalReport.Reasons(result)) output.WriteLine("  " + reason);
        output.WriteLine();
        output.WriteLine($"Open   {Path.Combine(folder, "report.html")}");
        output.WriteLine($"Look   storefold serve {Path.Combine(folder, "plan.yaml")} --at {At(result)}");
        output.WriteLine($"Check  storefold verify {Path.Combine(folder, "plan.yaml")}");
    }

    private static void Timeline(TextWriter output, RehearsalResult result)
    {
        output.WriteLine("Timeline");
        Instant? from = null;
        foreach (var one in result.Events)
        {
            if (from != one.Event.At) Between(output, result, from, one.Event.At);
            from = one.Event.At;
            var site = result.Plan.Sites.First(site => string.Equals(site.Name, one.Event.Sites[0], StringComparison.Ordinal));
            var state = one.Outcome switch { null => "WAITS", { Passed: true } => "passed", _ => "HELD" };
            output.WriteLine(
                $"  {Times.At(one.Event.At, site),-24} {Milestones.Word(one.Event.Milestone),-16} {string.Join(", ", one.Event.Sites),-12} {state}");
            foreach (var check in (one.Outcome?.Checks ?? []).Where(check => !check.Go)) output.WriteLine($"      NO  {check.Code}: {check.Detail}");
        }

        Between(output, result, from, null);
        output.WriteLine();
    }

    private static void Between(TextWriter output, RehearsalResult result, Instant? from, Instant? until)
    {
        foreach (var line in RehearsalReport.Traffic(result, from, until)) output.WriteLine($"    · {line}");
    }

    private static void Books(TextWriter output, RehearsalResult result)
    {
        output.WriteLine("Books");
        if (result.Certificate is not { Books: { } books })
        {
            output.WriteLine("  none: the last catch-up was never passed");
            return;
        }

        var culture = CultureInfo.InvariantCulture;
        var fates = books.Fates;
        output.WriteLine(string.Create(
            culture,
            $"  rows      {fates.Sum(row => row.Source):N0} = {fates.Sum(row => row.Created):N0} created + {fates.Sum(row => row.Merged):N0} merged"
            + $" + {fates.Sum(row => row.Skipped.Values.Sum()):N0} skipped by rule + {fates.Sum(row => row.Quarantined):N0} kept aside"
            + $" + {fates.Sum(row => row.Erased):N0} erased; unexplained {fates.Sum(row => row.Unexplained):N0}"));
        foreach (var money in books.Money.Where(row => string.Equals(row.What.Text, "order.total_grand", StringComparison.Ordinal)))
        {
            output.WriteLine(string.Create(
                culture,
                $"  orders    {money.Currency} {money.Source:N2} = {money.Target:N2} moved + {money.NotCarried.Values.Sum():N2} not carried"
                + $" + {money.Quarantined:N2} kept aside"));
        }

        foreach (var points in books.Points)
        {
            output.WriteLine(string.Create(
                culture,
                $"  points    {points.Programme} {points.Source:N0} − {points.Expired:N0} expired − {points.WrittenOff + points.Quarantined:N0} left out"
                + $" = {points.Converted:N0}; × {points.Rate} + {Rounded(points.Rounding)} by rounding = {points.Target:N0}"));
        }

        var coupons = books.Coupons;
        output.WriteLine(string.Create(culture, $"  coupons   {coupons.Codes:N0} codes moved, {coupons.Reissued:N0} of them under another text"));
        output.WriteLine(string.Create(culture, $"  customers {books.NeedsNoAction.Share:P1} need to do nothing"));
        output.WriteLine();
    }

    /// <summary>Sums of roundings are fractions; people read decimals.</summary>
    private static string Rounded(Rational exact) =>
        ((decimal)exact.Numerator / (decimal)exact.Denominator).ToString("N1", CultureInfo.InvariantCulture);

    private static string VerdictText(RehearsalResult result) => (result.Succeeded ? "✓ " : "✗ ") + RehearsalReport.Headline(result);

    /// <summary>An hour after the close there is most to see.</summary>
    private static string At(RehearsalResult result)
    {
        var close = result.Events.First(one => one.Event.Milestone == Milestone.Close).Event.At;
        return (close + Duration.FromHours(1)).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
