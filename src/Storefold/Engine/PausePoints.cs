namespace Storefold.Engine;

/// <summary>
/// The places in a transfer where a process may die with the most interesting consequences. Tests stop there and check
/// that the next run ends as if nothing had happened; in production nothing listens.
/// </summary>
public interface IPausePoints
{
    /// <summary>Called at each point, by name.</summary>
    void Reached(string point);
}

/// <summary>Nobody listens.</summary>
public sealed class NoPausePoints : IPausePoints
{
    /// <summary>The one instance.</summary>
    public static readonly NoPausePoints Instance = new();

    /// <inheritdoc/>
    public void Reached(string point)
    {
    }
}
