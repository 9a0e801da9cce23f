using Storefold.Cli;

var runner = new CommandRunner(Console.Out, Console.Error, TimeProvider.System);
return await CommandTree.RunAsync(runner, args);
