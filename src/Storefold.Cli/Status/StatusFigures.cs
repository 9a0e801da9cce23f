using Storefold.Engine;
using Storefold.Journaling;

namespace Storefold.Cli.Status;

/// <summary>What became of the rows of one kind at one site.</summary>
/// <param name="Site">Site; <c>-</c> for rows that no site selects.</param>
/// <param name="Row">Row of the model, such as <c>order.line</c>.</param>
/// <param name="Created">Rows made in the target.</param>
/// <param name="Merged">Rows that joined one of the target's.</param>
/// <param name="Skipped">Rows left out, by rule.</param>
/// <param name="Quarantined">Rows refused, by code.</param>
/// <param name="Erased">Rows of people who asked to be erased.</param>
internal sealed record FateLine(
    string Site, string Row, decimal Created, decimal Merged, IReadOnlyDictionary<string, decimal> Skipped,
    IReadOnlyDictionary<string, decimal> Quarantined, decimal Erased)
{
    public decimal SkippedRows => Skipped.Values.Sum();

    public decimal QuarantinedRows => Quarantined.Values.Sum();

    public decimal Total => Created + Merged + SkippedRows + QuarantinedRows + Erased;
}

/// <summary>A kind of row whose bare count in the source is not the sum of its fates.</summary>
internal sealed record UnexplainedRows(string Row, long Source, decimal Explained)
{
    public decimal Difference => Source - Explained;
}

/// <summary>One amount in one currency: source = not carried + quarantined + erased + moved.</summary>
internal sealed record MoneyLine(
    string Currency, string What, IReadOnlyDictionary<string, decimal> NotCarried, decimal Quarantined, decimal Erased, decimal Moved)
{
    public decimal Source => NotCarried.Values.Sum() + Quarantined + Erased + Moved;
}

/// <summary>Points that stay where they are, and why.</summary>
internal sealed record PointsLeft(string Site, string Programme, string Fate, string Rule, decimal Points);

/// <summary>A value that the target does not keep.</summary>
internal sealed record LossLine(string Rule, string Field, decimal Rows);

/// <summary>Rows that a run left alone, and why.</summary>
internal sealed record ConflictLine(string Site, string Entity, string Why, decimal Rows);

