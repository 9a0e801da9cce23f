using System.CommandLine;
using Storefold.Cli.Commands;

namespace Storefold.Cli;

/// <summary>All commands: one file each under Commands/.</summary>
internal static class CommandTree
{
    public static RootCommand Create(CommandRunner runner) => new("Retires one storefront and folds it into another platform, with everything accounted for.")
    {
        SampleCommand.Create(runner),
        TransferCommand.Create(runner),
        VerifyCommand.Create(runner),
        CertificateCommand.Create(runner),
    };
}
