using System.Diagnostics;
using System.Globalization;
using Storefold.Engine;

namespace Storefold.Cli;

/// <summary>
/// For tests of what a killed process leaves behind: <c>STOREFOLD_KILL_AT=7</c> kills this process with SIGKILL at the
/// seventh pause point, without any chance to tidy up.
/// </summary>
internal sealed class FaultInjection : IPausePoints
{
    private int _left;

    private FaultInjection(int killAt) => _left = killAt;

    /// <summary>What the environment asks for; normally nothing.</summary>
    public static IPausePoints FromEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable("STOREFOLD_KILL_AT"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new FaultInjection(at)
            : NoPausePoints.Instance;

    /// <inheritdoc/>
    public void Reached(string point)
    {
        if (Interlocked.Decrement(ref _left) > 0) return; // workers reach points side by side
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
