using System.CommandLine;
using NodaTime;
using Storefold.Cli.Serving;
using Storefold.Deciding;
using Storefold.Gate;
using Storefold.Notices;
using Storefold.Planning;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold serve PLAN</c>: the gate, until it is stopped.</summary>
internal static class ServeCommand
{
    private const string DefaultUrls = "http://127.0.0.1:8080";

    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var at = new Option<string?>("--at")
        {
            Description = "Lets the clock stand still at an instant, such as '2024-10-21 00:00 Europe/London'; milestones before it count as passed.",
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen, several separated by semicolons.", DefaultValueFactory = _ => DefaultUrls,
        };
        var rehearsal = new Option<bool>("--rehearsal") { Description = "Redirects are 302 and remembered by nobody." };
        var command = new Command("serve", "Answers for every host of the plan: notice, refused purchases, redirects. Stands beside the shop's own edge.")
        {
            plan, at, urls, rehearsal,
        };
        command.SetAction((parsed, cancel) => runner.WithFold(parsed.GetRequiredValue(plan), fold =>
        {
            Instant? still = null;
            if (parsed.GetValue(at) is { } typed)
            {
                still = PlanTime.Read(typed, "--at", out var problem);
                if (problem is not null) return Task.FromResult(runner.Refuse(problem.Message, problem.Hint));
            }

            return ServeAsync(runner, fold, still, parsed.GetValue(urls) ?? DefaultUrls, parsed.GetValue(rehearsal), cancel);
        }));
        return command;
    }

    private static async Task<int> ServeAsync(
        CommandRunner runner, Fold fold, Instant? still, string urls, bool rehearsing, CancellationToken cancel)
    {
        if (fold.Plan.Timetable is null)
            return runner.Refuse("the plan has no timetable, so there is nothing to serve", "write `timetable:` (docs/plan.md)");
        if (urls.Split(';').FirstOrDefault(url => !IsUrl(url)) is { } wrong)
            return runner.Refuse($"--urls: '{wrong}' is no address to listen on", "write http://127.0.0.1:8080; https ends at the edge");
        var desk = NoticeDesk.Load(fold.Plan, out var findings);
        var routes = GateSetup.RoutesOf(fold.Plan, fold.Sources);
        foreach (var finding in findings.Concat(ServeText.Findings(fold.Plan, routes))) runner.Error.WriteLine(finding);
        if (findings.Any(finding => finding.Severity == Severity.Error)) return ExitCode.BadInput;

        void Report(string text) => runner.Error.WriteLine("storefold: " + text);
        await using var gate = await GateServer.StartAsync(
            new GateOptions
            {
                Plan = fold.Plan,
                Routes = routes,
                Desk = desk,
                Standings = new JournalStandings(fold, runner.Connections, still, Report),
                Time = still is { } instant ? new StillClock(instant) : runner.Time,
                Urls = urls,
                Rehearsing = rehearsing,
                ReactionsFile = still is null ? ReactionsFile(fold.Plan.File) : null,
                Report = Report,
            },
            cancel);
        ServeText.Write(runner.Output, gate, still is not null);
        await UntilStopped(cancel);
        return ExitCode.Ok;
    }

    private static bool IsUrl(string url) => Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http";

    private static string ReactionsFile(string planFile) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(planFile)) ?? ".", "reactions.json");

    private static async Task UntilStopped(CancellationToken cancel)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            // Being stopped is how serving ends.
        }
    }
}
