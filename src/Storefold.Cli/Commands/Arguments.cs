using System.CommandLine;

namespace Storefold.Cli.Commands;

/// <summary>Arguments that several commands share.</summary>
internal static class Arguments
{
    public static Argument<string> Plan() => new("PLAN") { Description = "The plan file (YAML)." };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs." };
}
