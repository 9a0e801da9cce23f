using System.CommandLine;
using Storefold.Cli.Rehearsing;
using Storefold.Connectors.Sqlite;
using Storefold.Rehearsing;
using Storefold.Samples.Poco;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold demo</c>: makes the sample and rehearses its retirement, from the notice to the handed-over domain.</summary>
internal static class DemoCommand
{
    private const int Customers = 5_000;

    /// <summary>About 20,000 orders with 5,000 customers.</summary>
    private const double OrdersPerCustomer = 4.2;

    public static Command Create(CommandRunner runner)
    {
        var folder = new Option<string>("--out") { Description = "A new folder.", HelpName = "DIR", DefaultValueFactory = _ => "poco-demo" };
        var customers = new Option<int>("--customers") { Description = "Customers of the retiring shop.", DefaultValueFactory = _ => Customers };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same demo.", DefaultValueFactory = _ => SampleOptions.Default.Seed };
        var command = new Command(
            "demo", "Makes two invented shops and rehearses how one is folded into the other, from the notice to the handed-over domain.")
        {
            folder, customers, seed,
        };
        command.SetAction((parsed, cancel) => runner.Guarded(async () =>
        {
            if (CommandRunner.IcuComplaint() is { } missing) return runner.Refuse(missing);
            var directory = parsed.GetRequiredValue(folder);
            var options = new SampleOptions(parsed.GetValue(seed), parsed.GetValue(customers), OrdersPerCustomer, NastyRows: false);
            if ((RehearsalFolder.Complaint(directory) ?? options.Complaint()) is { } complaint) return runner.Refuse(complaint);
            return await FreshFolder.FillAsync(directory, () =>
            {
                var sample = Path.Combine(directory, "sample");
                SampleFolder.Write(sample, options, SampleCommand.Schemas(), path => SqliteSession.Open(path, SqliteAccess.Create), cancel);
                return runner.WithPlan(
                    Path.Combine(sample, "plan.yaml"), fold => RehearsalDesk.RunAsync(runner, fold, directory, parsed.GetValue(seed), cancel));
            });
        }));
        return command;
    }
}
