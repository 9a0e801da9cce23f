using System.CommandLine;
using Storefold.Samples.Poco;
using Storefold.Connectors.Sqlite;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold sample DIR</c>: makes two small shops and the plan that folds one into the other.</summary>
internal static class SampleCommand
{
    public static Command Create(CommandRunner runner)
    {
        var folder = new Argument<string>("DIR") { Description = "A new folder." };
        var customers = new Option<int>("--customers")
        {
            Description = "Customers of the retiring shop.", DefaultValueFactory = _ => SampleOptions.Default.Customers,
        };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same shops.", DefaultValueFactory = _ => SampleOptions.Default.Seed };
        var nasty = new Option<bool>("--nasty") { Description = "Plant rows that have to be quarantined." };
        var command = new Command("sample", "Makes two invented shops and a plan that folds one into the other.") { folder, customers, seed, nasty };
        command.SetAction((parsed, _) => runner.Guarded(() =>
        {
            var directory = parsed.GetRequiredValue(folder);
            var options = SampleOptions.Default with
            {
                Customers = parsed.GetValue(customers), Seed = parsed.GetValue(seed), NastyRows = parsed.GetValue(nasty),
            };
            if ((SampleFolder.Complaint(directory) ?? options.Complaint()) is { } complaint)
            {
                runner.Error.WriteLine("storefold: " + complaint);
                return Task.FromResult(ExitCode.BadInput);
            }

            SampleFolder.Write(directory, options, Schemas(), path => SqliteSession.Open(path, SqliteAccess.Create));
            runner.Output.WriteLine(
                $"{directory}: poco.db (the retiring shop), mi.db (the target), plan.yaml and service-centres.csv. Both shops are invented.");
            runner.Output.WriteLine($"Next: storefold check {Path.Combine(directory, "plan.yaml")}");
            return Task.FromResult(ExitCode.Ok);
        }));
        return command;
    }

    /// <summary>The scripts that make both shops.</summary>
    internal static SampleSchemas Schemas() => new(Schema("poco-store"), Schema("mi-platform"));

    private static string Schema(string pack) => File.ReadAllText(Path.Combine(PackFolder.Root(), pack, "sqlite", "schema.sql"));
}
