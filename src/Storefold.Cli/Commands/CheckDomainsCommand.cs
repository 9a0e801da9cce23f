using System.CommandLine;
using System.Net;
using Storefold.Cli.Checking;
using Storefold.Connectors;
using Storefold.Domains;
using Storefold.Planning;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold check domains PLAN</c>: what stands in the way of handing the domains over, and of the redirects after it.</summary>
internal static class CheckDomainsCommand
{
    private const int DnsPort = 53;

    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var resolver = new Option<string?>("--resolver")
        {
            Description = "DNS server to ask, such as 9.9.9.9 or [::1]:5353; this machine's by default. The zone's own server tells exact TTLs.",
            HelpName = "IP:PORT",
        };
        var issuer = new Option<string?>("--issuer")
        {
            Description = "CAA name of the authority that renews certificates after the handover, such as letsencrypt.org.", HelpName = "NAME",
        };
        var rdap = new Option<string?>("--rdap")
        {
            Description = "Address of the list of the registries' RDAP servers; IANA's by default.", HelpName = "URL",
        };
        var json = Arguments.Json();
        var command = new Command(
            "domains",
            "Asks DNS, certificates, web servers and registries about every host of the plan, and says what to do. Writes nothing. "
            + "Exit code 0 when the domains can be handed over, 1 when something stands in the way, 3 when somebody could not be asked.")
        {
            plan, resolver, issuer, rdap, json,
        };
        command.SetAction((parsed, cancel) => runner.Guarded(async () =>
        {
            if (Options(parsed.GetValue(resolver), parsed.GetValue(rdap), out var complaint) is not { } options)
                return runner.Refuse(complaint, "9.9.9.9, 127.0.0.1:5353 and [::1]:53 are; the list is an http or https address");
            var read = PlanReader.Read(parsed.GetRequiredValue(plan), Environment.GetEnvironmentVariable, runner.Time);
            foreach (var finding in read.Diagnostics) runner.Error.WriteLine(finding);
            return read.Plan is not { } model
                ? ExitCode.BadInput
                : await RunAsync(runner, model, options, new DomainOptions(parsed.GetValue(issuer)), parsed.GetValue(json), cancel);
        }));
        return command;
    }

    /// <summary>Checks the domains of a plan and says what was found.</summary>
    public static async Task<int> RunAsync(
        CommandRunner runner, PlanModel plan, ProbeOptions probing, DomainOptions options, bool json, CancellationToken cancel)
    {
        using var probes = new DomainProbes(probing, runner.Time);
        var report = await DomainsCheck.RunAsync(plan, probes, options, runner.Time.GetUtcNow(), cancel);
        if (json) JsonOutput.Write(runner.Output, writer => DomainWords.Write(writer, report));
        else DomainWords.Write(runner.Output, report);
        if (report.Findings.Any(finding => finding.Severity is DomainSeverity.Error)) return ExitCode.No;
        return report.Findings.Any(finding => finding.Severity is DomainSeverity.Unknown) ? ExitCode.WorldFailed : ExitCode.Ok;
    }

    private static ProbeOptions? Options(string? resolver, string? rdap, out string complaint)
    {
        var options = new ProbeOptions();
        complaint = "";
        if (resolver is not null)
        {
            complaint = $"--resolver: '{resolver}' is not the address of a DNS server";
            if (!IPEndPoint.TryParse(resolver, out var server)) return null;
            if (server.Port == 0) server.Port = DnsPort;
            options = options with { Resolver = server };
        }

        if (rdap is null) return options;
        complaint = $"--rdap: '{rdap}' is not the address of a list of registries";
        return Uri.TryCreate(rdap, UriKind.Absolute, out var list) && list.Scheme is "https" or "http"
            ? options with { Rdap = list }
            : null;
    }
}
