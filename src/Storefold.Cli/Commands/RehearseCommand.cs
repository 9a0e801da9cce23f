using System.CommandLine;
using Storefold.Cli.Rehearsing;
using Storefold.Rehearsing;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold rehearse PLAN</c>: plays the whole retirement on a simulated clock, over copies of both sides.</summary>
internal static class RehearseCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var folder = new Option<string?>("--out")
        {
            Description = "A new folder for copies, report and certificate; 'rehearsal' beside the plan by default.", HelpName = "DIR",
        };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same rehearsal.", DefaultValueFactory = _ => 1 };
        var command = new Command(
            "rehearse",
            "Copies both sides, plays every milestone on a simulated clock while people go on shopping, and reports what everybody saw. The shops "
            + "themselves are only read.")
        {
            plan, folder, seed,
        };
        command.SetAction((parsed, cancel) => runner.WithFold(parsed.GetRequiredValue(plan), fold =>
        {
            var beside = Path.GetDirectoryName(fold.Plan.File) is { Length: > 0 } home ? home : ".";
            var target = parsed.GetValue(folder) ?? Path.Combine(beside, "rehearsal");
            return RehearsalFolder.Complaint(target) is { } complaint
                ? Task.FromResult(runner.Refuse(complaint))
                : FreshFolder.FillAsync(target, () => RehearsalDesk.RunAsync(runner, fold, target, parsed.GetValue(seed), cancel));
        }));
        return command;
    }
}
