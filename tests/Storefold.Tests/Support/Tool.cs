using System.Diagnostics;

namespace Storefold.Tests.Support;

/// <summary>What a program answered.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ToolAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, as a terminal would show them.</summary>
    public string All => Output + Error;
}

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <summary>Runs <c>./storefold</c> as a person would, from a folder.</summary>
    public static ToolAnswer Storefold(string folder, params string[] arguments) =>
        Run(Repository.File("storefold"), folder, arguments);

    /// <summary>Runs a program in a folder and collects what it says.</summary>
    public static ToolAnswer Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolAnswer(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
