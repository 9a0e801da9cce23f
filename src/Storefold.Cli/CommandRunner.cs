using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Cli;

/// <summary>
/// What every command shares: the plan is loaded, findings are printed, and each kind of failure ends with its exit code
/// and a sentence, never with a stack trace.
/// </summary>
internal sealed class CommandRunner(TextWriter output, TextWriter error, TimeProvider time, IConnections? connections = null)
{
    private const string GoesOn = "what is committed stays; the same command goes on where it stopped";

    /// <summary>What is bad input before a run is an interruption once rows are there.</summary>
    private const string GoesOnMended = "mend that; " + GoesOn;

    /// <summary>Where answers go.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Where diagnostics and progress go.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The drivers.</summary>
    public IConnections Connections { get; } = connections ?? new Connections();

    /// <summary>Copies databases.</summary>
    public IDatabaseCopies Copies { get; } = connections as IDatabaseCopies ?? new Connections();

    /// <summary>Loads a plan and runs a command over it.</summary>
    public Task<int> WithFold(string planFile, Func<Fold, Task<int>> command) =>
        Guarded(() => WithPlan(planFile, command), "storefold check PLAN shows what does not fit", GoesOn);

    /// <summary>The same within a command whose failures somebody else turns into exit codes.</summary>
    public async Task<int> WithPlan(string planFile, Func<Fold, Task<int>> command)
    {
        if (IcuComplaint() is { } complaint) return Fail(ExitCode.WorldFailed, complaint);
        var (fold, findings) = FoldLoader.Load(planFile, Time);
        foreach (var finding in findings) Error.WriteLine(finding);
        if (fold is null) return ExitCode.BadInput;
        return await command(fold);
    }

    /// <summary>Runs a command and turns failures into exit codes.</summary>
    /// <param name="command">The command.</param>
    /// <param name="misfit">What to do when a database does not fit; null where there is no plan to look at.</param>
    /// <param name="interrupted">What to do when a database failed.</param>
    public async Task<int> Guarded(Func<Task<int>> command, string? misfit = null, string interrupted = "type the same command again")
    {
        try
        {
            // Signals are listened to once the command has given the thread back: work without a pause would be ended by the system.
            return await Task.Run(command);
        }
        catch (StoppedException stopped)
        {
            return Fail(ExitCode.WorldFailed, stopped.Message, stopped.Hint);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.WorldFailed, "stopped; the same command goes on where it stopped");
        }
        catch (GuardException guard)
        {
            return Fail(ExitCode.No, guard.Message, guard.Hint);
        }
        catch (MissingDependencyException missing)
        {
            return Fail(ExitCode.BadInput, missing.Message, missing.Hint);
        }
        catch (PackException pack)
        {
            return pack.IsMidway ? Fail(ExitCode.WorldFailed, pack.Message, GoesOnMended) : Fail(ExitCode.BadInput, pack.Message);
        }
        catch (StoreException store) when (store is { IsSchema: true, IsMidway: false })
        {
            return Fail(ExitCode.BadInput, store.Message, misfit);
        }
        catch (StoreException store)
        {
            return Fail(ExitCode.WorldFailed, store.Message, store.IsSchema ? GoesOnMended : store.IsUnreachable ? Readiness.Unreachable : interrupted);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.WorldFailed, failure.Message);
        }
        catch (Exception unexpected)
        {
            if (Environment.GetEnvironmentVariable("STOREFOLD_TRACE") is "1") Error.WriteLine(unexpected);
            return Fail(
                ExitCode.WorldFailed, $"something happened that should not: {FirstLine(unexpected.Message)} ({unexpected.GetType().Name})",
                "STOREFOLD_TRACE=1 shows where; please report it");
        }
    }

    /// <summary>Why text cannot be compared safely here, or null.</summary>
    public static string? IcuComplaint()
    {
        try
        {
            TextRules.RequireIcu();
            return null;
        }
        catch (InvalidOperationException missing)
        {
            return missing.Message;
        }
    }

    /// <summary>Refuses what a person typed: exit code 2.</summary>
    public int Refuse(string message, string? hint = null) => Fail(ExitCode.BadInput, message, hint);

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();

    private int Fail(int code, string message, string? hint = null)
    {
        Error.WriteLine("storefold: " + message);
        if (hint is not null) Error.WriteLine("  hint: " + hint);
        return code;
    }
}
