using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Storefold.Cli;

/// <summary>The library's help, with the usage of a command below another as it is typed: the library puts the parent's arguments between.</summary>
internal sealed class HelpInOrder(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var code = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(InOrder(text.ToString(), parseResult.CommandResult.Command));
        return code;
    }

    private static string InOrder(string help, Command command)
    {
        if (!command.Parents.OfType<Command>().Any(parent => parent.Arguments.Count > 0)) return help;
        var lines = help.Split('\n');
        var usage = Array.FindIndex(lines, line => line.StartsWith("Usage:", StringComparison.Ordinal)) + 1;
        var name = lines[usage].IndexOf($" {command.Name} ", StringComparison.Ordinal);
        if (name >= 0) lines[usage] = $"  {CommandTree.PathOf(command)}{lines[usage][(name + 1 + command.Name.Length)..]}";
        return string.Join('\n', lines);
    }
}
