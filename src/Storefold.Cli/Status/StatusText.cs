using System.Globalization;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Shop;

namespace Storefold.Cli.Status;

/// <summary>Figures for people.</summary>
internal static class StatusText
{
    private const int ShownAliases = 20;

    /// <summary>What a transfer did, in short: per kind of row over all sites.</summary>
    public static void Write(TextWriter output, TransferResult result, string planFile)
    {
        var what = result.DryRun ? "dry run, taken back" : result.Resumed ? "went on with an unfinished run" : "complete";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Run {result.Run}: {result.Rows:N0} source rows visited, {result.Written:N0} rows written ({what})."));
        var figures = RunFigures.Of(result.Figures, result.Points);
        var table = new TextTable("row", "source", "created", "merged", "skipped", "quarantined", "erased");
        foreach (var row in figures.Fates.GroupBy(line => line.Row, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            table.Add(
                row.Key, TextTable.Figure(row.Sum(line => line.Total)), TextTable.Figure(row.Sum(line => line.Created)),
                TextTable.Figure(row.Sum(line => line.Merged)), TextTable.Figure(row.Sum(line => line.SkippedRows)),
                TextTable.Figure(row.Sum(line => line.QuarantinedRows)), TextTable.Figure(row.Sum(line => line.Erased)));
        }

        table.Write(output);
        WritePoints(output, figures);
        WriteConflicts(output, figures);
        if (figures.Fates.Any(line => line.QuarantinedRows > 0))
            output.WriteLine($"Rows were refused: storefold status {planFile} --quarantine lists them.");
        if (!result.DryRun) output.WriteLine($"Sites, rules and money: storefold status {planFile}. Accounts that wait: storefold decide {planFile}.");
    }

    /// <summary>Where a retirement stands.</summary>
    public static void Write(TextWriter output, StatusFigures status, string planFile)
    {
        output.WriteLine($"Retirement {status.Retirement}");
        status.Timetable?.Write(output);
        WriteRuns(output, status);
        if (status.Figures is not { } figures) return;
        WriteFates(output, figures);
        WriteUnexplained(output, status);
        WriteMoney(output, figures);
        WritePoints(output, figures);
        WritePointsLeft(output, figures);
        WriteAliases(output, status.Aliases);
        WriteDecisions(output, status, planFile);
        WriteQuarantine(output, status, planFile);
        WriteLosses(output, figures);
        WriteConflicts(output, figures);
    }

    private static void WriteRuns(TextWriter output, StatusFigures status)
    {
        if (status.Complete is { } complete)
            output.WriteLine($"Run {complete.Id} is complete: {When(complete.StartedAt)} to {When(complete.FinishedAt ?? complete.StartedAt)}.");
        if (status.Unfinished is { } open)
        {
            var done = status.Figures?.Fates.Sum(line => line.Total) ?? 0;
            var limited = open.Only.Length == 0 ? "" : $" of {open.Only} only";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Run {open.Id}{limited} is unfinished since {When(open.StartedAt)}: {done:N0} of {status.SourceRows:N0} source rows, "
                + $"{open.StepsDone.Count} steps done{(open.OpenStep is { } step ? $", in {step}" : "")}."));
            output.WriteLine("  storefold transfer goes on where it stopped. The figures are those of this run so far.");
        }

