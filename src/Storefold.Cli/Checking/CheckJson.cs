using System.Text.Json;
using Storefold.Cli.Status;
using Storefold.Packs;
using Storefold.Planning;

namespace Storefold.Cli.Checking;

/// <summary>A check for programs, findings included.</summary>
internal static class CheckJson
{
    public static void Write(Utf8JsonWriter writer, CheckReport report)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ready", report.IsReady);
        StatusJson.Each(writer, "findings", report.Findings, finding =>
        {
            writer.WriteString("code", finding.Code);
            writer.WriteString("severity", finding.Severity == Severity.Error ? "error" : "warning");
            writer.WriteString("file", finding.File);
            writer.WriteNumber("line", finding.Line);
            writer.WriteString("message", finding.Message);
            writer.WriteString("hint", finding.Hint);
        });
        StatusJson.Each(writer, "sources", report.Sources, source =>
        {
            writer.WriteString("name", source.Name);
            writer.WriteString("pack", source.Pack.Name);
            Numbers(writer, "rows", source.Rows);
            Numbers(writer, "channels", source.Channels);
            StatusJson.Each(writer, "sites", source.Sites, site =>
            {
                writer.WriteString("entity", site.Entity);
                writer.WriteString("site", site.Site);
                writer.WriteNumber("moves", site.Moves);
                Numbers(writer, "stays", site.Stays);
            });
            Strings(writer, "looked_at_in_part", source.Bounded);
            Rules(writer, "lacks", source.Pack.Lacks);
        });
        if (report.Target is { } target) Write(writer, target);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TargetReport target)
    {
        writer.WriteStartObject("target");
        writer.WriteString("pack", target.Pack.Name);
        Numbers(writer, "own_rows", target.OwnRows);
        Rules(writer, "cannot_hold", target.Pack.CannotHold);
        writer.WriteBoolean("has_journal", target.HasJournal);
        StatusJson.Write(writer, "complete_run", target.Complete);
        StatusJson.Write(writer, "unfinished_run", target.Unfinished);
        writer.WriteEndObject();
    }

    private static void Rules(Utf8JsonWriter writer, string name, IReadOnlyList<LossRule> rules) => StatusJson.Each(writer, name, rules, rule =>
    {
        writer.WriteString("rule", rule.Rule);
        writer.WriteString("entity", rule.Entity);
        writer.WriteString("field", rule.Field);
        writer.WriteString("why", rule.Why);
    });

    private static void Numbers(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, long> numbers)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in numbers.OrderBy(pair => pair.Key, StringComparer.Ordinal)) writer.WriteNumber(key, value);
        writer.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
