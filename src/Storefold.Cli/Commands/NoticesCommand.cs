using System.CommandLine;
using Storefold.Notices;
using Storefold.Planning;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold notices PLAN --out DIR</c>: what the public will read, as files, before it is up.</summary>
internal static class NoticesCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var folder = new Option<string>("--out")
        {
            Description = "A folder that is new or empty.", HelpName = "DIR", Required = true,
        };
        var command = new Command(
            "notices",
            "Writes every page that the public will read as files: per retiring site, phase and locale. For looking at, and for whoever "
            + "has to approve the wording. Needs no database.") { plan, folder };
        command.SetAction((parsed, _) => runner.Guarded(() => Task.FromResult(
            Run(runner, parsed.GetRequiredValue(plan), parsed.GetRequiredValue(folder)))));
        return command;
    }

    private static int Run(CommandRunner runner, string file, string folder)
    {
        if (CommandRunner.IcuComplaint() is { } complaint) return runner.Refuse(complaint);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            return runner.Refuse($"{folder} is not empty", "name a new folder");
        var read = PlanReader.Read(file, Environment.GetEnvironmentVariable, runner.Time);
        foreach (var finding in read.Diagnostics) runner.Error.WriteLine(finding);
        if (read.Plan is not { } plan) return ExitCode.BadInput;
        if (plan.Timetable is not { } timetable)
            return runner.Refuse("the plan has no timetable, so there is nothing to announce", "docs/plan.md explains timetable:");

        var desk = NoticeDesk.Load(plan, out var findings);
        foreach (var finding in findings) runner.Error.WriteLine(finding);
        if (findings.Any(finding => finding.Severity == Severity.Error)) return ExitCode.BadInput;
        Directory.CreateDirectory(folder);
        var written = NoticeFiles.Write(plan, timetable, desk, folder);
        runner.Output.WriteLine($"{folder}: {written.Count} files; open {Path.Combine(folder, "index.html")}.");
        return ExitCode.Ok;
    }
}
