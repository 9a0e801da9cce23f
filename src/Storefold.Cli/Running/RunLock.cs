using Storefold.Planning;

namespace Storefold.Cli.Running;

/// <summary>
/// Held by the one <c>storefold run</c> of a target. The system lets go of it when the process ends, however it ends, so a
/// killed one leaves nothing behind that somebody would have to remove.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _held;

    private RunLock(FileStream held) => _held = held;

    /// <summary>Where the lock of a plan lies: beside the target where that is a file, else beside the plan.</summary>
    public static string FileOf(PlanModel plan) =>
        (Path.IsPathFullyQualified(plan.Target.Connection.Location) ? plan.Target.Connection.Location : Path.GetFullPath(plan.File)) + ".run-lock";

    /// <summary>Takes the lock; null when another process holds it.</summary>
    /// <exception cref="UnauthorizedAccessException">No file can be made there.</exception>
    public static RunLock? TryTake(string file)
    {
        try
        {
            return new RunLock(new FileStream(
                file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