/// <summary>A run's figures, apart from how they are shown.</summary>
internal sealed record RunFigures(
    IReadOnlyList<FateLine> Fates, IReadOnlyList<MoneyLine> Money, IReadOnlyList<PointsTotal> Points, IReadOnlyList<PointsLeft> PointsLeft,
    IReadOnlyList<LossLine> Losses, IReadOnlyList<ConflictLine> Conflicts)
{
    private static readonly StringComparer Order = StringComparer.Ordinal;

    /// <summary>Sorts a run's tallies into what people ask.</summary>
    public static RunFigures Of(IReadOnlyDictionary<TallyKey, decimal> tallies, IReadOnlyList<PointsTotal> points)
    {
        List<KeyValuePair<TallyKey, decimal>> In(string section) =>
            [.. tallies.Where(pair => string.Equals(pair.Key.Section, section, StringComparison.Ordinal))];
        return new RunFigures(
            [.. In(BatchTally.RowsSection).GroupBy(pair => (pair.Key.Site, pair.Key.Name)).Select(FatesOf)
                .OrderBy(line => line.Site, Order).ThenBy(line => line.Row, Order)],
            [.. In(BatchTally.MoneySection).GroupBy(pair => (pair.Key.Site, pair.Key.Name)).Select(MoneyOf)
                .OrderBy(line => line.Currency, Order).ThenBy(line => line.What, Order)],
            points,
            [.. In(BatchTally.PointsSection).Select(pair => new PointsLeft(pair.Key.Site, pair.Key.Name, pair.Key.Fate, pair.Key.Rule, pair.Value))
                .OrderBy(line => line.Site, Order).ThenBy(line => line.Programme, Order).ThenBy(line => line.Rule, Order)],
            [.. In(BatchTally.LossSection).Select(pair => new LossLine(pair.Key.Rule, pair.Key.Name, pair.Value))
                .OrderBy(line => line.Rule, Order).ThenBy(line => line.Field, Order)],
            [.. In(BatchTally.ConflictSection).Select(pair => new ConflictLine(pair.Key.Site, pair.Key.Name, pair.Key.Rule, pair.Value))
                .OrderBy(line => line.Site, Order).ThenBy(line => line.Entity, Order)]);
    }

    /// <summary>Kinds of row whose fates do not add up to the bare counts of the source.</summary>
    public IReadOnlyList<UnexplainedRows> Unexplained(IReadOnlyDictionary<string, long> counts)
    {
        var explained = Fates.GroupBy(line => line.Row, Order).ToDictionary(group => group.Key, group => group.Sum(line => line.Total), Order);
        return
        [
            .. counts.Keys.Union(explained.Keys, Order).Order(Order)
                .Select(row => new UnexplainedRows(row, counts.GetValueOrDefault(row), explained.GetValueOrDefault(row)))
                .Where(row => row.Difference != 0),
        ];
    }

    private static FateLine FatesOf(IGrouping<(string Site, string Name), KeyValuePair<TallyKey, decimal>> rows) => new(
        rows.Key.Site, rows.Key.Name, Sum(rows, "created"), Sum(rows, "merged"), ByRule(rows, "skipped"), ByRule(rows, "quarantined"), Sum(rows, "erased"));

    private static MoneyLine MoneyOf(IGrouping<(string Site, string Name), KeyValuePair<TallyKey, decimal>> rows) => new(
        rows.Key.Site, rows.Key.Name, ByRule(rows, "skipped"), Sum(rows, "quarantined"), Sum(rows, "erased"), Sum(rows, "created") + Sum(rows, "merged"));

    private static decimal Sum(IEnumerable<KeyValuePair<TallyKey, decimal>> rows, string fate) =>
        rows.Where(pair => string.Equals(pair.Key.Fate, fate, StringComparison.Ordinal)).Sum(pair => pair.Value);

    private static SortedDictionary<string, decimal> ByRule(IEnumerable<KeyValuePair<TallyKey, decimal>> rows, string fate)
    {
        var rules = new SortedDictionary<string, decimal>(Order);
        foreach (var (key, value) in rows.Where(pair => string.Equals(pair.Key.Fate, fate, StringComparison.Ordinal)))
            rules[key.Rule] = rules.GetValueOrDefault(key.Rule) + value;
        return rules;
    }
}

/// <summary>Where a retirement stands.</summary>
/// <param name="Retirement">Its name.</param>
/// <param name="Complete">The last finished run over everything; null before there is one.</param>
/// <param name="Unfinished">The run that was stopped; null when there is none.</param>
/// <param name="Figures">Figures of the unfinished run if there is one, else of the complete one; null before any run.</param>
/// <param name="SourceRows">Rows of the declared tables as they are now.</param>
/// <param name="Unexplained">Against the bare counts; empty while a run is unfinished.</param>
/// <param name="Aliases">Numbers and codes that had to change.</param>
/// <param name="Waiting">Decisions that wait, by kind.</param>
/// <param name="Due">Decisions that the next transfer carries out.</param>
/// <param name="Quarantine">Refusals.</param>
internal sealed record StatusFigures(
    string Retirement, RunInfo? Complete, RunInfo? Unfinished, RunFigures? Figures, long SourceRows, IReadOnlyList<UnexplainedRows> Unexplained,
    IReadOnlyList<AliasInfo> Aliases, IReadOnlyDictionary<string, int> Waiting, int Due, IReadOnlyList<QuarantineCount> Quarantine)
{
    /// <summary>Where the timetable stands; null where the plan has none.</summary>
    public TimetableStatus? Timetable { get; init; }

    /// <summary>True when nothing reads the sources any more: the figures are those of the last run.</summary>
    public bool SourceIsErased { get; init; }

    /// <summary>True when a complete run exists, none is under way, and every row is explained.</summary>
    public bool IsSettled => Complete is not null && Unfinished is null && Unexplained.Count == 0;
}
