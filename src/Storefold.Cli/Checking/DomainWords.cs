using System.Text.Json;
using Storefold.Cli.Status;
using Storefold.Domains;

namespace Storefold.Cli.Checking;

/// <summary>Findings about domains for people and for programs.</summary>
internal static class DomainWords
{
    public static void Write(TextWriter output, DomainReport report)
    {
        foreach (var finding in report.Findings)
        {
            output.WriteLine($"{Word(finding.Severity)}: {finding.Host}: {finding.Message} [{finding.Code}]");
            output.WriteLine("  hint: " + finding.Hint);
        }

        if (report.Findings.Count > 0) output.WriteLine();
        output.WriteLine(
            $"{Count(report.Domains.Count, "domain")}, {Count(report.Hosts.Count, "host")}: {Count(Of(report, DomainSeverity.Error), "error")}, "
            + $"{Count(Of(report, DomainSeverity.Warning), "warning")}, {Of(report, DomainSeverity.Unknown)} unknown. {Verdict(report)}");
        if (report.Domains.Count == 0) output.WriteLine("The plan names no domains: registration, name servers and mail were not looked at.");
    }

    public static void Write(Utf8JsonWriter writer, DomainReport report)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ready", report.Findings.All(finding => finding.Severity is DomainSeverity.Warning));
        writer.WriteStartArray("domains");
        foreach (var domain in report.Domains) writer.WriteStringValue(domain);
        writer.WriteEndArray();
        writer.WriteStartArray("hosts");
        foreach (var host in report.Hosts) writer.WriteStringValue(host);
        writer.WriteEndArray();
        StatusJson.Each(writer, "findings", report.Findings, finding =>
        {
            writer.WriteString("code", finding.Code);
            writer.WriteString("severity", Word(finding.Severity));
            writer.WriteString("host", finding.Host);
            writer.WriteString("message", finding.Message);
            writer.WriteString("hint", finding.Hint);
        });
        writer.WriteEndObject();
    }

    private static string Verdict(DomainReport report) => Of(report, DomainSeverity.Error) > 0 ? "Not ready."
        : Of(report, DomainSeverity.Unknown) > 0 ? "Nobody knows yet."
        : "Nothing stands in the way.";

    private static int Of(DomainReport report, DomainSeverity severity) => report.Findings.Count(finding => finding.Severity == severity);

    private static string Word(DomainSeverity severity) => severity switch
    {
        DomainSeverity.Error => "error",
        DomainSeverity.Warning => "warning",
        _ => "unknown",
    };

    private static string Count(int count, string what) => count == 1 ? "1 " + what : $"{count} {what}s";
}
