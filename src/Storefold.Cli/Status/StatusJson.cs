using System.Globalization;
using System.Text.Json;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Shop;

namespace Storefold.Cli.Status;

/// <summary>Figures for programs. Amounts are text, because they are exact.</summary>
internal static class StatusJson
{
    /// <summary>What a transfer did.</summary>
    public static void Write(Utf8JsonWriter writer, TransferResult result)
    {
        writer.WriteStartObject();
        writer.WriteNumber("run", result.Run);
        writer.WriteBoolean("resumed", result.Resumed);
        writer.WriteBoolean("dry_run", result.DryRun);
        writer.WriteNumber("rows", result.Rows);
        writer.WriteNumber("written", result.Written);
        Write(writer, RunFigures.Of(result.Figures, result.Points));
        writer.WriteEndObject();
    }

    /// <summary>Where a retirement stands.</summary>
    public static void Write(Utf8JsonWriter writer, StatusFigures status)
    {
        writer.WriteStartObject();
        writer.WriteString("retirement", status.Retirement);
        writer.WriteBoolean("settled", status.IsSettled);
        Write(writer, "complete_run", status.Complete);
        Write(writer, "unfinished_run", status.Unfinished);
        status.Timetable?.Write(writer);
        writer.WriteNumber("source_rows", status.SourceRows);
        if (status.Figures is { } figures) Write(writer, figures);
        Each(writer, "unexplained", status.Unexplained, row =>
        {
            writer.WriteString("row", row.Row);
            writer.WriteNumber("source", row.Source);
            writer.WriteNumber("explained", row.Explained);
        });
        Each(writer, "renamed", status.Aliases, alias =>
        {
            writer.WriteString("kind", alias.Kind);
            writer.WriteString("old", alias.Old);
            writer.WriteString("new", alias.New);
            writer.WriteString("reason", alias.Reason);
        });
        writer.WriteStartObject("decisions");
        foreach (var (kind, count) in status.Waiting.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteNumber(kind, count);
        writer.WriteNumber("due", status.Due);
        writer.WriteEndObject();
        Each(writer, "quarantine", status.Quarantine, count =>
        {
            writer.WriteString("row", count.Row);
            writer.WriteString("code", count.Code);
            writer.WriteString("field", count.Field);
            writer.WriteNumber("refusals", count.Rows);
        });
        writer.WriteEndObject();
    }

    /// <summary>A run.</summary>
    public static void Write(Utf8JsonWriter writer, string name, RunInfo? run)
    {
        if (run is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("id", run.Id);
        writer.WriteString("started_at", Clock.Format(Clock.ToMicroseconds(run.StartedAt)));
        writer.WriteString("finished_at", run.FinishedAt is { } end ? Clock.Format(Clock.ToMicroseconds(end)) : null);
        writer.WriteString("plan_sha256", run.PlanSha256);
        writer.WriteString("only", run.Only);
        writer.WriteNumber("steps_done", run.StepsDone.Count);
        writer.WriteString("step", run.OpenStep);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RunFigures figures)
    {
        Each(writer, "fates", figures.Fates, line =>
        {
            writer.WriteString("site", line.Site);
            writer.WriteString("row", line.Row);
            writer.WriteNumber("source", line.Total);
            writer.WriteNumber("created", line.Created);
            writer.WriteNumber("merged", line.Merged);
            Rules(writer, "skipped", line.Skipped);
            Rules(writer, "quarantined", line.Quarantined);
            writer.WriteNumber("erased", line.Erased);
        });
        Each(writer, "money", figures.Money, line =>
        {
            writer.WriteString("currency", line.Currency);
            writer.WriteString("what", line.What);
            writer.WriteString("source", Exact(line.Source));
            writer.WriteStartObject("not_carried");
            foreach (var (rule, amount) in line.NotCarried) writer.WriteString(rule, Exact(amount));
            writer.WriteEndObject();
            writer.WriteString("quarantined", Exact(line.Quarantined));
            writer.WriteString("erased", Exact(line.Erased));
            writer.WriteString("moved", Exact(line.Moved));
        });
        Each(writer, "points", figures.Points, line =>
        {
            writer.WriteString("programme", line.Programme);
            writer.WriteString("rate", line.Rate);
            writer.WriteString("source", Exact(line.Balance));
            writer.WriteString("expired", Exact(line.Expired));
            writer.WriteString("written_off", Exact(line.WrittenOff));
            writer.WriteString("converted", Exact(line.Converted));
            writer.WriteString("rounding", line.Rounding.ToString());
            writer.WriteString("target", Exact(line.Target));
            writer.WriteNumber("accounts", line.Accounts);
            writer.WriteNumber("flagged", line.Flagged);
        });
        Each(writer, "points_left", figures.PointsLeft, line =>
        {
            writer.WriteString("site", line.Site);
            writer.WriteString("programme", line.Programme);
            writer.WriteString("fate", line.Fate);
            writer.WriteString("rule", line.Rule);
            writer.WriteString("points", Exact(line.Points));
        });
        Each(writer, "losses", figures.Losses, line =>
        {
            writer.WriteString("rule", line.Rule);
            writer.WriteString("field", line.Field);
            writer.WriteNumber("values", line.Rows);
        });
        Each(writer, "conflicts", figures.Conflicts, line =>
        {
            writer.WriteString("site", line.Site);
            writer.WriteString("row", line.Entity);
            writer.WriteString("why", line.Why);
            writer.WriteNumber("rows", line.Rows);
        });
    }

    private static void Rules(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, decimal> rules)
    {
        writer.WriteStartObject(name);
        foreach (var (rule, rows) in rules) writer.WriteNumber(rule, rows);
        writer.WriteEndObject();
    }

    /// <summary>An array of objects.</summary>
    public static void Each<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Exact(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
