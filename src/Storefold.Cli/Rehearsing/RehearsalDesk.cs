using Storefold.Notices;
using Storefold.Planning;
using Storefold.Rehearsing;
using Storefold.Rehearsing.Reporting;

namespace Storefold.Cli.Rehearsing;

/// <summary>What <c>rehearse</c> and <c>demo</c> share: copies, the rehearsal, its files, and what is said about it.</summary>
internal static class RehearsalDesk
{
    /// <summary>Rehearses a plan into a folder.</summary>
    /// <param name="runner">The command.</param>
    /// <param name="fold">The person's plan; its databases are only copied.</param>
    /// <param name="folder">Where nothing of a rehearsal stands yet.</param>
    /// <param name="seed">Seed of the traffic.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>0 only when every milestone passed and the books balance.</returns>
    public static async Task<int> RunAsync(CommandRunner runner, Fold fold, string folder, int seed, CancellationToken cancel)
    {
        if (fold.Plan.Timetable is null)
            return runner.Refuse($"{fold.Plan.File} has no timetable, so there is nothing to rehearse", "docs/plan.md shows how one is written");
        if (NotReady(runner, fold) is not ExitCode.Ok and var failed) return failed;

        var plan = RehearsalFolder.Make(fold.Plan, folder, runner.Copies, cancel);
        var (copy, findings) = FoldLoader.Load(plan, runner.Time);
        if (copy is null)
        {
            foreach (var finding in findings) runner.Error.WriteLine(finding);
            return ExitCode.BadInput;
        }

        using var progress = new RehearsalProgress(runner.Error);
        var result = await Rehearsal.RunAsync(
            new RehearsalSetup(copy.Plan, copy.Sources, copy.Target, runner.Connections, runner.Copies, folder, seed, runner.Time) { Observer = progress },
            cancel);
        progress.Dispose();
        File.WriteAllText(Path.Combine(folder, "report.html"), RehearsalReport.Write(result));
        RehearsalText.Write(runner.Output, result, folder);
        return result.Succeeded ? ExitCode.Ok : ExitCode.No;
    }

    /// <summary>What cannot be rehearsed is told before anything is copied.</summary>
    private static int NotReady(CommandRunner runner, Fold fold)
    {
        var findings = Readiness.Check(fold, runner.Connections);
        NoticeDesk.Load(fold.Plan, out var texts);
        foreach (var finding in findings.Concat(texts)) runner.Error.WriteLine(finding);
        return findings.Count > 0 ? Readiness.ExitCodeOf(findings)
            : texts.Any(finding => finding.Severity == Severity.Error) ? ExitCode.BadInput : ExitCode.Ok;
    }
}
