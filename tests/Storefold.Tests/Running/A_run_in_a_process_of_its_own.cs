using System.Diagnostics;
using System.Globalization;
using Storefold.Tests.Retiring;
using Storefold.Tests.Support;

namespace Storefold.Tests.Running;

/// <summary>What only a real process shows: the lock that the system lets go of, and signals.</summary>
public sealed class A_run_in_a_process_of_its_own
{
    private const int Killed = 128 + 9;

    /// <summary>Everything but the end of the redirects is over, so it has done all it can and waits for years.</summary>
    private const string Waits =
        """
        timetable:
          notice: 2024-09-23 10:00
          purchases_stop: 2024-10-21 00:00
          close: 2024-12-31 18:00
          redirects_until: 2199-12-31 23:59

        """;

    [Fact]
    public async Task Keeps_a_second_one_out_and_lets_it_in_once_it_was_killed()
    {
        using var lab = new RetirementLab(timetable: Waits);
        using (var first = await StartAsync(lab))
        {
            var (exit, _, error) = await CliProcess.RunAsync(null, "run", lab.Fold.PlanFile, "--once");
            Assert.True(exit == 2, $"exit {exit}: {error}");
            Assert.Contains("another storefold run", error, StringComparison.Ordinal);
            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Killed, first.ExitCode);
        }

        var (again, _, why) = await CliProcess.RunAsync(null, "run", lab.Fold.PlanFile, "--once");
        Assert.True(again == 0, $"exit {again}: {why}");
    }

    [Fact]
    public async Task Ends_cleanly_when_the_system_asks_it_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent with kill");
        using var lab = new RetirementLab(timetable: Waits);
        using var run = await StartAsync(lab);
        var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        Tool.Run("kill", "/", "-TERM", run.Id.ToString(CultureInfo.InvariantCulture));
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("the same command goes on", await error, StringComparison.Ordinal);
    }

    /// <summary>Starts it and waits until it waits itself.</summary>
    private static async Task<Process> StartAsync(RetirementLab lab)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Storefold.Cli"), ["run", lab.Fold.PlanFile, "--past"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("next: ", StringComparison.Ordinal)) return process;
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
