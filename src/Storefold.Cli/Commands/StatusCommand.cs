using System.CommandLine;
using Storefold.Cli.Status;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold status PLAN</c>: where a retirement stands, and what became of every row.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var quarantine = new Option<bool>("--quarantine") { Description = "List the refused rows: key, code and field." };
        var row = new Option<string?>("--row") { Description = "With --quarantine: only rows of this kind, such as order.line.", HelpName = "ROW" };
        var raw = new Option<bool>("--raw") { Description = "With --quarantine: print the rows themselves too. They hold personal data." };
        var json = Arguments.Json();
        var command = new Command(
            "status",
            "Shows what became of every row, money, points, and what waits. Exit code 0 when a complete run explains every row of the "
            + "source, 1 when there is none yet, one is unfinished, or the source has changed since.")
        {
            plan, quarantine, row, raw, json,
        };
        command.SetAction((parsed, _) => runner.WithFold(parsed.GetRequiredValue(plan), fold =>
        {
            var kind = parsed.GetValue(row);
            if (!parsed.GetValue(quarantine))
            {
                return Task.FromResult(kind is not null || parsed.GetValue(raw)
                    ? runner.Refuse("--row and --raw belong to --quarantine")
                    : Show(runner, fold, parsed.GetRequiredValue(plan), parsed.GetValue(json)));
            }

            if (kind is not null && ShopModel.FindRow(kind) is null)
            {
                string[] known = [.. ShopModel.Entities.SelectMany(entity => entity.Rows).Select(def => def.Name)];
                return Task.FromResult(runner.Refuse($"--row: there is no row named '{kind}'", Spelling.DidYouMean(kind, known, "rows are")));
            }

            return Task.FromResult(QuarantineList.Write(runner, fold, kind, parsed.GetValue(raw), parsed.GetValue(json)));
        }));
        return command;
    }

    private static int Show(CommandRunner runner, Fold fold, string planFile, bool json)
    {
        var status = StatusReader.Read(fold, runner.Connections, runner.Time);
        if (json) JsonOutput.Write(runner.Output, writer => StatusJson.Write(writer, status));
        else StatusText.Write(runner.Output, status, planFile);
        return status.IsSettled ? ExitCode.Ok : ExitCode.No;
    }
}
