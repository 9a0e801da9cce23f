using System.Globalization;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>The arithmetic of one statement, from the statement alone. Each sum that does not hold is one sentence.</summary>
public static class StatementCheck
{
    /// <summary>Sums that do not hold; empty when all do.</summary>
    public static IReadOnlyList<string> Problems(CustomerStatement statement) =>
    [
        .. statement.Counts.SelectMany(Counts),
        .. Listed(statement, "orders", statement.Orders.Select(row => (row.Outcome, row.Reason))),
        .. Listed(statement, "coupons", statement.Coupons.Select(row => (row.Outcome, row.Reason))),
        .. Listed(statement, "gift_cards", statement.GiftCards.Select(row => (row.Outcome, row.Reason))),
        .. statement.Points.SelectMany(Points),
    ];

    private static IEnumerable<string> Counts(ItemCount count)
    {
        if (count.Moved < 0 || count.Waits < 0 || count.NotMoved.Values.Any(number => number < 0)) yield return $"{count.Kind}: a count is below 0.";
    }

    private static IEnumerable<string> Listed(CustomerStatement statement, string kind, IEnumerable<(Outcome Outcome, string? Reason)> rows)
    {
        var list = rows.ToList();
        var count = statement.Counts.FirstOrDefault(count => string.Equals(count.Kind, kind, StringComparison.Ordinal));
        if (count is null)
        {
            if (list.Count > 0) yield return $"{kind}: {Text(list.Count)} are listed and none are counted.";
            yield break;
        }

        var moved = list.Count(row => row.Outcome == Outcome.Moved);
        var waits = list.Count(row => row.Outcome == Outcome.Waits);
        if (count.Moved != moved) yield return $"{kind}: {Text(count.Moved)} counted as moved, {Text(moved)} listed.";
        if (count.Waits != waits) yield return $"{kind}: {Text(count.Waits)} counted as waiting, {Text(waits)} listed.";
        var left = list.Where(row => row.Outcome == Outcome.NotMoved).CountBy(row => row.Reason ?? "", StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        foreach (var reason in count.NotMoved.Keys.Union(left.Keys, StringComparer.Ordinal))
        {
            var (counted, listed) = (count.NotMoved.GetValueOrDefault(reason), left.GetValueOrDefault(reason));
            if (counted != listed) yield return $"{kind}: {Text(counted)} counted as left out ({Name.From(reason)}), {Text(listed)} listed.";
        }
    }

    private static IEnumerable<string> Points(PointsLine line)
    {
        var place = $"Points of {Name.From(line.Programme)}";
        if (line.Conversion is not { } sum)
        {
            if (line.Outcome is Outcome.Moved or Outcome.Waits) yield return $"{place}: they moved, but no sum is shown.";
            yield break;
        }

        if (sum.Rate <= Rational.Zero) yield return $"{place}: the rate {sum.Rate} is not above 0.";
        if (Rational.Of(line.Balance) != Rational.Of(sum.Expired) + Rational.Of(sum.WrittenOff) + Rational.Of(sum.Converted))
        {
            yield return $"{place}: {Text(line.Balance)} is not expired {Text(sum.Expired)} + written off {Text(sum.WrittenOff)} "
                + $"+ converted {Text(sum.Converted)}.";
        }

        if (Rational.Of(sum.Points) != sum.Exact + sum.Rounding)
        {
            yield return $"{place}: {Text(sum.Points)} is not converted {Text(sum.Converted)} x rate {sum.Rate} + rounding {sum.Rounding}.";
        }

        var (old, made) = (Sum(sum.Lines.Select(row => row.OldPoints)), Sum(sum.Lines.Select(row => row.NewPoints)));
        if (old != Rational.Of(line.Balance)) yield return $"{place}: the lines add up to {ExactText.Of(old)} old points, not to {Text(line.Balance)}.";
        if (made != Rational.Of(sum.Points)) yield return $"{place}: the lines add up to {ExactText.Of(made)} new points, not to {Text(sum.Points)}.";
    }

    private static Rational Sum(IEnumerable<decimal> points) =>
        points.Aggregate(Rational.Zero, (sum, amount) => sum + Rational.Of(amount));

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
