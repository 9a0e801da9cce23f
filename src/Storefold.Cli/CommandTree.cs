using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Storefold.Cli.Commands;
using Storefold.Planning;

namespace Storefold.Cli;

/// <summary>All commands: one file each under Commands/.</summary>
internal static class CommandTree
{
    /// <summary>Not a root command of the library's kind: that one is called what the file of the program is called.</summary>
    public static Command Create(CommandRunner runner) => new(
        "storefold", "Retires one storefront and folds it into another platform, with everything accounted for.")
    {
        new HelpOption { Action = new HelpInOrder(new HelpAction()) },
        new VersionOption(),
        DemoCommand.Create(runner),
        SampleCommand.Create(runner),
        InitCommand.Create(runner),
        CheckCommand.Create(runner),
        NoticesCommand.Create(runner),
        TransferCommand.Create(runner),
        RunCommand.Create(runner),
        RehearseCommand.Create(runner),
        StatusCommand.Create(runner),
        LookupCommand.Create(runner),
        DecideCommand.Create(runner),
        VerifyCommand.Create(runner),
        CertificateCommand.Create(runner),
        StatementsCommand.Create(runner),
        ServeCommand.Create(runner),
        PacksCommand.Create(runner),
    };

    /// <summary>Runs one command line; what was mistyped is explained and ends with exit code 2.</summary>
    public static async Task<int> RunAsync(CommandRunner runner, IReadOnlyList<string> args)
    {
        var parsed = Create(runner).Parse([.. args]);
        // Asked for help, the library overlooks words that mean nothing.
        if (parsed.Action is ParseErrorAction || parsed.UnmatchedTokens.Count > 0) return Explain(runner, parsed);
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = runner.Output, Error = runner.Error, EnableDefaultExceptionHandler = false,

            // A batch that is under way comes to its end before the process does.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        });
    }

    private static int Explain(CommandRunner runner, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(command);
        var words = parsed.UnmatchedTokens;
        var isRoot = !command.Parents.Any();
        if (isRoot && words.Count > 0)
        {
            var kind = words[0].StartsWith('-') ? "option" : "command";
            var names = kind is "option" ? OptionsOf(command) : [.. command.Subcommands.Select(sub => sub.Name)];
            return runner.Refuse($"there is no {kind} '{words[0]}'", Spelling.DidYouMean(words[0], names, kind + "s are"));
        }

        if (isRoot) return runner.Refuse("say what to do", "storefold --help lists the commands");
        if (words.FirstOrDefault(word => word.StartsWith('-')) is { } option)
            return runner.Refuse($"{path} has no option '{option}'", Spelling.DidYouMean(option, OptionsOf(command), "options are"));
        foreach (var mistake in parsed.Errors.Select(Said).Distinct(StringComparer.Ordinal)) runner.Error.WriteLine("storefold: " + mistake);
        runner.Error.WriteLine($"  hint: {path} --help explains it");
        return ExitCode.BadInput;
    }

    private static string Said(ParseError error) => error.SymbolResult is OptionResult { Option: var option, Tokens: [var typed] }
        && (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) == typeof(int)
            ? $"{option.Name} takes a whole number, and '{typed.Value}' is none" : error.Message;

    /// <summary>A command as it is typed, without what its parents take.</summary>
    internal static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } above ? PathOf(above) + " " + command.Name : command.Name;

    private static string[] OptionsOf(Command command) =>
        [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name).Append("--help").Distinct(StringComparer.Ordinal)];
}
