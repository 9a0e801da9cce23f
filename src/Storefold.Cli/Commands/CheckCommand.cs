using System.CommandLine;
using Storefold.Cli.Checking;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold check PLAN</c>: everything that can be known before the first row moves.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var json = Arguments.Json();
        var command = new Command(
            "check",
            "Checks the plan, its packs and both databases, reports everything at once and shows what a transfer would do. Writes nothing. "
            + "Exit code 0 when a transfer may start, 2 when plan or databases have to be mended, 3 when a database cannot be used now.")
        {
            plan, json, CheckDomainsCommand.Create(runner),
        };
        command.SetAction((parsed, _) => runner.Guarded(() =>
        {
            var file = parsed.GetRequiredValue(plan);
            var report = PlanCheck.Run(FoldLoader.LoadParts(file, runner.Time), runner.Connections, CommandRunner.IcuComplaint());
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(runner.Output, writer => CheckJson.Write(writer, report));
            }
            else
            {
                foreach (var finding in report.Findings) runner.Error.WriteLine(finding);
                CheckText.Write(runner.Output, report, file);
            }

            return Task.FromResult(Readiness.ExitCodeOf(report.Findings));
        }));
        return command;
    }
}
