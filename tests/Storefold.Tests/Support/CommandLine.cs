using Storefold.Cli;
using Storefold.Scheduling;

namespace Storefold.Tests.Support;

/// <summary>The command line in this process: exit code and what it says.</summary>
internal static class CommandLine
{
    /// <summary>The same at an instant, mistyped lines explained as the program does.</summary>
    public static async Task<(int Exit, string Output, string Error)> AtAsync(DateTimeOffset now, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandTree.RunAsync(new CommandRunner(output, error, new SimulatedClock(now)), arguments);
        return (exit, output.ToString(), error.ToString());
    }

    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var runner = new CommandRunner(output, error, FixedClock.Instance);
        var exit = await CommandTree.Create(runner).Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
