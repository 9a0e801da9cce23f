using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>
/// Points over all statements, to be held against the certificate's. Points that stand in no statement (of somebody who
/// was erased, or of nobody) are added apart; none of those can have moved.
/// </summary>
internal sealed class StatementSums
{
    private readonly Dictionary<(Name Programme, Rational Rate), PointsRow> _moved = [];
    private readonly Dictionary<Name, decimal> _quarantined = [];
    private readonly Dictionary<Name, decimal> _left = [];

    /// <summary>Points accounts that moved and stand in no statement.</summary>
    public long Unstated { get; private set; }

    /// <summary>Adds what a statement tells.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="rows">What it was made from.</param>
    public void Add(CustomerStatement statement, IReadOnlyList<StagedRow> rows)
    {
        foreach (var line in statement.Points)
        {
            if (line.Conversion is { } sum) AddMoved(line, sum);
        }

        AddNotMoved(rows);
    }

    /// <summary>Adds what stands in no statement.</summary>
    public void AddUnstated(IReadOnlyList<StagedRow> rows)
    {
        Unstated += rows.Count(row => row.Kind == ShopModel.Loyalty && row.IsMoved);
        AddNotMoved(rows);
    }

    /// <summary>Where the statements and a certificate disagree.</summary>
    public IEnumerable<string> Differences(IReadOnlyList<PointsRow> stated)
    {
        if (Unstated > 0) yield return $"Statements: {Unstated} points accounts moved that stand in no customer's statement.";
        foreach (var key in _moved.Keys.Where(key => !stated.Any(row => row.Programme == key.Programme && row.Rate == key.Rate)))
            yield return $"Statements: points of {key.Programme} at rate {key.Rate} moved that the certificate does not know.";
        foreach (var row in stated)
        {
            var sum = _moved.GetValueOrDefault((row.Programme, row.Rate)) ?? new PointsRow(row.Programme, row.Rate, 0, 0, 0, 0, 0, Rational.Zero, 0);
            var (quarantined, left) = (_quarantined.GetValueOrDefault(row.Programme), _left.GetValueOrDefault(row.Programme));
            var expected = sum with { Source = sum.Source + quarantined + left, WrittenOff = sum.WrittenOff + left, Quarantined = quarantined };
            foreach (var (what, total, figure) in Pairs(expected, row))
            {
                if (total == figure) continue;
                yield return $"Statements: {what} points of {row.Programme} add up to {ExactText.Of(total)}, "
                    + $"the certificate states {ExactText.Of(figure)}.";
            }
        }
    }

    private static IEnumerable<(string What, Rational Total, Rational Figure)> Pairs(PointsRow sum, PointsRow row) =>
    [
        ("source", Rational.Of(sum.Source), Rational.Of(row.Source)),
        ("expired", Rational.Of(sum.Expired), Rational.Of(row.Expired)),
        ("written-off", Rational.Of(sum.WrittenOff), Rational.Of(row.WrittenOff)),
        ("quarantined", Rational.Of(sum.Quarantined), Rational.Of(row.Quarantined)),
        ("converted", Rational.Of(sum.Converted), Rational.Of(row.Converted)),
        ("rounding", sum.Rounding, row.Rounding),
        ("target", Rational.Of(sum.Target), Rational.Of(row.Target)),
    ];

    private void AddMoved(PointsLine line, PointsSum sum)
    {
        var key = (Name.From(line.Programme), sum.Rate);
        var row = _moved.GetValueOrDefault(key) ?? new PointsRow(key.Item1, sum.Rate, 0, 0, 0, 0, 0, Rational.Zero, 0);
        _moved[key] = row with
        {
            Source = row.Source + line.Balance,
            Expired = row.Expired + sum.Expired,
            WrittenOff = row.WrittenOff + sum.WrittenOff,
            Converted = row.Converted + sum.Converted,
            Rounding = row.Rounding + sum.Rounding,
            Target = row.Target + sum.Points,
        };
    }

    private void AddNotMoved(IEnumerable<StagedRow> rows)
    {
        foreach (var row in rows.Where(row => row.Kind == ShopModel.Loyalty && !row.IsMoved && !row.StaysBehind && row.Amount is not null))
        {
            var name = Name.From(StatementReader.ReadPoints(row.Extra ?? "").Programme);
            var book = row.Fate == Journaling.Fate.Quarantined ? _quarantined : _left;
            book[name] = book.GetValueOrDefault(name) + decimal.Parse(row.Amount ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
