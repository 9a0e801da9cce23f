using System.CommandLine;
using Storefold.Cli;
using Storefold.Cli.Commands;

var runner = new CommandRunner(Console.Out, Console.Error, TimeProvider.System);
return await CommandTree.Create(runner).Parse(args).InvokeAsync();
