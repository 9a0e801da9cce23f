using System.CommandLine;
using NodaTime;
using Storefold.Cli.Checking;
using Storefold.Engine.Trials;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Cli.Commands;

/// <summary><c>storefold packs list</c> names the packs; <c>storefold packs test DIR</c> tries one on a database.</summary>
internal static class PacksCommand
{
    private const string TablePrefix = "--table-prefix";

    public static Command Create(CommandRunner runner) => new("packs", "Lists the packs, and tries one on a database.") { List(runner), Test(runner) };

    private static Command List(CommandRunner runner)
    {
        var command = new Command("list", "Lists the packs: their platform, their databases, and whether they can be a target.");
        command.SetAction((_, _) => runner.Guarded(() =>
        {
            var table = new TextTable("pack", "platform", "databases", "used as");
            foreach (var name in PackFolder.Names())
            {
                if (PackFolder.Read(name, out var findings) is { } pack)
                    table.Add(name, pack.Title, string.Join(", ", pack.Dialects), pack.Target is null ? "source" : "source, target");
                else
                    table.Add(name, "broken: " + findings[0].Message, "", "");
            }

            table.Write(runner.Output);
            return Task.FromResult(ExitCode.Ok);
        }));
        return command;
    }

    private static Command Test(CommandRunner runner)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of the pack, or its name." };
        var connection = new Option<string>("--connection")
        {
            Description = "Database of that platform, as in a plan: sqlite:shop.db, postgres://..., mariadb://..., files:export. Secrets as ${NAME}.",
            HelpName = "ADDRESS", Required = true,
        };
        var readOnly = new Option<bool>("--read-only")
        {
            Description = "Do not try the write files; they run on empty staging tables, and everything is taken back.",
        };
        var prefix = new Option<string?>(TablePrefix) { Description = "What the names of the shop's tables begin with, where it has changed that." };
        var json = Arguments.Json();
        var command = new Command(
            "test",
            "Tries a pack on a database: every file runs, keys are indexed and ordered, parts join, declared tables are read whole. Changes nothing. "
            + "Exit code 0 when the pack fits, 2 when pack or database have to be mended, 3 when the database cannot be used now.")
        {
            folder, connection, prefix, readOnly, json,
        };
        command.SetAction((parsed, _) => runner.Guarded(() => Task.FromResult(Run(
            runner, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(connection), parsed.GetValue(prefix), parsed.GetValue(readOnly),
            parsed.GetValue(json)))));
        return command;
    }

    private static int Run(CommandRunner runner, string folder, string address, string? tablePrefix, bool readOnly, bool json)
    {
        var isFolder = Directory.Exists(folder);
        if (!isFolder && !PackFolder.Names().Contains(folder, StringComparer.Ordinal))
            return runner.Refuse($"there is no folder and no pack named '{folder}'", PackFolder.DidYouMean(folder));
        var prefix = tablePrefix is null ? null : new NamedPrefix(tablePrefix, TablePrefix);
        var pack = isFolder ? PackReader.Read(folder, out var found, prefix) : PackFolder.Read(folder, out found, prefix);
        var (connection, wrong) = PlanReader.ReadConnection(address, "--connection", Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable);
        foreach (var finding in found.Concat(wrong)) runner.Error.WriteLine(finding);
        if (pack is null || connection is null) return ExitCode.BadInput;

        using var source = runner.Connections.Open(connection, SessionUse.Read);
        var hasFiles = !string.Equals(source.Dialect, PackModel.HttpDialect, StringComparison.Ordinal); // a platform over HTTP writes itself
        var writes = !readOnly && hasFiles && pack.Target is not null && pack.Dialects.Contains(source.Dialect, StringComparer.Ordinal);
        using var target = writes ? runner.Connections.Open(connection, SessionUse.Write) : null;
        var report = PackTrial.Run(source, target, pack, new ValueCodec(pack.Values, DateTimeZone.Utc));
        if (json) JsonOutput.Write(runner.Output, writer => TrialOutput.Write(writer, report));
        else TrialOutput.Write(runner.Output, report);
        return report.IsGood ? ExitCode.Ok : ExitCode.BadInput;
    }
}
