using System.CommandLine;
using Storefold.Cli.Status;
using Storefold.Engine;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold transfer PLAN</c>: moves everything, or goes on where it stopped.</summary>
internal static class TransferCommand
{
    public static Command Create(CommandRunner runner)
    {
        var plan = Arguments.Plan();
        var only = new Option<string?>("--only") { Description = "Entities to move, separated by commas; what they depend on must have been moved." };
        var dryRun = new Option<bool>("--dry-run") { Description = "The real run on the real target, taken back at its end." };
        var workers = new Option<int?>("--workers") { Description = "Workers side by side (default: limits.workers of the plan)." };
        var json = Arguments.Json();
        var command = new Command("transfer", "Moves everything that the plan moves. Type the same command again to go on after a stop.")
        {
            plan, only, dryRun, workers, json,
        };
        command.SetAction((parsed, cancel) => runner.WithFold(parsed.GetRequiredValue(plan), async fold =>
        {
            var wanted = (parsed.GetValue(only) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (wanted.FirstOrDefault(name => ShopModel.Find(name) is null) is { } unknown)
            {
                runner.Error.WriteLine($"storefold: --only: there is no entity named '{unknown}'.");
                runner.Error.WriteLine("  hint: entities are " + string.Join(", ", ShopModel.Entities));
                return ExitCode.BadInput;
            }

            if (parsed.GetValue(workers) is < 1 or > LimitRules.MostWorkers)
            {
                runner.Error.WriteLine($"storefold: --workers takes a number from 1 to {LimitRules.MostWorkers}.");
                return ExitCode.BadInput;
            }

            var readiness = Readiness.Check(fold, runner.Connections);
            foreach (var finding in readiness) runner.Error.WriteLine(finding);
            if (Readiness.ExitCodeOf(readiness) is not ExitCode.Ok and var failed) return failed;

            using var progress = new ProgressLine(runner.Error, Console.IsErrorRedirected);
            using var trace = ProgressTrace.FromEnvironment();
            var result = await Transfer.RunAsync(
                fold.Plan, fold.Sources, fold.Target, runner.Connections,
                new TransferOptions([.. wanted.Order(StringComparer.Ordinal)], parsed.GetValue(dryRun), parsed.GetValue(workers) ?? fold.Plan.Limits.Workers),
                runner.Time, FaultInjection.FromEnvironment(), Report, cancel);
            progress.Dispose();
            if (parsed.GetValue(json)) JsonOutput.Write(runner.Output, writer => StatusJson.Write(writer, result));
            else StatusText.Write(runner.Output, result, parsed.GetRequiredValue(plan));
            return QuarantineLimit.Of(fold.Plan.Limits, result.Figures).IsExceeded ? ExitCode.No : ExitCode.Ok;

            void Report(TransferProgress state)
            {
                progress.Report(state);
                trace.Report(state);
            }
        }));
        return command;
    }
}
