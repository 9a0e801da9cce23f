using System.CommandLine;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Samples.Poco;

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
        var moves = SampleFolder.Shops.Select(shop => new Option<string>("--" + shop.Name)
        {
            Description = $"Empty database on a server for {shop.Title}, as a plan writes it, instead of {shop.File}.",
        }).ToList();
        var command = new Command("sample", "Makes two invented shops and a plan that folds one into the other.") { folder, customers, seed, nasty };
        moves.ForEach(command.Add);
        command.SetAction((parsed, cancel) => runner.Guarded(() =>
        {
            var directory = parsed.GetRequiredValue(folder);
            var targets = new Dictionary<SampleDatabase, ConnectionModel>();
            foreach (var (shop, option) in SampleFolder.Shops.Zip(moves))
            {
                if (parsed.GetValue(option) is not { } address) continue;
                var (connection, findings) = PlanReader.ReadConnection(
                    address, option.Name, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);
                foreach (var finding in findings) runner.Error.WriteLine(finding);
                if (connection is null) return Task.FromResult(ExitCode.BadInput);
                var isTaken = targets.Values.Any(other => string.Equals(other.Display, connection.Display, StringComparison.Ordinal));
                if ((isTaken ? $"{connection.Display} cannot hold both shops; name a database for each." : Complaint(shop, connection, runner)) is { } unfit)
                {
                    runner.Error.WriteLine("storefold: " + unfit);
                    return Task.FromResult(ExitCode.BadInput);
                }

                targets[shop] = connection;
            }

            var options = SampleOptions.Default with
            {
                Customers = parsed.GetValue(customers), Seed = parsed.GetValue(seed), NastyRows = parsed.GetValue(nasty),
            };
            if ((SampleFolder.Complaint(directory) ?? options.Complaint()) is { } complaint)
            {
                runner.Error.WriteLine("storefold: " + complaint);
                return Task.FromResult(ExitCode.BadInput);
            }

            return FreshFolder.FillAsync(directory, () =>
            {
                SampleFolder.Write(directory, options, Schemas(), path => SqliteSession.Open(path, SqliteAccess.Create), cancel);
                MoveAll(directory, targets, runner, cancel);
                var shops = SampleFolder.Shops.Select(shop => $"{(targets.TryGetValue(shop, out var there) ? there.Display : shop.File)} ({shop.Title})");
                runner.Output.WriteLine($"{directory}: {string.Join(", ", shops)}, plan.yaml and service-centres.csv. Both shops are invented.");
                runner.Output.WriteLine($"Next: storefold check {Path.Combine(directory, "plan.yaml")}");
                return Task.FromResult(ExitCode.Ok);
            });
        }));
        return command;
    }

    /// <summary>The scripts that make both shops.</summary>
    internal static SampleSchemas Schemas() => new(Schema("poco-store"), Schema("mi-platform"));

    /// <summary>Why a shop cannot be made there, or null.</summary>
    private static string? Complaint(SampleDatabase shop, ConnectionModel connection, CommandRunner runner)
    {
        using var session = runner.Connections.Open(connection, SessionUse.Write);
        if (session.Sql is SqliteDialect) return $"{connection.Display} is no server; without --{shop.Name} the shop is made in {shop.File}";
        return session.Tables().Count == 0 ? null : $"{connection.Display} is not empty; name an empty database.";
    }

    /// <summary>Both shops are there at the end, or neither: their databases were empty before.</summary>
    private static void MoveAll(string directory, Dictionary<SampleDatabase, ConnectionModel> targets, CommandRunner runner, CancellationToken cancel)
    {
        var begun = new List<(SampleDatabase Shop, ConnectionModel Connection)>();
        try
        {
            foreach (var (shop, connection) in targets)
            {
                begun.Add((shop, connection));
                Move(directory, shop, connection, runner, cancel);
            }
        }
        catch (Exception failed)
        {
            foreach (var (shop, connection) in begun) Remove(shop, connection, runner, isLost: failed is StoreException { IsTransient: true });
            throw;
        }
    }

    private static void Remove(SampleDatabase shop, ConnectionModel connection, CommandRunner runner, bool isLost)
    {
        try
        {
            using var session = runner.Connections.Open(connection, SessionUse.Write);
            SampleCopy.Remove(session, Schema(shop.Pack, session.Dialect));
        }
        catch (StoreException) when (isLost)
        {
            // What was lost before is told; that nothing could be taken away there goes with it.
        }
    }

    /// <summary>Makes the shop again on a server, and lets the plan name that one.</summary>
    private static void Move(string directory, SampleDatabase shop, ConnectionModel connection, CommandRunner runner, CancellationToken cancel)
    {
        using (var from = SqliteSession.Open(Path.Combine(directory, shop.File), SqliteAccess.ReadOnly))
        using (var to = runner.Connections.Open(connection, SessionUse.Write))
            SampleCopy.Copy(from, to, Schema(shop.Pack, to.Dialect), cancel);
        SampleFolder.Replace(directory, shop, connection.Display);
    }

    private static string Schema(string pack, string dialect = "sqlite") =>
        File.ReadAllText(Path.Combine(PackFolder.Root(), pack, dialect, "schema.sql"));
}
