using System.Globalization;
using System.Text.Json;
using Storefold.Engine.Trials;
using Storefold.Planning;

namespace Storefold.Cli.Checking;

/// <summary>What trying a pack showed, for people and for programs.</summary>
internal static class TrialOutput
{
    public static void Write(TextWriter output, TrialReport report)
    {
        output.WriteLine($"{report.Pack} on {report.Database} ({report.Dialect})");
        var table = new TextTable("row", "declared", "read", "skipped", "kept aside", "key");
        foreach (var row in report.Rows)
        {
            table.Add(
                row.Row, row.Declared is { } declared ? Number(declared) : "none", Number(row.Read), Number(row.Skipped),
                string.Join(", ", row.Aside.Select(pair => $"{pair.Key} {Number(pair.Value)}")),
                row.Indexed switch { true => "indexed", false => "not indexed", _ => "not known" });
        }

        if (!table.IsEmpty) table.Write(output);
        if (report.Written.Count > 0) output.WriteLine($"{report.Written.Count} files for writing ran on empty staging tables; everything was taken back.");
        foreach (var finding in report.Findings) output.WriteLine(finding);
        output.WriteLine(report.IsGood ? "The pack fits." : "The pack does not fit.");
    }

    public static void Write(Utf8JsonWriter writer, TrialReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("pack", report.Pack);
        writer.WriteString("database", report.Database);
        writer.WriteString("dialect", report.Dialect);
        writer.WriteBoolean("fits", report.IsGood);
        writer.WriteStartArray("rows");
        foreach (var row in report.Rows) Write(writer, row);
        writer.WriteEndArray();
        writer.WriteStartArray("written");
        foreach (var file in report.Written) writer.WriteStringValue(file);
        writer.WriteEndArray();
        writer.WriteStartArray("findings");
        foreach (var finding in report.Findings) Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TriedRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("row", row.Row);
        if (row.Declared is { } declared) writer.WriteNumber("declared", declared);
        else writer.WriteNull("declared");
        writer.WriteNumber("read", row.Read);
        writer.WriteNumber("skipped", row.Skipped);
        writer.WriteStartObject("aside");
        foreach (var (code, count) in row.Aside) writer.WriteNumber(code, count);
        writer.WriteEndObject();
        if (row.Indexed is { } indexed) writer.WriteBoolean("indexed", indexed);
        else writer.WriteNull("indexed");
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Diagnostic finding)
    {
        writer.WriteStartObject();
        writer.WriteString("severity", finding.Severity == Severity.Error ? "error" : "warning");
        writer.WriteString("code", finding.Code);
        writer.WriteString("file", finding.File);
        writer.WriteString("message", finding.Message);
        writer.WriteString("hint", finding.Hint);
        writer.WriteEndObject();
    }

    private static string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}
