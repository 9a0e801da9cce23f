using Storefold.Engine;

namespace Storefold.Tests.Support;

/// <summary>The process that these tests imagine to die.</summary>
internal sealed class DiedException(string point) : Exception($"died at {point}");

/// <summary>Dies at the nth pause point; with 0 it only counts them.</summary>
internal sealed class Pauses(int dieAt = 0) : IPausePoints
{
    /// <summary>Names of the points that were reached.</summary>
    public List<string> Points { get; } = [];

    public void Reached(string point)
    {
        Points.Add(point);
        if (Points.Count == dieAt) throw new DiedException($"{dieAt} ({point})");
    }
}

/// <summary>Does something at each point.</summary>
internal sealed class AtEachPoint(Action<string> act) : IPausePoints
{
    public void Reached(string point) => act(point);
}

/// <summary>Does something once, when a point of that name is reached for the nth time.</summary>
internal sealed class AtPoint(string name, int nth, Action act) : IPausePoints
{
    private int _seen;

    public void Reached(string point)
    {
        if (string.Equals(point, name, StringComparison.Ordinal) && ++_seen == nth) act();
    }
}