        if (status.Complete is null && status.Unfinished is null) output.WriteLine("No transfer has run yet.");
    }

    private static void WriteFates(TextWriter output, RunFigures figures)
    {
        Head(output, "Rows: every row of the source has one fate");
        var table = new TextTable("site", "row", "source", "created", "merged", "skipped", "quarantined", "erased", "why");
        foreach (var line in figures.Fates)
        {
            table.Add(
                line.Site, line.Row, TextTable.Figure(line.Total), TextTable.Figure(line.Created), TextTable.Figure(line.Merged),
                TextTable.Figure(line.SkippedRows), TextTable.Figure(line.QuarantinedRows), TextTable.Figure(line.Erased),
                string.Join(", ", line.Skipped.Concat(line.Quarantined).Select(rule => $"{rule.Key} {TextTable.Figure(rule.Value)}")));
        }

        table.Write(output);
    }

    private static void WriteUnexplained(TextWriter output, StatusFigures status)
    {
        if (status.Unfinished is not null) return;
        if (status.SourceIsErased)
        {
            output.WriteLine("The source is erased. The figures are those of the last run.");
            return;
        }

        if (status.Unexplained.Count == 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Every one of the {status.SourceRows:N0} rows that the source has now is explained."));
            return;
        }

        Head(output, "UNEXPLAINED: the source has now other rows than the last run saw");
        var table = new TextTable("row", "source", "explained", "unexplained");
        foreach (var row in status.Unexplained)
            table.Add(row.Row, TextTable.Figure(row.Source), TextTable.Figure(row.Explained), TextTable.Figure(row.Difference));
        table.Write(output);
    }

    private static void WriteMoney(TextWriter output, RunFigures figures)
    {
        if (figures.Money.Count == 0) return;
        Head(output, "Money: source = not carried + quarantined + erased + moved");
        var table = new TextTable("currency", "what", "source", "not carried", "quarantined", "erased", "moved", "why");
        foreach (var line in figures.Money)
        {
            table.Add(
                line.Currency, line.What, Amount(line.Source), Amount(line.NotCarried.Values.Sum()), Amount(line.Quarantined), Amount(line.Erased),
                Amount(line.Moved), string.Join(", ", line.NotCarried.Select(rule => $"{rule.Key} {Amount(rule.Value)}")));
        }

        table.Write(output);
    }

    private static void WritePoints(TextWriter output, RunFigures figures)
    {
        foreach (var points in figures.Points)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Points {points.Programme} at {points.Rate}: {points.Balance:0.##} = {points.Expired:0.##} expired "
                + $"+ {points.WrittenOff:0.##} written off + {points.Converted:0.##} converted -> {points.Target:0.##} "
                + $"(rounding {points.Rounding}, {points.Accounts} accounts, {points.Flagged} flagged)"));
        }
    }

    private static void WritePointsLeft(TextWriter output, RunFigures figures)
    {
        if (figures.PointsLeft.Count == 0) return;
        Head(output, "Points that did not move");
        var table = new TextTable("site", "programme", "points", "fate", "why");
        foreach (var left in figures.PointsLeft) table.Add(left.Site, left.Programme, TextTable.Figure(left.Points), left.Fate, left.Rule);
        table.Write(output);
    }

    private static void WriteAliases(TextWriter output, IReadOnlyList<AliasInfo> aliases)
    {
        if (aliases.Count == 0) return;
        Head(output, "Renamed, because the target had them already; the old ones are kept");
        var table = new TextTable("kind", "old", "new", "why");
        foreach (var alias in aliases.Take(ShownAliases)) table.Add(alias.Kind, alias.Old, alias.New, alias.Reason);
        table.Write(output);
        if (aliases.Count > ShownAliases) output.WriteLine($"  and {aliases.Count - ShownAliases} more: --json lists all");
    }

    private static void WriteDecisions(TextWriter output, StatusFigures status, string planFile)
    {
        if (status.Waiting.Count > 0)
        {
            var kinds = string.Join(", ", status.Waiting.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));
            output.WriteLine($"Decisions that wait: {kinds}. storefold decide {planFile} lists them.");
        }

        if (status.Due > 0) output.WriteLine($"Decided, and carried out by the next transfer: {status.Due}.");
    }

    private static void WriteQuarantine(TextWriter output, StatusFigures status, string planFile)
    {
        if (status.Quarantine.Count == 0) return;
        Head(output, "Quarantine");
        var table = new TextTable("row", "code", "field", "refusals");
        foreach (var count in status.Quarantine) table.Add(count.Row, count.Code, count.Field ?? "", TextTable.Figure(count.Rows));
        table.Write(output);
        output.WriteLine($"  storefold status {planFile} --quarantine lists their keys.");
    }

    private static void WriteLosses(TextWriter output, RunFigures figures)
    {
        if (figures.Losses.Count == 0) return;
        Head(output, "Values that the target does not keep");
        var table = new TextTable("rule", "field", "values");
        foreach (var loss in figures.Losses) table.Add(loss.Rule, loss.Field, TextTable.Figure(loss.Rows));
        table.Write(output);
    }

    private static void WriteConflicts(TextWriter output, RunFigures figures)
    {
        if (figures.Conflicts.Count == 0) return;
        Head(output, "Left alone");
        var table = new TextTable("site", "row", "why", "rows");
        foreach (var conflict in figures.Conflicts) table.Add(conflict.Site, conflict.Entity, conflict.Why, TextTable.Figure(conflict.Rows));
        table.Write(output);
    }

    private static void Head(TextWriter output, string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    private static string Amount(decimal value) => value == 0 ? "" : value.ToString("#,##0.00######", CultureInfo.InvariantCulture);

    private static string When(DateTimeOffset instant) => Clock.Format(Clock.ToMicroseconds(instant) / 1_000_000 * 1_000_000);
}
