using System.CommandLine;
using Storefold.Announcing;
using Storefold.Certifying;
using Storefold.Cli.Running;
using Storefold.Connectors;
using Storefold.Connectors.Http;
using Storefold.Journaling;
using Storefold.Notices;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Retiring.Checks;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold run PLAN</c>: carries the retirement out, milestone by milestone, on the real clock.</summary>
internal static class RunCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var once = new Option<bool>("--once")
        {
            Description = "Do what is due now and end: exit code 0 when nothing is held back, else 1. For a timer such as cron.",
        };
        var past = new Option<bool>("--past")
        {
            Description = "Accept milestones whose hour is over before the first run: they are done now, in order.",
        };
        var command = new Command(
            "run",
            "Carries the retirement out on the real clock until its last milestone is passed. It may be stopped or killed at any "
            + "time; the same command goes on.")
        {
            plan, once, past,
        };
        command.SetAction((parsed, cancel) => runner.WithFold(
            parsed.GetRequiredValue(plan), fold => RunAsync(runner, fold, parsed.GetValue(once), parsed.GetValue(past), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(CommandRunner runner, Fold fold, bool once, bool past, CancellationToken cancel)
    {
        if (fold.Plan.Timetable is null)
            return runner.Refuse($"{fold.Plan.File} has no timetable", "docs/plan.md shows how one is written; storefold transfer needs none");
        var desk = NoticeDesk.Load(fold.Plan, out var unreadable);
        IReadOnlyList<Diagnostic> findings = [.. unreadable, .. NotReady(runner, fold)];
        foreach (var finding in findings) runner.Error.WriteLine(finding);
        if (Readiness.ExitCodeOf(findings) is not ExitCode.Ok and var failed) return failed;

        var file = RunLock.FileOf(fold.Plan);
        using var held = RunLock.TryTake(file);
        if (held is null)
            return runner.Refuse($"another storefold run drives this retirement: it holds {file}", "let that one go on, or end it first");

        using var report = new RunReport(runner.Output, runner.Error, runner.Time);
        var setup = new RetirementSetup(fold.Plan, fold.Sources, fold.Target, runner.Connections, runner.Time)
        {
            Pause = FaultInjection.FromEnvironment(), Observer = report,
        };
        using var probes = new DomainProbes(new ProbeOptions(), runner.Time);
        using var posters = new ChannelPosters(runner.Time);
        var retirement = new Retirement(setup with
        {
            Steps = [new RedirectStep(setup), CertificateStepOf(setup)],
            Checks = [new DomainsReadyCheck(fold.Plan, probes, runner.Time)],
        });
        if (!past && retirement.PastOnFirstRun() is { Count: > 0 } over)
        {
            return runner.Refuse(
                $"{over.Count} milestones are over before the first run: " + string.Join("; ", over.Select(one => $"{one} at {one.At}")),
                "is the timetable right? --past does them now, in order");
        }

        var announcer = new Announcer(fold.Plan, runner.Connections, posters, runner.Time);
        var posting = new PostingChore(new PublicUpdates(fold.Plan, desk, announcer), announcer, report);
        var loop = new RunLoop(retirement, fold.Plan, runner.Time, report)
        {
            CheckPlan = PlanWatch.Of(fold.Plan), Chores = fold.Plan.Channels.Count == 0 ? [] : [posting.RunAsync],
        };
        return once ? await loop.OnceAsync(cancel) : await loop.RunAsync(cancel);
    }

    /// <summary>Certificate and key stand beside the plan, where <c>storefold certificate</c> writes them too.</summary>
    private static CertificateStep CertificateStepOf(RetirementSetup setup)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(setup.Plan.File)) ?? ".";
        return new CertificateStep(
            new CertificateDesk(setup.Plan, setup.Sources, setup.Target, setup.Connections, setup.Time), folder,
            CertificateDesk.KeyFileIn(folder));
    }

    /// <summary>Once the sources are erased, only the target has to be there.</summary>
    private static IReadOnlyList<Diagnostic> NotReady(CommandRunner runner, Fold fold)
    {
        var target = Readiness.Check(fold.Target, fold.Plan.File, runner.Connections);
        if (target.Count > 0) return target;
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Read);
        return new MilestoneBook(session).HasPassed(Milestone.SourceErased) ? target : Readiness.Check(fold, runner.Connections);
    }
}
