using System.CommandLine;
using System.Text;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold init [FILE]</c>: a commented starter plan, filled in with what the shop's database tells.</summary>
internal static class InitCommand
{
    private const string Scheme = "sqlite:";
    private const int Bound = 100_000;

    public static Command Create(CommandRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "The plan file to write.", DefaultValueFactory = _ => "plan.yaml" };
        var from = new Option<string?>("--from")
        {
            Description = "Database of the retiring shop, such as sqlite:shop.db. Its platform and its channels are found out; it is only read.",
            HelpName = "CONNECTION",
        };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if it exists." };
        var command = new Command("init", "Writes a commented plan to start from. storefold check then lists what is left to fill in.") { file, from, force };
        command.SetAction((parsed, _) => runner.Guarded(() => Task.FromResult(
            Run(runner, parsed.GetRequiredValue(file), parsed.GetValue(from), parsed.GetValue(force)))));
        return command;
    }

    private static int Run(CommandRunner runner, string file, string? from, bool force)
    {
        // The argument is optional, so a mistyped option would be taken for it and become a file.
        if (file.StartsWith('-')) return runner.Refuse($"{file} is an option that init does not have", "storefold init --help lists them");
        var path = Path.GetFullPath(file);
        var folder = Path.GetDirectoryName(path) ?? path;
        if (Directory.Exists(path)) return runner.Refuse($"{file} is a folder", "name the file: " + Path.Combine(file, "plan.yaml"));
        if (!Directory.Exists(folder)) return runner.Refuse($"there is no folder {folder}");
        if (File.Exists(path) && !force) return runner.Refuse($"{file} exists already", "name another file, or overwrite it with --force");

        var packs = PackFolder.Names().Select(name => PackFolder.Read(name, out _)).OfType<PackModel>().ToList();
        var facts = new StarterFacts { Schema = SchemaFor(folder) };
        if (from is not null)
        {
            if (IsServer(from))
            {
                return runner.Refuse(
                    "init can look into files of SQLite only", "leave --from out and write the address into the plan; storefold check then connects to it");
            }

            if (Resolve(from) is not { } database)
                return runner.Refuse("--from is not a connection that can be opened", "such as sqlite:shop.db; a variable such as ${SHOP} has to be set");
            facts = Detect(runner, packs, database, facts) with { Connection = AsInPlan(from, database, folder) };
        }

        var targets = packs.Where(pack => pack.Target is not null && !string.Equals(pack.Name, facts.Pack, StringComparison.Ordinal)).ToList();
        if (targets is [var only]) facts = facts with { TargetPack = only.Name };
        else runner.Output.WriteLine("The target can be one of " + string.Join(", ", targets.Select(pack => pack.Name)) + ".");
        using (var stream = new FileStream(path, force ? FileMode.Create : FileMode.CreateNew))
            stream.Write(Encoding.UTF8.GetBytes(PlanStarter.Write(facts)));
        runner.Output.WriteLine($"Wrote {file}. Fill in what says FILL_IN; storefold check {file} lists what is left.");
        return ExitCode.Ok;
    }

    private static StarterFacts Detect(CommandRunner runner, IReadOnlyList<PackModel> packs, string database, StarterFacts facts)
    {
        using var session = runner.Connections.Open(new ConnectionModel("sqlite", database, database), SessionUse.Read);
        session.BeginSnapshot();
        var tables = session.Tables();
        var found = packs.Where(pack => PackFit.Detects(pack, tables)).ToList();
        if (found is not [var pack])
        {
            runner.Error.WriteLine(found.Count == 0
                ? $"warning: no pack knows this database ({tables.Count} tables)."
                : $"warning: more than one pack knows this database: {string.Join(", ", found.Select(known => known.Name))}.");
            runner.Error.WriteLine("  hint: fill in the pack yourself; packs are " + string.Join(", ", packs.Select(known => known.Name)));
            return facts;
        }

        var channels = Channels(session, pack);
        runner.Output.WriteLine($"{pack.Title}{(channels.Count == 0 ? "" : ", channels " + string.Join(", ", channels))}.");
        return facts with { Pack = pack.Name, Channels = channels };
    }

    private static List<string> Channels(ISqlSession session, PackModel pack)
    {
        var channels = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var entity in pack.Entities.Values)
        {
            ColumnScan.Each(session, pack, entity.Def.Root, ["sites"], Bound, cells =>
            {
                foreach (var channel in ColumnScan.Channels(cells[0])) channels[channel] = channels.GetValueOrDefault(channel) + 1;
            });
        }

        return [.. channels.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];
    }

    /// <summary>The database file behind what a person typed; null for what is no connection.</summary>
    private static string? Resolve(string connection)
    {
        var expanded = connection;
        for (var start = expanded.IndexOf("${", StringComparison.Ordinal); start >= 0; start = expanded.IndexOf("${", StringComparison.Ordinal))
        {
            var end = expanded.IndexOf('}', start);
            if (end < 0
                || Environment.GetEnvironmentVariable(expanded[(start + 2)..end]) is not { Length: > 0 } value
                || value.Contains("${", StringComparison.Ordinal))
                return null;
            expanded = expanded[..start] + value + expanded[(end + 1)..];
        }

        if (expanded.StartsWith(Scheme, StringComparison.Ordinal)) expanded = expanded[Scheme.Length..];
        else if (!File.Exists(expanded)) return null; // a bare file name will do; anything else names a driver
        return expanded.Length == 0 || Directory.Exists(expanded) ? null : Path.GetFullPath(expanded);
    }

    private static bool IsServer(string connection) =>
        connection.Contains("://", StringComparison.Ordinal) && !connection.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>Paths in a plan count from its folder; what stands in a variable stays there.</summary>
    private static string AsInPlan(string typed, string database, string folder)
    {
        if (typed.Contains("${", StringComparison.Ordinal)) return typed;
        var path = typed.StartsWith(Scheme, StringComparison.Ordinal) ? typed[Scheme.Length..] : typed;
        return Scheme + (Path.IsPathRooted(path) ? database : Path.GetRelativePath(folder, database));
    }

    private static string SchemaFor(string folder)
    {
        const string Schema = "schema/plan.schema.json";
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, Schema))) return Path.GetRelativePath(folder, Path.Combine(at, Schema));
        }

        return Schema;
    }
}
